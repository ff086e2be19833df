"""References for people, such as BTP-7KQ4: random, so that order and volume cannot be read from them."""

from __future__ import annotations

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0, O, 1, I, L or U: they are misread or spell words."""

LENGTH = 4


def reference(random_bytes: bytes) -> str:
    """Make a reference from at least eight random bytes; a clash is met by asking again with others."""
    number = int.from_bytes(random_bytes, "big")
    letters = []
    for _ in range(LENGTH):
        number, index = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[index])
    return "BTP-" + "".join(letters)
