"""The workload of the matching benchmark: articles and queries with the statistics of news, from a seed.

Words follow Zipf's law over a vocabulary of each language: what the shipped concepts and cases are written with, then
made-up words with the endings and prefixes that the language has, so that inflection has its usual work.
"""

import json
import random
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

from ruamel.yaml import YAML

from bot.language import read
from bot.model import Article

WATCHLISTS = Path(__file__).resolve().parent.parent / "watchlists"
#: Half of the articles English, a fifth Arabic, the rest Turkish and French: the mix of the outlets shipped.
SHARES = {"en": 0.50, "ar": 0.20, "tr": 0.15, "fr": 0.15}
#: Words of an article: mean 600, as news agencies' pieces have.
MEAN_WORDS = 600
VOCABULARY = 30_000
SHARED_LISTS = 400
#: Query words are rarer than this rank.
_COMMON = 150

_SYLLABLES = {
    "en": [
        "ba",
        "con",
        "der",
        "ex",
        "fi",
        "gra",
        "hol",
        "in",
        "ju",
        "ker",
        "lan",
        "mor",
        "ne",
        "op",
        "pre",
        "qua",
        "res",
        "sto",
        "tra",
        "un",
        "ver",
        "wil",
    ],
    "ar": [
        "كت",
        "در",
        "عم",
        "سل",
        "حر",
        "نق",
        "صد",
        "فر",
        "جم",
        "رب",
        "خل",
        "شق",
        "بن",
        "طل",
        "قد",
        "وس",
        "هج",
        "زم",
        "غر",
        "ضب",
    ],
    "tr": [
        "ba",
        "ce",
        "çı",
        "da",
        "el",
        "gü",
        "hı",
        "ka",
        "le",
        "mü",
        "öz",
        "pi",
        "sa",
        "şu",
        "ta",
        "uz",
        "ve",
        "ya",
        "zo",
        "kır",
    ],
    "fr": [
        "ba",
        "ché",
        "dé",
        "en",
        "fa",
        "gran",
        "ho",
        "ju",
        "lan",
        "mé",
        "nou",
        "or",
        "pré",
        "qui",
        "ré",
        "sou",
        "tra",
        "un",
        "veil",
        "vi",
    ],
}
_ENDINGS = {
    "en": ("", "", "", "s", "ed", "ing", "er", "ers", "ly", "tion", "'s"),
    "ar": ("", "", "ة", "ات", "ين", "ون", "ها", "ي", "ية"),
    "tr": ("", "", "lar", "ın", "da", "dan", "ı", "larının", "dı", "mak"),
    "fr": ("", "", "s", "e", "es", "er", "ent", "tion", "tions", "é"),
}
_PREFIXES = {
    "en": ("",),
    "ar": ("", "", "ال", "و", "ب", "وال", "لل"),
    "tr": ("",),
    "fr": ("", "", "", "l'", "d'"),
}


@cache
def vocabulary(lang: str) -> tuple[str, ...]:
    """Words of a language, the most frequent first."""
    rng = random.Random(f"vocabulary {lang}")
    words = list(dict.fromkeys(_shipped(lang)))
    rng.shuffle(words)
    seen = set(words)
    while len(words) < VOCABULARY:
        root = "".join(rng.choices(_SYLLABLES[lang], k=rng.randint(2, 4)))
        word = rng.choice(_PREFIXES[lang]) + root + rng.choice(_ENDINGS[lang])
        if word not in seen:
            seen.add(word)
            words.append(word)
    return tuple(words[:VOCABULARY])


def _shipped(lang: str) -> Iterator[str]:
    yaml = YAML(typ="safe", pure=True)
    for path in sorted(WATCHLISTS.glob("*.yaml")):
        cases = yaml.load(path.read_text(encoding="utf-8")).get("cases", {})
        for case in [*cases.get("hit", ()), *cases.get("miss", ())]:
            if case.get("lang") == lang:
                text = " ".join(case.get(field, "") for field in ("title", "summary", "text"))
                yield from text.split()


@cache
def _weights() -> tuple[float, ...]:
    return tuple(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))


def articles(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Articles as `match --json` reads them."""
    rng = random.Random(f"articles {seed}")
    for number in range(count):
        lang = rng.choices(list(SHARES), list(SHARES.values()))[0]
        length = max(120, round(rng.gauss(MEAN_WORDS, 180)))
        words = rng.choices(vocabulary(lang), cum_weights=_weights(), k=length)
        sentences = [" ".join(words[at : at + 20]) + "." for at in range(0, length, 20)]
        paragraphs = [" ".join(sentences[at : at + 3]) for at in range(2, len(sentences), 3)]
        yield {
            "id": f"d{number}",
            "lang": lang,
            "title": " ".join(words[:12]),
            "summary": sentences[1],
            "text": "\n".join(paragraphs),
        }


def queries(count: int, seed: int = 1, exact: bool = True) -> Iterator[dict[str, str]]:
    """Watchlists: ANDs of two or three clauses, a quarter with a NOT; a clause is a shared list, an own list or a term.

    `exact` writes every word with `=`, so that an engine without inflection can give the same answers.
    """
    rng = random.Random(f"queries {seed}")
    shared = [
        _list(rng, min(120, max(2, round(rng.lognormvariate(3.2, 0.8)))), exact) for _ in range(SHARED_LISTS)
    ]
    for number in range(count):
        clauses = [_clause(rng, shared, exact) for _ in range(rng.choices((1, 2, 3), (12, 53, 35))[0])]
        if rng.random() < 0.25:
            clauses.append("NOT " + _clause(rng, shared, exact))
        yield {"id": f"q{number}", "query": " AND ".join(clauses)}


def _clause(rng: random.Random, shared: Sequence[str], exact: bool) -> str:
    kind = rng.random()
    if kind < 0.4:
        return rng.choice(shared)
    if kind < 0.7:
        return _list(rng, rng.randint(2, 8), exact)
    return _term(rng, rng.choice(list(SHARES)), exact)


def _list(rng: random.Random, size: int, exact: bool) -> str:
    langs = [rng.choice(list(SHARES))] if rng.random() < 0.5 else list(SHARES)
    return "(" + " OR ".join(dict.fromkeys(_term(rng, rng.choice(langs), exact) for _ in range(size))) + ")"


def _term(rng: random.Random, lang: str, exact: bool) -> str:
    mark = "=" if exact else ""
    if rng.random() < 0.3:
        return f'{mark}"{_word(rng, lang, 400)} {_word(rng, lang, 400)}"'
    return mark + _word(rng, lang, VOCABULARY)


def _word(rng: random.Random, lang: str, ranks: int) -> str:
    """A plain lower-case word; ranks are drawn evenly on a logarithmic scale, as people choose telling words."""
    words = _plain(lang)
    while True:
        rank = int(_COMMON * (ranks / _COMMON) ** rng.random())
        if rank < len(words):
            return words[rank]


@cache
def _plain(lang: str) -> tuple[str, ...]:
    """The words that are one token and fold to themselves, so that every engine means the same by them."""
    return tuple(
        word
        for word in vocabulary(lang)
        if len(word) > 2
        and word.isalpha()
        and read(Article(id="w", title=word, lang=lang)).words[0].text == word
    )


def write(path: Path, rows: Iterator[dict[str, str]]) -> None:
    """JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
