"""Others' echoes, measured beside ours: a module each, with `serve`, a context that gives the port it listens on.

Nothing here is loaded unless `make bench` has installed it. What leaves them carries a fixed token, so that none pays
for fetching one; what each checks of a token that arrives stands in its module.
"""
