"""A slow matcher written from the definition of `phrases` and `analyses`, for the tables of inflection cases."""

from bot.language import Document, Kind, TermWord, Token, analyses, phrases, read
from bot.model import Article


def hits(term: str, text: str, *, kind: Kind | None = None, lang: str, term_lang: str | None = None) -> bool:
    """Whether a term hits a text of this language."""
    document = read(Article(id="1", title=text, lang=lang))
    for phrase in phrases(term, kind, lang if term_lang is None else term_lang):
        for start in range(len(document.tokens) - len(phrase) + 1):
            places = document.tokens[start : start + len(phrase)]
            if all(is_hit(token, word, document) for token, word in zip(places, phrase, strict=True)):
                return True
    return False


def is_hit(token: Token, word: TermWord, document: Document) -> bool:
    """Whether one token hits one word of a term."""
    return any(word.kind in kinds and key in word.keys for key, kinds in analyses(token.word, document.lang))
