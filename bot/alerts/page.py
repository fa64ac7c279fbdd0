"""The lines of one alert for one reader. Which of them stand in a message, and in what order, is render.py's."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.alerts import foreign
from bot.alerts.choice import Voice, is_only_claimed, is_told_as_claim
from bot.alerts.figure_words import COUNT_WORDS
from bot.alerts.figures import Reading, moving
from bot.alerts.foreign import clean, clip
from bot.alerts.icons import STATE_ICON
from bot.alerts.markup import Rich, bold, filled, joined, link, plain, tagged
from bot.alerts.words import Reader
from bot.model import AlertContent, Bound, Counted, Evidence, Figure, Report, Ruling, Stance, State

_STANCE_ICON = {
    Stance.REPORTS: "📰",
    Stance.CLAIMS: "🗣",
    Stance.CONFIRMS: "✅",
    Stance.DENIES: "❌",
    Stance.RETRACTS: "↩️",
}

# Room for each part, in UTF-16 units: together they stay below Telegram's limit with everything filled.
_HEADLINE = 300
_QUOTE = 280
_NAME = 60
_SOURCE = 80
_TITLES = 160
_CORRECTION = 500
_OUTLETS = 15
_NAMES = 6
_FIGURE_LINES = 4
_READINGS = 4
#: Of a speaker or an outlet beside a number.
_SHORT = 40


class Page:
    """The lines of one alert for one reader."""

    def __init__(self, content: AlertContent, reader: Reader, now: datetime) -> None:
        self.content = content
        self.reader = reader
        self.now = now
        self._words = reader.words
        self._count_words = COUNT_WORDS.get(reader.language, COUNT_WORDS["en"])

    # --- lines ------------------------------------------------------------------------------------------

    def status(self, watchlists: Collection[str] | None) -> Rich:
        """State and watchlists."""
        state = self.content.state
        label = plain(f"{STATE_ICON[state]} ") + bold(plain(self._words.state[state]))
        if is_only_claimed(self.content):
            label = label + plain(f" ({self._words.as_claim})")
        return self._line(joined([label, self._titles(watchlists)], " · "))

    def announcement(self, voice: Voice | None, watchlists: Collection[str] | None) -> Rich:
        """The head of an update."""
        state = self.content.state
        text = self._words.now[state]
        if self.content.ruling is Ruling.CORRECTED:
            text = self._words.corrected
        elif self.content.ruling is Ruling.REINSTATED:
            text = self._words.reinstated
        elif state is State.CONTESTED and voice is None:
            text = self._words.disputed
        label = plain(f"{STATE_ICON[state]} ") + bold(plain(text))
        return self._line(joined([label, self._titles(watchlists)], " · "))

    def correction(self) -> Rich:
        """What an admin corrected."""
        text = clip(clean(self.content.correction), _CORRECTION)
        if not text:
            return Rich()
        return self._line(
            plain("✏️ ") + bold(plain(self._words.correction)) + plain(": ") + self._foreign(text)
        )

    def headline(self, report: Report, evidence: Evidence | None) -> Rich:
        """The headline as link, in its own direction; with the hits in bold where it is the evidence itself."""
        if evidence is not None and clean(evidence.text) == clean(report.title):
            text = self._hits(evidence, _HEADLINE)
        else:
            text = plain(clip(clean(report.title) or clean(report.outlet_name) or "…", _HEADLINE))
        line = link(text, report.url)
        if self.content.state is State.RETRACTED:
            line = tagged("s", line)
        return plain(foreign.mark_of(text.text, foreign.direction(text.text))) + line

    def byline(self, report: Report) -> Rich:
        """Whose headline it is."""
        copied = self._copied(report)
        told = plain(self._words.as_claim) if is_told_as_claim(self.content, report) else Rich()
        return self._line(joined([bold(self._name(report)), self._language(report), copied, told], " · "))

    def evidence_line(self, headline: Report, evidence: Evidence | None, shown: Sequence[Voice]) -> Rich:
        """The sentence that hit, quoted; nothing where the headline or a claim shows it already."""
        if evidence is None or clean(evidence.text) == clean(headline.title):
            return Rich()
        if any(clean(voice.claim.sentence) == clean(evidence.text) for voice in shown):
            return Rich()
        return self._line(self._quoted(self._hits(evidence, _QUOTE)))

    def claims(
        self, voices: Sequence[Voice], evidence: Evidence | None, quoted: Collection[str]
    ) -> list[Rich]:
        """A line for each voice; a sentence that stands in the message already (`quoted`) is not quoted again."""
        seen = {clean(sentence) for sentence in quoted}
        lines = []
        for voice in voices:
            sentence = clean(voice.claim.sentence)
            lines.append(self.claim(voice, evidence, quoting=sentence not in seen))
            seen.add(sentence)
        return lines

    def claim(
        self, voice: Voice, evidence: Evidence | None, *, labelled: bool = True, quoting: bool = True
    ) -> Rich:
        """Who claims, confirms or denies, in the words that an outlet printed."""
        claim, report = voice.claim, voice.report
        if evidence is not None and clean(evidence.text) == clean(claim.sentence):
            sentence = self._hits(evidence, _QUOTE)
        else:
            sentence = plain(clip(clean(claim.sentence), _QUOTE))
        outlet = link(self._name(report), report.url)
        source = self._speaker(claim.source)
        if source.casefold() == clean(report.outlet_name).casefold():
            speaker = outlet
        else:
            who = self._foreign(source) if source else plain(self._words.unnamed)
            speaker = filled(self._words.said, source=who, outlet=outlet)
        said = speaker + plain(": ") + self._quoted(sentence) if quoting else speaker
        if not labelled:
            return self._line(said)
        label = plain(f"{_STANCE_ICON[claim.stance]} ") + bold(plain(self._words.stance[claim.stance]))
        return self._line(label + plain(" · ") + said)

    def figures(self) -> list[Rich]:
        """What is counted differently over outlets or time: a line for each thing."""
        moved = moving(self.content)[:_FIGURE_LINES]
        return [self._figure_line(counted, readings) for counted, readings in moved]

    def _figure_line(self, counted: Counted, readings: Sequence[Reading]) -> Rich:
        told = [self._reading(each) for each in readings[:_READINGS]]
        if len(readings) > _READINGS:
            told.append(plain(self._more(len(readings) - _READINGS)))
        label = plain("🔢 ") + bold(plain(self._count_words.things[counted]))
        return self._line(joined([label, *told], " · "))

    def _reading(self, reading: Reading) -> Rich:
        """A number as the outlet has it now, with who says so and since when."""
        number = plain(self._number(reading.figure))
        if reading.before is not None:
            number = plain(self._number(reading.before) + self._count_words.arrow) + number
        source = clip(self._speaker(reading.figure.source), _SHORT)
        name = clip(clean(reading.report.outlet_name) or clean(reading.report.outlet) or "?", _SHORT)
        who = [self._foreign(name)]
        if source and source.casefold() != name.casefold():
            who.insert(0, self._foreign(source))
        if reading.others:
            who[-1] = who[-1] + plain(f" +{self.reader.number(reading.others)}")
        who.append(plain(self.reader.moment(reading.report.seen_at, self.now)))
        return number + plain(" (") + joined(who, self._words.comma) + plain(")")

    def _number(self, figure: Figure) -> str:
        words = self._count_words
        if figure.bound is Bound.ORDER and figure.value in words.orders:
            opening, closing = self._words.quotes
            return f"{opening}{words.orders[figure.value]}{closing}"
        number = self.reader.number(figure.value)
        if figure.upper is not None:
            number = words.span.format(low=number, high=self.reader.number(figure.upper))
        return words.bounds.get(figure.bound, "{n}").format(n=number)

    def earlier(self) -> Rich:
        """The alert that this one goes on from."""
        before = self.content.earlier
        if before is None:
            return Rich()
        title = self._foreign(clip(clean(before.title), _HEADLINE // 2))
        moment = self.reader.moment(before.first_seen_at, self.now)
        return self._line(plain(f"↩ {self._words.earlier} ({moment}): ") + title)

    def counted(self) -> Rich:
        """How many outlets carry it, and how many of them are sources of their own."""
        outlets = len({report.outlet for report in self.content.reports})
        independent = self.content.independent
        count = plain(self.reader.plural(self._words.outlets, outlets))
        if not independent or outlets < 2:
            return self._line(bold(count)) if outlets > 1 else Rich()
        names = [self._foreign(clip(clean(name), _NAME)) for name in independent[:_NAMES]]
        if len(independent) > _NAMES:
            names.append(plain(self._more(len(independent) - _NAMES)))
        return self._line(
            filled(
                self._words.counted,
                outlets=bold(count),
                independent=bold(plain(self.reader.plural(self._words.independent, len(independent)))),
                names=joined(names, self._words.comma),
            )
        )

    def first_seen(self) -> Rich:
        """When the story was first seen here, and how long after its publication."""
        first = min(self.content.reports, key=lambda report: report.seen_at)
        moment = self.reader.moment(self.content.first_seen_at, self.now)
        delay = ""
        if first.published_at is not None and first.precision == "time":
            delay = self.reader.delay(first.published_at, first.seen_at)
        return self._line(
            joined([plain("🕓 " + self._words.first_seen.format(time=moment)), plain(delay)], " · ")
        )

    def trail(self) -> list[Rich]:
        """The outlets in order of arrival, each with its first report; none where there is only one."""
        firsts: dict[str, Report] = {}
        for report in self.content.reports:
            firsts.setdefault(report.outlet, report)
        if len(firsts) < 2:
            return []
        lines = [self._trail_line(report) for report in list(firsts.values())[:_OUTLETS]]
        if len(firsts) > _OUTLETS:
            lines.append(self._line(plain(self._more(len(firsts) - _OUTLETS))))
        return lines

    def _trail_line(self, report: Report) -> Rich:
        moment = plain(self.reader.moment(report.seen_at, self.now) + " ")
        name = link(self._name(report), report.url)
        return self._line(moment + joined([name, self._language(report), self._copied(report)], " · "))

    # --- pieces -----------------------------------------------------------------------------------------

    def _speaker(self, source: str) -> str:
        """A speaker by its title in the reader's language where it is a concept, else as the sentence names it."""
        title = self.content.speakers.get(source, {}).get(self.reader.language, "")
        return clip(clean(title or source), _SOURCE)

    def _titles(self, watchlists: Collection[str] | None) -> Rich:
        titles: list[str] = []
        for name in self.content.watchlists:
            if watchlists is None or name.id in watchlists:
                title = name.title.get(self.reader.language) or name.title.get("en") or name.id
                titles.append(clip(clean(title), _TITLES // 2))
        return self._foreign(clip(self._words.comma.join(titles), _TITLES))

    def _hits(self, evidence: Evidence, units: int) -> Rich:
        pieces = foreign.clip_pieces(foreign.marked(evidence.text, evidence.spans), units)
        return joined((bold(plain(text)) if hit else plain(text) for text, hit in pieces), "")

    def _quoted(self, sentence: Rich) -> Rich:
        """A quote; one in the other direction is isolated as a whole, so that it cannot reorder the line."""
        opening, closing = self._words.quotes
        if foreign.has_other_direction(sentence.text, self.reader.direction):
            sentence = plain(foreign.FSI) + sentence + plain(foreign.PDI)
        return plain(opening) + sentence + plain(closing)

    def _foreign(self, text: str) -> Rich:
        return plain(foreign.isolated(text, self.reader.direction))

    def _name(self, report: Report) -> Rich:
        return self._foreign(clip(clean(report.outlet_name) or clean(report.outlet) or "?", _NAME))

    def _language(self, report: Report) -> Rich:
        return (
            self._foreign(clip(clean(self.reader.language_name(report.lang)), _NAME))
            if report.lang
            else Rich()
        )

    def _copied(self, report: Report) -> Rich:
        credit = clip(clean(report.credit_name or report.credit), _NAME)
        return filled(self._words.copied, source=self._foreign(credit)) if credit else Rich()

    def _more(self, number: int) -> str:
        return self._words.more.format(n=self.reader.number(number))

    def _line(self, line: Rich) -> Rich:
        """A line of the interface, in the direction of its language."""
        return plain(foreign.mark_of(line.text, self.reader.direction)) + line if line else line
