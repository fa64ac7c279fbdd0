"""Alerts in the terminal as they would look in Telegram: the messenger of the preview and the demo."""

import re
from html.parser import HTMLParser

from rich.box import ROUNDED
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.style import Style
from rich.text import Text

from bot.alerts.outbox import Outcome, Sent
from bot.model import Delivery, DeliveryKind, Message

#: Control characters that a headline could use to paint over the terminal. Bidi isolates are kept: they order text.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_STYLES = {
    "b": Style(bold=True),
    "strong": Style(bold=True),
    "i": Style(italic=True),
    "em": Style(italic=True),
    "u": Style(underline=True),
    "s": Style(strike=True),
    "code": Style(color="cyan"),
    "pre": Style(color="cyan"),
}
_WIDTH = 76


class _Reader(HTMLParser):
    """Telegram HTML as styled text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = Text()
        self._open: list[tuple[str, Style]] = []
        self._quotes: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "blockquote":
            self._quotes.append(len(self.text))
            self._open.append((tag, Style(dim=True)))
        elif tag == "a":
            link = dict(attrs).get("href") or ""
            self._open.append((tag, Style(color="bright_blue", link=_CONTROLS.sub("", link) or None)))
        else:
            self._open.append((tag, _STYLES.get(tag, Style.null())))

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote" and self._quotes:
            start = self._quotes.pop()
            quoted = self.text[start:]
            self.text = self.text[:start]
            for number, line in enumerate(quoted.split("\n", allow_blank=True)):
                self.text.append("\n▎ " if number else "▎ ", Style(color="blue"))
                self.text.append_text(line)
        for position in range(len(self._open) - 1, -1, -1):
            if self._open[position][0] == tag:
                del self._open[position]
                return

    def handle_data(self, data: str) -> None:
        style = Style.combine([Style.null(), *(style for _, style in self._open)])
        self.text.append(_CONTROLS.sub("", data), style)


def styled(html: str) -> Text:
    """Telegram HTML as text for the terminal."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text


def panel(message: Message, *, title: str = "", note: str = "", width: int | None = _WIDTH) -> Panel:
    """A message as a chat bubble with its buttons."""
    parts: list[RenderableType] = [styled(message.html)]
    for row in message.buttons:
        line = Text("\n")
        for button in row:
            line.append(f" {button.text} ", Style(reverse=True, link=button.url or None))
            line.append("  ")
        parts.append(line)
    return Panel(
        Group(*parts),
        title=title or None,
        title_align="left",
        subtitle=note or None,
        subtitle_align="right",
        box=ROUNDED,
        border_style="blue",
        width=width,
        padding=(0, 1),
    )


class TerminalMessenger:
    """Prints deliveries instead of sending them; an edit shows the message again."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._sent = 0

    async def administrators(self, chat: int) -> frozenset[int]:  # noqa: ARG002
        """Nobody: there is but one reader."""
        return frozenset()

    async def deliver(self, delivery: Delivery, message: Message, *, plain: bool = False) -> Outcome:
        """Print; always succeeds."""
        del plain
        edited = delivery.kind is DeliveryKind.EDIT and delivery.target is not None
        if edited and delivery.target is not None:
            number, note = delivery.target, "edited in place, silently"
        else:
            self._sent += 1
            number, note = self._sent, _NOTES.get(delivery.kind, "")
        if delivery.kind is DeliveryKind.UPDATE and delivery.target is not None:
            note = f"reply to message {delivery.target}"
        self._console.print(panel(message, title=f"Khabar · message {number}", note=note))
        return Sent(number)


_NOTES = {DeliveryKind.SAMPLE: "from the archive, silent", DeliveryKind.FIRST: "new"}
