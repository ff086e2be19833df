"""Use cases: each takes ports and values, decides with `practice`, and returns a value."""
