"""The query lab in chat: editors see and change watchlists, concepts and outlets, and know beforehand what an edit does.

How it is worded and asked stands here; what it does is an action of the runtime (ports.py).
"""
