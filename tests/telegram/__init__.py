"""Tests of bot/telegram, against the emulator."""
