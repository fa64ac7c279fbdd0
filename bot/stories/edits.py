"""What an outlet changed in an article after publishing it: headline, numbers, who says it. Fetching is not done here.

White space, punctuation, lines that tell when a page was updated, and counters of readers or comments are no change.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language import fold, read
from bot.model import Article, Change, ChangeKind, Claim, Stance
from bot.stories.claims import claims
from bot.stories.numbers import numbers
from bot.stories.roundups import is_roundup

#: More tells readers nothing that the first ones do not.
MOST = 4
#: Share of common words from which two sentences are one sentence, edited.
_ALIKE = 0.5
#: Sentences looked at of a page; a live page may be endless.
_SENTENCES = 150
_LONGEST = 600

_WORDS = re.compile(r"[^\W_]+(?:[.,٫٬]\d+)*")
#: "12 comments", "3 min read": pages count their readers, which is no news.
_COUNTERS = frozenset(
    fold(word)
    for word in [
        "view",
        "views",
        "comment",
        "comments",
        "share",
        "shares",
        "like",
        "likes",
        "read",
        "reads",
        "reader",
        "readers",
        "min",
        "mins",
        "minute",
        "minutes",
        "ago",
        "hour",
        "hours",
        "vue",
        "vues",
        "commentaire",
        "commentaires",
        "partage",
        "partages",
        "lecture",
        "lectures",
        "lecteurs",
        "min",
        "minute",
        "minutes",
        "heure",
        "heures",
        "görüntülenme",
        "okunma",
        "yorum",
        "yorumlar",
        "paylaşım",
        "beğeni",
        "dakika",
        "dk",
        "saat",
        "önce",
        "okuma",
        "مشاهدة",
        "مشاهدات",
        "تعليق",
        "تعليقات",
        "مشاركة",
        "مشاركات",
        "إعجاب",
        "قراءة",
        "دقيقة",
        "دقائق",
        "ساعة",
        "ساعات",
        "منذ",
    ]
)
_SHORT = 8
#: What a line begins with that tells of the page instead of the event.
_UPDATED = re.compile(
    "^(?:"
    + "|".join(
        fold(word)
        for word in (
            "last updated", "last update", "last modified", "updated", "update", "published", "modified", "this story was updated",
            "this article was updated", "editor's note: updated",
            "mis à jour", "mise à jour", "dernière mise à jour", "publié", "modifié",
            "son güncelleme", "güncelleme", "güncellendi", "yayınlanma", "yayın tarihi", "giriş",
            "آخر تحديث", "تحديث", "تم التحديث", "حدث في", "نشر في", "تاريخ النشر", "تاريخ التحديث",
        )
    )
    + r")\b"
)  # fmt: skip
_UPDATED_WORDS = 16
#: What headlines carry for a while: "UPDATE 2 -", "LIVE:", "عاجل |".
_LABELS = re.compile(
    "^(?:"
    + "|".join(
        fold(word)
        for word in (
            "update", "updated", "live", "breaking", "breaking news", "just in", "urgent", "en direct", "direct", "mise à jour",
            "son dakika", "canlı", "güncelleme", "güncellendi", "عاجل", "مباشر", "تحديث",
        )
    )
    + r")(?: \d{1,2})? ?(?:[:|\-–—•.]+|$) *"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    #: Folded words, by which two sentences are compared.
    words: tuple[str, ...]


def changes(before: Article, after: Article) -> tuple[Change, ...]:
    """What changed between two readings of one article, headline first; empty where nothing did that matters.

    A field that one of the two does not have is not compared: that it was not read says nothing about it. Live pages
    and round-ups change all the time by their nature: none of that is told.
    """
    if is_roundup(after.title, 0):
        return ()
    found: list[Change] = []
    if before.title and after.title and not same_headline(before.title, after.title):
        found.append(Change(ChangeKind.HEADLINE, before.title.strip(), after.title.strip()))
    if before.text and after.text:
        found += _of_text(before, after)
    return tuple(found[:MOST])


def same_headline(before: str, after: str) -> bool:
    """Whether two headlines say the same, but for labels and punctuation."""
    return _headline(before) == _headline(after)


def _headline(title: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(_LABELS.sub("", fold(title).strip())))


def _of_text(before: Article, after: Article) -> list[Change]:
    """Numbers before attributions, each in the order of the text."""
    old, new = _sentences(before), _sentences(after)
    kept = {one.words for one in old} & {one.words for one in new}
    gone = [one for one in old if one.words not in kept]
    come = [one for one in new if one.words not in kept]
    lang = after.lang or before.lang
    counted: list[Change] = []
    said: list[Change] = []
    for was, now in _pairs(gone, come):
        if now is None:
            if _stated(was.text, lang) - {stance for one in new for stance in _stated(one.text, lang)}:
                said.append(Change(ChangeKind.ATTRIBUTION, was.text))
        elif _numbers(was.text, lang) != _numbers(now.text, lang):
            counted.append(Change(ChangeKind.NUMBER, was.text, now.text))
        elif _stated(was.text, lang) != _stated(now.text, lang):
            said.append(Change(ChangeKind.ATTRIBUTION, was.text, now.text))
    return counted + said


def _sentences(article: Article) -> list[_Sentence]:
    # Only the text: the headline is compared by itself, the summary is the feed's.
    document = read(Article(id=article.id, text=article.text, lang=article.lang))
    # Some pages repeat the headline above the text.
    title = _headline(article.title)
    found: list[_Sentence] = []
    for place in document.sentences[:_SENTENCES]:
        text = article.text[place.start : place.end][:_LONGEST]
        folded = fold(text)
        words = tuple(_WORDS.findall(folded))
        if words and words != title and not _is_of_the_page(folded, words):
            found.append(_Sentence(text, words))
    return found


def _is_of_the_page(folded: str, words: Sequence[str]) -> bool:
    """Whether a line tells of the page instead of the event."""
    if len(words) <= _UPDATED_WORDS and _UPDATED.match(folded):
        return True
    return len(words) <= _SHORT and any(word in _COUNTERS for word in words) and any(map(_has_digit, words))


def _has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)


def _pairs(gone: Sequence[_Sentence], come: Sequence[_Sentence]) -> list[tuple[_Sentence, _Sentence | None]]:
    """Each sentence that is gone with the new one that it became; the most alike first served."""
    scored = sorted(
        (
            (-score, n, m)
            for n, was in enumerate(gone)
            for m, now in enumerate(come)
            if (score := _alike(was, now)) >= _ALIKE
        ),
    )
    became: dict[int, int] = {}
    for _, n, m in scored:
        if n not in became and m not in became.values():
            became[n] = m
    return [(was, come[became[n]] if n in became else None) for n, was in enumerate(gone)]


def _alike(one: _Sentence, other: _Sentence) -> float:
    """Dice over the words; a number counts as a number, whichever it is."""
    left, right = ({"#" if _has_digit(word) else word for word in each.words} for each in (one, other))
    return 2 * len(left & right) / (len(left) + len(right))


def _numbers(sentence: str, lang: str) -> tuple[tuple[float, str], ...]:
    document = read(Article(id="", title=sentence, lang=lang))
    found = numbers(document.words, document.starts, sentence, document.lang)
    return tuple(sorted((number.value, number.unit) for number in found))


def _stated(sentence: str, lang: str) -> frozenset[tuple[Stance, str]]:
    """Stances with their speakers; empty for a sentence that tells plainly."""
    found: tuple[Claim, ...] = claims(read(Article(id="", title=sentence, lang=lang)))
    return frozenset(
        (claim.stance, fold(claim.source)) for claim in found if claim.stance is not Stance.REPORTS
    )
