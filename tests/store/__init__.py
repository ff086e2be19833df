"""Tests of `bot.store`, on real files."""
