"""How four languages say how many of what: number words, bounds, and what a number counts; `figures` applies them."""

from bot.stories.counts.ar import ARABIC
from bot.stories.counts.en import ENGLISH
from bot.stories.counts.fr import FRENCH
from bot.stories.counts.grammar import CountGrammar
from bot.stories.counts.tr import TURKISH

BY_LANGUAGE: dict[str, CountGrammar] = {"en": ENGLISH, "ar": ARABIC, "tr": TURKISH, "fr": FRENCH}

__all__ = ["BY_LANGUAGE", "CountGrammar"]
