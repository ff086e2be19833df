"""What demo and rehearsal share: the local stand-in as a child process, and the town they invent in it."""
