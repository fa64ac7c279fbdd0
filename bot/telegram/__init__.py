"""The Telegram wire: sending and its error table, receiving, commands and their wording.

What to tell whom is decided in alerts/; what a handler needs from the store is an action handed to it.
"""

import os

# python-telegram-bot then gives durations as timedelta, as its next release will, and does not warn about it.
os.environ.setdefault("PTB_TIMEDELTA", "true")
