"""An alert as a Telegram message in the reader's language and time zone. Wording stands in words.py, tags in
markup.py, the care for foreign text in foreign.py, what to show of much in choice.py."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.alerts import aftermath, markup
from bot.alerts.callback import Action, packed
from bot.alerts.choice import announcer, evidence_beside, headline_report, voices
from bot.alerts.foreign import clean
from bot.alerts.markup import Rich, joined
from bot.alerts.page import Page
from bot.alerts.words import Reader, reader_of
from bot.model import AlertContent, Button, Message, Report


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
    page = Page(content, reader_of(language, timezone), now)
    headline = headline_report(content, language)
    evidence = evidence_beside(content, headline)
    shown, hidden = voices(content, language)
    claims = page.claims([*shown, *hidden], evidence, [headline.title])
    blocks = [
        joined(
            [page.status(watchlists), page.correction(), aftermath.merged(content, page.reader, now)], "\n"
        ),
        joined([page.headline(headline, evidence), page.byline(headline)], "\n"),
        page.evidence_line(headline, evidence, shown),
        joined(claims[: len(shown)], "\n"),
        aftermath.changed(content, page.reader, now),
    ]
    foot = [page.counted(), page.first_seen(), page.earlier()]
    html = _fitted(blocks, page.figures(), foot, [*claims[len(shown) :], *page.trail()]).html
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
    page = Page(content, reader_of(language, timezone), now)
    headline = headline_report(content, language)
    voice = announcer(content)
    head = page.announcement(voice, watchlists)
    news = page.correction() or (page.claim(voice, None, labelled=False) if voice else page.counted())
    repeated = voice is not None and clean(voice.claim.sentence) == clean(headline.title)
    title = Rich() if repeated and not content.correction else page.headline(headline, None)
    html = joined([joined([head, news], "\n"), title], "\n\n").html
    return Message(
        html=html, buttons=_buttons(page.reader, voice.report if voice else headline, alert, actions)
    )


def _fitted(
    blocks: Sequence[Rich], figures: Sequence[Rich], foot: Sequence[Rich], trail: Sequence[Rich]
) -> Rich:
    """The parts as one message. What finds no room gives way from its end: first the trail, then the figures, then the foot,
    then the later blocks."""
    parts = [list(blocks), list(figures), list(foot), list(trail)]
    while True:
        head = joined([*parts[0], joined(parts[1], "\n")], "\n\n")
        end = joined([joined(parts[2], "\n"), markup.expandable(parts[3])], "\n")
        message = joined([head, end], "\n\n")
        if markup.fits(message):
            return message
        next(parts[number] for number in (3, 1, 2, 0) if parts[number]).pop()


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
