"""The days that an article says its event fell on, resolved against the day it appeared."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.language import Word
from bot.stories.wording import folded_words

_NAMES = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "tr": "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
}
#: Weekday names by their folded form, 0 is Monday.
_WEEKDAYS = {
    lang: {next(iter(folded_words(name))): n for n, name in enumerate(names.split())}
    for lang, names in _NAMES.items()
}
_YESTERDAY = folded_words("yesterday hier dün أمس")
#: Before the name: another day is meant, one to come, or one when something was said.
_NOT_BEHIND = folded_words(
    """since until till next by before after from said says told
    depuis jusqu avant après prochain déclaré annoncé indiqué dit
    منذ حتى قبل بعد قال قالت أعلن أعلنت""",
)
_NOT_BEFORE = folded_words("prochain suivant المقبل القادم s gelecek önümüzdeki")
#: A Turkish weekday needs one of these behind it: "pazar" is also a market, "salı" a raft.
_TURKISH_DAY = folded_words("günü gecesi akşamı sabahı")
#: A weekday so many days back is meant; one further off is more likely to come.
_MOST_DAYS = 2


def told_days(words: Sequence[Word], lang: str, published: datetime | None) -> frozenset[int]:
    """Ordinals (`date.toordinal`) of the days that these words place an event on; empty without a date to start from."""
    if published is None:
        return frozenset()
    found: set[int] = set()
    weekdays = _WEEKDAYS.get(lang, {})
    for n, word in enumerate(words):
        before = words[n - 1].text if n else ""
        behind = words[n + 1].text if n + 1 < len(words) else ""
        if word.text in _YESTERDAY and before not in _NOT_BEHIND:
            found.add((published - timedelta(days=1)).toordinal())
        if (day := weekdays.get(word.text)) is None:
            continue
        two_before = words[n - 2].text if n > 1 else ""
        if before in _NOT_BEHIND or two_before in _NOT_BEHIND or behind in _NOT_BEFORE:
            continue
        if word.tail == "s" or (lang == "tr" and behind not in _TURKISH_DAY):
            continue
        back = (published.weekday() - day) % 7
        if back <= _MOST_DAYS:
            found.add((published - timedelta(days=back)).toordinal())
    return frozenset(found)
