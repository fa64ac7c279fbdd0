"""Khabar, a news-monitoring alert bot: poll outlets, match watchlists, post living alerts to Telegram."""

__version__ = "0.1.0"
