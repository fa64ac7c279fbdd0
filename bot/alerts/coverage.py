"""Who tells a story and who is silent, as a Telegram message; what counts as silence is decided in stories/coverage.py."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.alerts import foreign, markup
from bot.alerts.coverage_words import COVERAGE_WORDS
from bot.alerts.foreign import clean, clip
from bot.alerts.markup import Rich, bold, filled, joined, link, plain
from bot.alerts.words import Reader, reader_of
from bot.model import Message, Outlet, OutletKind
from bot.stories.coverage import Carrier, Coverage, Silent

_NAME = 60
_HEADLINE = 200
#: Outlets named of each kind, silent outlets, countries and camps.
_OF_KIND = 8
_SILENT = 10
_COUNTED = 8

#: Earlier stories from which on an outlet could have been found silent.
_ENOUGH = 4


def render_coverage(
    coverage: Coverage,
    *,
    language: str,
    timezone: str,
    now: datetime,
    title: str = "",
    url: str = "",
) -> Message:
    """The coverage of one story.

    Args:
        coverage: what to tell.
        language: of the interface: en, ar, tr or fr; English for any other.
        timezone: IANA name; UTC for an unknown one.
        now: the moment of rendering.
        title: the story's headline, to be linked to `url` where there is one.
        url: of the article with this headline.

    Returns:
        HTML within Telegram's limits; outlets that find no room are counted.
    """
    page = _Page(reader_of(language, timezone), now, coverage.titles)
    blocks = [
        joined([page.head(title, url), page.carried(coverage)], "\n"),
        joined([*page.by_kind(coverage.carriers), page.by_country(coverage), page.by_camp(coverage)], "\n"),
        joined([page.silent_head(coverage), *map(page.silent, coverage.silent[:_SILENT])], "\n"),
        joined([page.more(len(coverage.silent) - _SILENT), *page.doubts(coverage)], "\n"),
    ]
    whole = joined(blocks, "\n\n")
    while not markup.fits(whole) and len(blocks) > 1:
        blocks.pop(1)
        whole = joined(blocks, "\n\n")
    return Message(html=whole.html)


class _Page:
    """The lines of one coverage for one reader."""

    def __init__(self, reader: Reader, now: datetime, titles: Mapping[str, Mapping[str, str]]) -> None:
        self.reader = reader
        self._now = now
        self._titles = titles
        self._words = COVERAGE_WORDS.get(reader.language, COVERAGE_WORDS["en"])

    def head(self, title: str, url: str) -> Rich:
        label = plain("📡 ") + bold(plain(self._words.head))
        headline = self._foreign(clip(clean(title), _HEADLINE))
        return self._line(joined([label, link(headline, url)], " · "))

    def carried(self, coverage: Coverage) -> Rich:
        count = self.reader.plural(self.reader.words.outlets, len(coverage.carriers))
        moment = self.reader.moment(coverage.first_seen_at, self._now)
        return self._line(filled(self._words.since, outlets=bold(plain(count)), time=plain(moment)))

    def by_kind(self, carriers: Sequence[Carrier]) -> list[Rich]:
        """A line for each kind of outlet, with their names and countries."""
        return [
            self._line(bold(plain(self._words.kinds[kind])) + plain(": ") + self._listed(of_kind))
            for kind in OutletKind
            if (of_kind := [carrier.outlet for carrier in carriers if carrier.outlet.kind is kind])
        ]

    def _listed(self, outlets: Sequence[Outlet]) -> Rich:
        names = [self._name(outlet) for outlet in outlets[:_OF_KIND]]
        if len(outlets) > _OF_KIND:
            names.append(plain(self._more(len(outlets) - _OF_KIND)))
        return joined(names, self.reader.words.comma)

    def by_country(self, coverage: Coverage) -> Rich:
        named = [self.reader.country(carrier.outlet.country) for carrier in coverage.carriers]
        return self._counts(self._words.countries, named)

    def by_camp(self, coverage: Coverage) -> Rich:
        camps = [carrier.outlet.camp for carrier in coverage.carriers]
        return self._counts(self._words.camps, [self._title(camp) for camp in camps if camp])

    def _counts(self, template: str, names: Iterable[str]) -> Rich:
        counted = Counter(name for name in names if name).most_common(_COUNTED)
        if len(counted) < 2:
            return Rich()
        parts = [
            filled(self._words.count, name=self._foreign(name), n=plain(self.reader.number(number)))
            for name, number in counted
        ]
        return self._line(filled(template, counts=joined(parts, self.reader.words.comma)))

    def silent_head(self, coverage: Coverage) -> Rich:
        """What the silence is measured by; nothing where nobody is silent."""
        if not coverage.silent:
            return Rich()
        compared = plain(self.reader.plural(self._words.compared, coverage.compared))
        if coverage.subjects:
            subjects = [self._foreign(self._title(subject)) for subject in coverage.subjects[:3]]
            about = joined(subjects, self.reader.words.comma)
            compared = filled(self._words.compared_about, compared=compared, subjects=about)
        return self._line(
            plain("🤫 ") + bold(plain(self._words.silent)) + plain(" (") + compared + plain(")")
        )

    def silent(self, silent: Silent) -> Rich:
        """One silent outlet: how often it tells such stories, and whether it can be read at all."""
        share = self._words.share.format(
            carried=self.reader.number(silent.carried), of=self.reader.number(silent.of)
        )
        said = f"{self._words.habits[silent.habit]} ({share})"
        doubt = plain(self._words.unread) if silent.unread else Rich()
        return self._line(self._name(silent.outlet) + plain(": ") + joined([plain(said), doubt], "; "))

    def more(self, number: int) -> Rich:
        return self._line(plain(self._more(number))) if number > 0 else Rich()

    def doubts(self, coverage: Coverage) -> list[Rich]:
        """How far this may be believed."""
        words = self._words
        if not coverage.silent:
            return [self._line(plain(words.nobody if coverage.compared >= _ENOUGH else words.unknown))]
        return [
            self._line(plain(text)) for text in (words.early if coverage.early else "", words.caution) if text
        ]

    def _name(self, outlet: Outlet) -> Rich:
        name = self._foreign(clip(clean(outlet.name) or outlet.id, _NAME))
        country = self.reader.country(outlet.country)
        return name + plain(" (") + self._foreign(country) + plain(")") if country else name

    def _title(self, concept: str) -> str:
        titles = self._titles.get(concept, {})
        return clip(clean(titles.get(self.reader.language) or titles.get("en") or concept), _NAME)

    def _foreign(self, text: str) -> Rich:
        return plain(foreign.isolated(text, self.reader.direction))

    def _more(self, number: int) -> str:
        return self.reader.words.more.format(n=self.reader.number(number))

    def _line(self, line: Rich) -> Rich:
        return plain(foreign.mark_of(line.text, self.reader.direction)) + line if line else line
