"""Tests of the room `bot/stories/`."""
