"""Scripts for maintainers; nothing of the bot imports them."""
