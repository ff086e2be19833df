"""Tests of `bot.handlers`, on a real store with invented ways out."""
