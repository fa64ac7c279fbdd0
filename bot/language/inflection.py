"""Which dictionary forms a word of a text may be a form of, and under which keys a term's word is registered.

The two meet by hash: a term is hit where a key of it is among the keys of a token for the term's kind.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import product

from bot.language import arabic, english, french, turkish
from bot.language.folding import fold, fold_keeping_case
from bot.language.forms import ANY, NAMES_AND_WORDS, WORD, Form, Kind
from bot.language.tokens import Word, cut_term
from bot.language.turkish_words import APART

__all__ = ["Form", "Kind", "analyses", "keys", "word_keys"]

_FORMS: dict[str, Callable[[Word], Iterable[Form]]] = {
    "en": english.forms,
    "ar": arabic.forms,
    "tr": turkish.forms,
    "fr": french.forms,
}
_TERM_FORMS: dict[str, Callable[[str, str, Kind], Iterable[str]]] = {
    "en": english.term_forms,
    "ar": arabic.term_forms,
    "tr": turkish.term_forms,
    "fr": french.term_forms,
}


#: Languages in which an accent may tell words apart.
_SPELT = frozenset({"fr", "tr"})
#: Longer words are addresses and noise.
_LONGEST_INFLECTED = 48


#: Forms remembered: what an article needs twice, by the index and for its story. The index keeps what it learnt.
_REMEMBERED = 8_192


@lru_cache(maxsize=_REMEMBERED)
def analyses(word: Word, lang: str) -> tuple[Form, ...]:
    """What the word is a form of in this language; the first one is the word itself.

    A language without rules gives the word as typed.
    """
    key = _plain(word.text)
    exact = _exact(word)
    found = {key: _OWN_KINDS[word.capital, word.acronym, bool(word.tail) and lang == "tr"]}
    found[exact] = found["=" + fold(exact[1:])] = _EXACT
    if word.acronym and key.endswith("s") and word.surface.endswith("s"):
        found.setdefault(key[:-1], _ACRONYM)
    if (
        len(word.text) <= _LONGEST_INFLECTED
        and (rules := _FORMS.get(lang))
        and word.text.isascii() != (lang == "ar")
    ):
        for form, kinds in rules(word):
            known = found.get(form)
            found[form] = kinds if known is None or known is kinds else known | kinds
        if (lang == "fr" and french.ends_acute(word)) or (lang == "tr" and turkish.is_spelt_apart(word)):
            # Here an accent makes another word, which the rules have named.
            found[key] = found[key] - WORD
    return tuple(found.items())


_EXACT = frozenset({Kind.EXACT})
_ACRONYM = frozenset({Kind.ACRONYM})


def _own_kinds(capital: bool, acronym: bool, has_turkish_tail: bool) -> frozenset[Kind]:
    kinds = set(ANY)
    if not capital:
        kinds.discard(Kind.NAME)
    if not acronym:
        kinds.discard(Kind.ACRONYM)
    if has_turkish_tail and capital:
        # A Turkish common noun never takes an apostrophe: Ordu'da is the city.
        kinds.discard(Kind.WORD)
    return frozenset(kinds)


_OWN_KINDS = {flags: _own_kinds(*flags) for flags in product((False, True), repeat=3)}


def _plain(text: str) -> str:
    """Without the dots of an acronym, the apostrophes inside a name, and the points between thousands."""
    if text.isalpha():
        return text
    if text[:1].isdigit():
        return re.sub(r"[.,٬](?=\d{3}(?!\d))", "", text).replace(",", ".").replace("٫", ".")
    return text.replace(".", "").replace("'", "")


def _exact(word: Word) -> str:
    form = fold_keeping_case(word.surface)
    return f"={form}'{word.tail}" if word.tail else f"={form}"


def keys(word: str, kind: Kind, lang: str = "") -> tuple[str, ...]:
    """Keys under which one word of a term is registered; the word as typed comes first.

    `lang` '' is a word typed in a query, for text of any language. A word that `cut` would split in two (it holds
    a space or a hyphen) is a phrase: see `terms.phrases`.
    """
    if kind is Kind.EXACT:
        return ("=" + fold_keeping_case(word),)
    found, _ = cut_term(word, lang)
    return _term_keys(word, found[-1].text if found else fold(word), kind, lang)


def word_keys(word: Word, kind: Kind, lang: str = "") -> tuple[str, ...]:
    """The same for a word that is cut already."""
    if kind is Kind.EXACT:
        return (_exact(word),)
    return _term_keys(word.surface, word.text, kind, lang)


def _term_keys(word: str, folded: str, kind: Kind, lang: str) -> tuple[str, ...]:
    own = _plain(folded)
    if kind not in NAMES_AND_WORDS:
        return (own,)
    rules = _TERM_FORMS.get(lang or _language_of(word, own))
    if rules is None:
        return (own,)
    made = tuple(rules(word, own, kind))
    if kind is Kind.WORD and made and not made[0].isascii() and (lang in _SPELT or made[0] in APART):
        # Its accent tells it from the word that folding makes of it: marché, göl.
        return tuple(dict.fromkeys(made))
    return tuple(dict.fromkeys((own, *made)))


#: Letters that neither English nor French writes.
_TURKISH_LETTERS = frozenset("ğşıöü")


def _language_of(word: str, folded: str) -> str:
    """Whose plurals a query's word is read with: by script, and by the accents that English does not write."""
    if not folded.isascii():
        return "ar"
    if word.replace("’", "'").isascii():
        return "en"
    lowered = word.lower()
    is_turkish = lowered.startswith("ç") or not _TURKISH_LETTERS.isdisjoint(lowered)
    return "tr" if is_turkish or turkish.spelt(word, folded) != folded else "fr"
