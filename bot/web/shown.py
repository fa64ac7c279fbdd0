"""How the pages put nouns into words: headlines, speakers, figures, durations. Pure; what a page holds its template says."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from babel.dates import format_timedelta

from bot.alerts.choice import Voice, headline_report, voices
from bot.alerts.figure_words import COUNT_WORDS
from bot.alerts.gates import Gate
from bot.alerts.phrases import later
from bot.model import AlertContent, Figure, Report, WatchlistName
from bot.web.wording import Words

_PASSED = frozenset({Gate.TOLD, Gate.SERVED})
_UNDER_WAY = frozenset(
    {Gate.UNDECIDED, Gate.WAITING, Gate.QUIET_HOURS, Gate.DIGEST, Gate.UNCERTAIN, Gate.PAUSED, Gate.GATHERED}
)

#: Words of the store that pages show.
_WORDS = frozenset(
    (
        # Feeds.
        later("new"),
        later("well"),
        later("slow"),
        later("failing"),
        later("throttled"),
        later("blocked"),
        later("gone"),
        later("moved"),
        later("silent"),
        later("short window"),
        # Chats.
        later("active"),
        later("paused"),
        later("stopped"),
        later("private"),
        later("group"),
        later("supergroup"),
        later("channel"),
        # Messages.
        later("pending"),
        later("held"),
        later("sending"),
        later("sent"),
        later("uncertain"),
        later("failed"),
        later("cancelled"),
        later("expired"),
        later("first"),
        later("edit"),
        later("update"),
        later("sample"),
        later("digest"),
        later("answer"),
        later("nothing"),
        # Watchlists.
        later("live"),
        later("shadow"),
        later("retired"),
        # Outlets.
        later("state"),
        later("agency"),
        later("independent"),
        later("party"),
        later("international"),
    )
)


class Shown:
    """For one reader; templates know it as `show`."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def word(self, word: str) -> str:
        """A word of the store in the reader's language, where it is one that has a translation."""
        return self._words(str(word)) if str(word) in _WORDS else str(word)

    def duration(self, seconds: float) -> str:
        """A time in one unit, rounded."""
        length = timedelta(seconds=max(0, round(seconds)))
        return format_timedelta(length, format="short", threshold=0.95, locale=self._words.locale)

    def in_language(self, titles: Mapping[str, str]) -> str:
        """A title in the reader's language, in English, or in any."""
        return titles.get(self._words.language) or titles.get("en") or next(iter(titles.values()), "")

    def title_of(self, name: WatchlistName) -> str:
        """A watchlist's title, or its id."""
        return self.in_language(name.title) or name.id

    def headline(self, content: AlertContent) -> Report:
        """The report whose title stands for the story."""
        return headline_report(content, self._words.language)

    def outlets_in(self, content: AlertContent) -> int:
        """How many outlets report it."""
        return len({report.outlet for report in content.reports})

    def voices(self, content: AlertContent) -> Sequence[Voice]:
        """Who claims, confirms, denies or retracts."""
        first, folded = voices(content, self._words.language)
        return [*first, *folded]

    def speaker(self, content: AlertContent, source: str) -> str:
        """A speaker's title where it is a concept, else as the sentence names it."""
        titles = content.speakers.get(source, {})
        return self.in_language(titles) or source or self._words.words.unnamed

    def figures(self, content: AlertContent) -> Sequence[tuple[str, Figure, Report]]:
        """Every figure with what it counts and who printed it, in order of what is counted and of arrival."""
        things = COUNT_WORDS.get(self._words.language, COUNT_WORDS["en"]).things
        order = {counted: number for number, counted in enumerate(things)}
        found = [(figure, report) for report in content.reports for figure in report.figures]
        found.sort(key=lambda item: order[item[0].counted])
        return [(things[figure.counted], figure, report) for figure, report in found]

    def gate_kind(self, gate: Gate) -> str:
        """Passed, under way or stopped, as the colours are called."""
        return "good" if gate in _PASSED else "warn" if gate in _UNDER_WAY else "bad"
