"""Journeys: from a feed's bytes to the message in a chat, with the real process; the harness and its outlets."""
