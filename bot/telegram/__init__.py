"""The Telegram wire: sending and its error table, receiving, commands and their wording.

What to tell whom is decided in alerts/; what a handler needs from the store is an action handed to it.
"""
