"""Tests of bot.language."""
