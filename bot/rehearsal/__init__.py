"""A rehearsal: months of invented meetings in seconds, over the real wire, killing the service on the way."""
