"""An article as words: language, tokens, sentences. What its words may be forms of lives in `inflection`."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.language.detection import detect
from bot.language.sentences import sentence_spans
from bot.language.tokens import Token, Word, cut, without_false_acronym
from bot.model import Article, Field

_DETECT_UP_TO = 1500


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one field. `start` and `end` are code points of the field, half-open;
    `first_token` to `last_token` (both included) count in `Document.tokens`."""

    field: Field
    start: int
    end: int
    first_token: int
    last_token: int
    paragraph: int


class Document:
    """The words of an article in the order title, summary, text.

    `words` and `starts` are the quick way through it (one entry for each token); `tokens` and `sentences` are
    made when first asked for.
    """

    def __init__(self, fields: Mapping[Field, str], lang: str) -> None:
        self.lang = lang
        self._fields = dict(fields)
        self.words: list[Word] = []
        self.starts: list[int] = []
        #: Half-open range of token numbers of each field.
        self.ranges: dict[Field, tuple[int, int]] = {}
        for field in Field:
            text = self._fields.get(field, "")
            found, starts = cut(text, lang)
            if text.isupper():
                found = [without_false_acronym(word, lang) for word in found]
            self.ranges[field] = (len(self.words), len(self.words) + len(found))
            self.words += found
            self.starts += starts

    def field_text(self, field: Field) -> str:
        """The original text of a field."""
        return self._fields.get(field, "")

    def field_at(self, token: int) -> Field:
        """The field that holds the token with this number."""
        return next(field for field, (first, last) in self.ranges.items() if first <= token < last)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence that holds a token, in order."""
        made: list[Sentence] = []
        paragraph = 0
        for field, (first, last) in self.ranges.items():
            at = first
            lines: dict[int, int] = {}
            for start, end, line in sentence_spans(self.field_text(field), self.lang):
                begin = at
                while at < last and self.starts[at] < end:
                    at += 1
                if at > begin:
                    number = lines.setdefault(line, paragraph + len(lines))
                    made.append(Sentence(field, start, end, begin, at - 1, number))
            paragraph += len(lines)
        return tuple(made)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.first_token for sentence in self.sentences]

    def sentence_at(self, token: int) -> int:
        """Number (in `sentences`) of the sentence that holds the token with this number."""
        return bisect_right(self._sentence_starts, token) - 1

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Every token with its place."""
        made: list[Token] = []
        for number, sentence in enumerate(self.sentences):
            for at in range(sentence.first_token, sentence.last_token + 1):
                word, start = self.words[at], self.starts[at]
                end = start + len(word.surface)
                made.append(Token(word, start, end, sentence.field, number, sentence.paragraph))
        return tuple(made)


def read(article: Article) -> Document:
    """Cuts an article into words. Its language is found from the text, with `article.lang` as the declaration."""
    fields = {Field.TITLE: article.title, Field.SUMMARY: article.summary, Field.TEXT: article.text}
    sample = "\n".join(part for part in fields.values() if part)[:_DETECT_UP_TO]
    return Document(fields, detect(sample, article.lang))
