"""Reads a partnership's TOML file into practice's values, or names every fault in it at once.

It may not touch the environment, the clock or the store: a path goes in, a `Partnership` comes out.
"""

from bot.partnership.faults import Fault, PartnershipFaults
from bot.partnership.file import load

__all__ = ["Fault", "PartnershipFaults", "load"]
