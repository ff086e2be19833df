"""The items with which a Themes list begins."""

from __future__ import annotations

from practice.theme_seed import theme_row


def test_a_theme_is_an_item_with_a_key_of_its_own() -> None:
    """The same each time, so that a second try is known for one; as long as the key column takes."""
    one = theme_row("Child's voice")
    assert one == theme_row("Child's voice")
    assert one.fields == {"Title": "Child's voice"}
    assert one.key != theme_row("Neglect").key
    assert len(one.key) == 64
