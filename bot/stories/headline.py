"""How a headline is built: what it tells as background, whose act it is, whether it says that this is one more.

What its words mean is the lexicon's business; what a difference weighs is `contradictions`'.
"""

from collections.abc import Mapping, Sequence

from bot.language import Word
from bot.stories.wording import folded_words

_AFTER = folded_words(
    "after over following amid despite since après malgré suite lendemain depuis بعد عقب غداة إثر رغم وسط"
)
_SINCE = folded_words("sonra sonrası ardından rağmen nedeniyle")
#: Longer ways to say the same, by the word that ends them.
_AFTER_PAIRS = frozenset(
    {
        ("in", "wake"), ("days", "after"), ("response", "to"), ("reponse", "a"), ("suite", "a"), ("ردا", "علي"),
        ("خلفيه", None), ("sur", "fond"),
    }
)  # fmt: skip
_BY = {
    "en": frozenset({"by"}),
    "fr": frozenset({"par"}),
    "ar": frozenset(),
    "tr": frozenset(),
}
_LONGEST_TOPIC = 6
_PLACED = folded_words(
    "in on at near against inside across around à en dans sur contre près au aux في على ضد قرب"
)
_NISBA = ("ي", "ية", "يه", "يين", "يون", "يتين", "يتان")
_ENGLISH_ADJECTIVE = ("i", "ian", "yan", "ean", "can", "ish", "ese", "ench", "US", "UK")
#: Turkish case endings behind an apostrophe that the one who acts never has: in, to, from, whom.
_TURKISH_GOAL = ("d", "t", "a", "e", "y", "ı", "i", "u", "ü")
#: Who is told of as belonging to an event that is known already; in Turkish they stand behind it.
_ROLES = {
    "en": folded_words(
        "suspect suspects victim victims survivor survivors mastermind perpetrator perpetrators bereaved"
    ),
    "fr": folded_words("suspect suspects victime victimes rescapé rescapés auteur auteurs commanditaire"),
    "tr": folded_words(
        "zanlısı zanlıları şüphelisi şüphelileri kurbanı kurbanları mağdurları faili failleri"
    ),
    "ar": folded_words("المشتبه مشتبه ضحايا ضحية منفذ منفذي مرتكب مرتكبي ناجون الناجون"),
}
_REACH = 4
_AGAIN = {
    "en": folded_words("new another second third fourth fresh again renewed more"),
    "fr": folded_words("nouveau nouvelle nouvelles nouveaux deuxième second seconde troisième encore autre"),
    "tr": folded_words("yeni ikinci üçüncü tekrar yeniden bir_daha"),
    "ar": folded_words("جديد جديدة ثان ثانية ثالث ثالثة الثاني الثانية الثالثة مجددا أخرى آخر"),
}


def background(words: Sequence[Word], lang: str) -> range:
    """The words that only say what came before: behind "after", before "ardından"."""
    for n, word in enumerate(words):
        if lang == "tr" and word.text in _SINCE:
            return range(n)
        if lang == "tr" or not n:
            continue
        following = words[n + 1].text if n + 1 < len(words) else None
        if word.text in _AFTER or (word.text, following) in _AFTER_PAIRS or (word.text, None) in _AFTER_PAIRS:
            return range(n, len(words))
    return range(0)


def topic(words: Sequence[Word], starts: Sequence[int], text: str) -> range:
    """The words of a label before a colon ("Louvre heist: two arrested"); empty for a longer clause or none."""
    for n in range(min(len(words) - 1, _LONGEST_TOPIC)):
        if ":" in text[starts[n] + len(words[n].surface) : starts[n + 1]]:
            return range(n + 1)
    return range(0)


def agents(
    words: Sequence[Word], actors: Mapping[int, frozenset[str]], violent: frozenset[int], lang: str
) -> frozenset[str]:
    """Who attacks, by the key of a country or party; empty where a headline does not tell.

    `actors`: the keys that stand at a word; `violent`: words for attacks and what they are made with.
    """
    if not violent or not actors:
        return frozenset()
    if lang == "tr":
        return next((keys for n, keys in sorted(actors.items()) if _turkish_agent(words[n])), frozenset())
    for n, word in enumerate(words):
        if word.text in _BY.get(lang, ()):
            named = [actors[m] for m in (n + 1, n + 2) if m in actors]
            if named:
                return named[0]
    for n in sorted(violent):
        if lang in ("fr", "ar") and n + 1 in actors and _is_adjective(words[n + 1], lang):
            return actors[n + 1]
        if n - 1 in actors and _is_adjective(words[n - 1], lang):
            return actors[n - 1]
    first = min(actors)
    if first < min(violent) and not (first and words[first - 1].text in _PLACED):
        return actors[first]
    return frozenset()


def _turkish_agent(word: Word) -> bool:
    ending = word.tail or word.surface.replace("’", "'").partition("'")[2]
    return not ending.startswith(_TURKISH_GOAL)


def _is_adjective(word: Word, lang: str) -> bool:
    """Whether a name is used as an adjective: those who strike, not those struck ("Israeli strike", "Gaza strike")."""
    if lang == "fr":
        return not word.capital
    return word.tail == "s" or word.surface.endswith(_NISBA if lang == "ar" else _ENGLISH_ADJECTIVE)


def is_again(words: Sequence[Word], acts: frozenset[int], lang: str) -> bool:
    """Whether a headline says that this is one more: "second strike", "غارة جديدة". `acts`: words that tell an event."""
    marks = _AGAIN.get(lang, frozenset())
    return any(words[m].text in marks for n in acts for m in (n - 1, n + 1) if 0 <= m < len(words))


def refers_back(words: Sequence[Word], acts: frozenset[int], label: range, lang: str) -> bool:
    """Whether a headline speaks of its event as one that is known: by a label, or by the part somebody had in it.

    `acts`: words that tell an event.
    """
    if any(n in label for n in acts):
        return True
    roles = [n for n, word in enumerate(words) if word.text in _ROLES.get(lang, ())]
    reach = range(-_REACH, 0) if lang == "tr" else range(1, _REACH + 1)
    return any(n + far in acts for n in roles for far in reach)
