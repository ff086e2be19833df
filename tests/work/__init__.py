"""Tests of `bot.work`, on the real queue."""
