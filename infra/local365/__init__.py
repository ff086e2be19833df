"""A local stand-in for Microsoft 365: the product can be shown, rehearsed and tested without a tenant.

It imports nothing of the product: a misunderstanding there must not be shared by what tests it.
"""
