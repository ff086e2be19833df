"""Alembic's folder: `env.py` is its entry, `versions` has one script for each revision, in order.

A change of the tables is made in `bot.store.schema`, in a new script with the next number, and in
`bot.store.migrating.HEAD`; tests compare the three.
"""
