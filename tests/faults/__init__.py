"""What goes wrong around a running worker: kills, Telegram, feeds, disk, files. Always the real process."""
