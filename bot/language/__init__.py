"""Folding, words, sentences, language and inflection of news in English, Arabic, Turkish and French.

Pure: knows articles, not watchlists.
"""

from bot.language.detection import detect
from bot.language.document import Document, Sentence, read
from bot.language.folding import fold
from bot.language.forms import Form, Kind
from bot.language.inflection import analyses, keys
from bot.language.terms import Phrase, TermWord, kind_of, phrases
from bot.language.tokens import Token, Word, words

__all__ = [
    "Document",
    "Form",
    "Kind",
    "Phrase",
    "Sentence",
    "TermWord",
    "Token",
    "Word",
    "analyses",
    "detect",
    "fold",
    "keys",
    "kind_of",
    "phrases",
    "read",
    "words",
]
