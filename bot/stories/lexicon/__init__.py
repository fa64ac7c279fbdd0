"""A small built-in dictionary of news in four languages, so that stories group where no watchlist concept helps.

The words stand in `acts`, `things` and `places`; looking them up lives in `meanings`.
"""

from bot.stories.lexicon.meanings import CITY_IDS, Meaning, Sort, meanings_of, pair_meanings

__all__ = ["CITY_IDS", "Meaning", "Sort", "meanings_of", "pair_meanings"]
