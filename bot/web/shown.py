"""How the pages put nouns into words: headlines, speakers, figures, durations. Pure; what a page holds its template says."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from babel.dates import format_skeleton, format_timedelta
from babel.numbers import format_decimal
from markupsafe import Markup

from bot.alerts.choice import Voice, headline_report, voices
from bot.alerts.figure_words import COUNT_WORDS
from bot.alerts.foreign import Pieces, marked
from bot.alerts.gates import Gate
from bot.alerts.phrases import later
from bot.model import AlertContent, Evidence, Field, Figure, Report, WatchlistName
from bot.watch.backtest import Catch, Share
from bot.watch.doubt import WORTH, Reason
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


#: What speaks for a hit, or against it.
_REASONS = {
    Reason.TITLE: later("all of it in the title"),
    Reason.PARTLY_TITLE: later("part of it in the title"),
    Reason.TOGETHER: later("in one sentence"),
    Reason.OFTEN: later("named often"),
    Reason.BODY_ONLY: later("only in the body"),
    Reason.FAR_APART: later("far apart"),
    Reason.BARELY_NEAR: later("hardly near enough"),
    Reason.ONCE: later("named once"),
    Reason.NEEDS: later("an ambiguous name"),
    Reason.CAPITALS: later("all in capitals"),
    Reason.LANGUAGE: later("language unknown"),
}


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

    # --- backtests --------------------------------------------------------------------------------------

    def rate(self, per_week: float) -> str:
        """A number of alerts; small ones to the tenth."""
        rounded = round(per_week, 1) if per_week < 10 else round(per_week)
        return format_decimal(rounded, locale=self._words.locale)

    def reason(self, reason: Reason) -> str:
        """What speaks for a hit, or against it."""
        return self._words(_REASONS[reason])

    def speaks_for(self, reason: Reason) -> bool:
        """Whether it speaks for it."""
        return WORTH[reason] > 0

    def caught_title(self, catch: Catch) -> Markup:
        """A headline with its hits."""
        return _with_hits(marked(catch.title, [span for span in catch.spans if span.field is Field.TITLE]))

    def evidence(self, evidence: Evidence) -> Markup:
        """A sentence with its hits."""
        return _with_hits(marked(evidence.text, evidence.spans))

    def day(self, day: date) -> str:
        """A day without its year."""
        return format_skeleton("MMMd", day, locale=self._words.locale)

    def share_name(self, share: Share) -> str:
        """An outlet's name."""
        return share.name or share.id

    def share_language(self, share: Share) -> str:
        """A language's name."""
        return self._words.language_name(share.id) if share.id else "?"

    def gate_kind(self, gate: Gate) -> str:
        """Passed, under way or stopped, as the colours are called."""
        return "good" if gate in _PASSED else "warn" if gate in _UNDER_WAY else "bad"


def _with_hits(pieces: Pieces) -> Markup:
    return Markup().join(Markup("<mark>{}</mark>").format(text) if hit else text for text, hit in pieces)
