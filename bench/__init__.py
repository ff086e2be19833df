"""Measurements that anybody can repeat: `make bench`. Nothing of the product imports this."""
