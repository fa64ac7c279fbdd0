"""An alert as a Telegram message in the reader's language and time zone. Wording stands in words.py, tags in
markup.py, the care for foreign text in foreign.py, what to show of much in choice.py."""

from collections.abc import Collection, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.alerts import foreign, markup
from bot.alerts.callback import Action, packed
from bot.alerts.choice import Voice, announcer, evidence_beside, headline_report, voices
from bot.alerts.foreign import clean, clip
from bot.alerts.markup import Rich, bold, filled, joined, link, plain, tagged
from bot.alerts.words import Reader
from bot.model import AlertContent, Button, Evidence, Message, Report, Stance, State

_STATE_ICON = {
    State.SINGLE: "⚪",
    State.CORROBORATED: "🔵",
    State.CONTESTED: "🟠",
    State.CONFIRMED: "🟢",
    State.RETRACTED: "⚫",
}
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


def render(
    content: AlertContent,
    *,
    language: str,
    timezone: str,
    now: datetime,
    alert: int = 0,
    actions: Collection[Action] = (),
    watchlists: Collection[str] | None = None,
) -> Message:
    """The first message of an alert, as it is sent and as it is edited.

    Args:
        content: what to tell.
        language: of the interface: en, ar, tr or fr; English for any other.
        timezone: IANA name; UTC for an unknown one.
        now: the moment of rendering; times of today show no date.
        alert: its id, for the buttons.
        actions: the buttons to show; one that nobody would answer must not be asked for.
        watchlists: ids that may be named; None for all.

    Returns:
        HTML within Telegram's limits, whatever the outlets wrote.
    """
    page = _Page(content, _reader(language, timezone), now)
    headline = headline_report(content, language)
    evidence = evidence_beside(content, headline)
    shown, hidden = voices(content, language)
    blocks = [
        joined([page.status(watchlists), page.correction()], "\n"),
        joined([page.headline(headline, evidence), page.byline(headline)], "\n"),
        page.evidence_line(headline, evidence, shown),
        joined([page.claim(one, evidence) for one in shown], "\n"),
    ]
    trail = [page.claim(one, evidence) for one in hidden] + page.trail()
    html = _fitted(blocks, [page.counted(), page.first_seen()], trail).html
    return Message(html=html, buttons=_buttons(page.reader, headline, alert, actions))


def render_update(
    content: AlertContent,
    *,
    language: str,
    timezone: str,
    now: datetime,
    alert: int = 0,
    actions: Collection[Action] = (),
    watchlists: Collection[str] | None = None,
) -> Message:
    """The short reply that announces a change of state; arguments as for `render`.

    It repeats the headline, because a notification on a phone shows the reply without the message it answers.
    """
    page = _Page(content, _reader(language, timezone), now)
    headline = headline_report(content, language)
    voice = announcer(content)
    head = page.announcement(voice, watchlists)
    news = page.correction() or (page.claim(voice, None, labelled=False) if voice else page.counted())
    html = joined([joined([head, news], "\n"), page.headline(headline, None)], "\n\n").html
    return Message(
        html=html, buttons=_buttons(page.reader, voice.report if voice else headline, alert, actions)
    )


def _reader(language: str, timezone: str) -> Reader:
    try:
        return Reader(language, ZoneInfo(timezone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return Reader(language, ZoneInfo("UTC"))


class _Page:
    """The lines of one alert for one reader."""

    def __init__(self, content: AlertContent, reader: Reader, now: datetime) -> None:
        self.content = content
        self.reader = reader
        self.now = now
        self._words = reader.words

    # --- lines ------------------------------------------------------------------------------------------

    def status(self, watchlists: Collection[str] | None) -> Rich:
        """State and watchlists."""
        state = self.content.state
        label = plain(f"{_STATE_ICON[state]} ") + bold(plain(self._words.state[state]))
        return self._line(joined([label, self._titles(watchlists)], " · "))

    def announcement(self, voice: Voice | None, watchlists: Collection[str] | None) -> Rich:
        """The head of an update."""
        state = self.content.state
        text = self._words.now[state]
        if self.content.correction and state is not State.RETRACTED:
            text = self._words.state[state]
        elif state is State.CONTESTED and voice is None:
            text = self._words.disputed
        label = plain(f"{_STATE_ICON[state]} ") + bold(plain(text))
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
        return self._line(joined([bold(self._name(report)), self._language(report), copied], " · "))

    def evidence_line(self, headline: Report, evidence: Evidence | None, shown: Sequence[Voice]) -> Rich:
        """The sentence that hit, quoted; nothing where the headline or a claim shows it already."""
        if evidence is None or clean(evidence.text) == clean(headline.title):
            return Rich()
        if any(clean(voice.claim.sentence) == clean(evidence.text) for voice in shown):
            return Rich()
        return self._line(self._quoted(self._hits(evidence, _QUOTE)))

    def claim(self, voice: Voice, evidence: Evidence | None, *, labelled: bool = True) -> Rich:
        """Who claims, confirms or denies, in the words that an outlet printed."""
        claim, report = voice.claim, voice.report
        if evidence is not None and clean(evidence.text) == clean(claim.sentence):
            sentence = self._hits(evidence, _QUOTE)
        else:
            sentence = plain(clip(clean(claim.sentence), _QUOTE))
        outlet = link(self._name(report), report.url)
        source = clip(clean(claim.source), _SOURCE)
        if source.casefold() == clean(report.outlet_name).casefold():
            speaker = outlet
        else:
            who = self._foreign(source) if source else plain(self._words.unnamed)
            speaker = filled(self._words.said, source=who, outlet=outlet)
        said = speaker + plain(": ") + self._quoted(sentence)
        if not labelled:
            return self._line(said)
        label = plain(f"{_STANCE_ICON[claim.stance]} ") + bold(plain(self._words.stance[claim.stance]))
        return self._line(label + plain(" · ") + said)

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


def _fitted(blocks: Sequence[Rich], foot: Sequence[Rich], trail: Sequence[Rich]) -> Rich:
    """The parts as one message: the trail gives way first, then the foot, then the later blocks."""
    kept = list(trail)
    body = [joined(blocks, "\n\n"), joined(foot, "\n")]
    while True:
        message = joined([*body[:1], joined([*body[1:], markup.expandable(kept)], "\n")], "\n\n")
        if markup.fits(message):
            return message
        if kept:
            kept.pop()
        elif len(body) > 1:
            body.pop()
        else:
            blocks = blocks[:-1]
            body = [joined(blocks, "\n\n")]


def _buttons(
    reader: Reader, report: Report, alert: int, actions: Collection[Action]
) -> tuple[tuple[Button, ...], ...]:
    """The asked-for buttons in two rows; Read only where there is an address to open."""
    words = reader.words
    row: list[Button] = []
    if Action.READ in actions and markup.usable_url(report.url):
        row.append(Button(words.read, url=report.url))
    labels = {Action.WHY: words.why, Action.MUTE: words.mute, Action.IRRELEVANT: words.irrelevant}
    buttons = [
        Button(text, data=packed(action, alert)) for action, text in labels.items() if action in actions
    ]
    row += buttons[:1] if Action.WHY in actions else []
    rest = buttons[1:] if Action.WHY in actions else buttons
    return tuple(tuple(line) for line in (row, rest) if line)
