"""I/O room: fetching, guarding, parsing, identity, article text, cadence and the outlets file.

Nothing here knows the store, Telegram or the settings: what is needed comes in as arguments.
The way of one poll: `Fetcher.get` -> `parse` -> `identities` -> `next_poll_at`.
"""
