"""The demo's screen: articles as they arrive, what they hit, and the chat with its living alert."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.align import Align
from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.alerts.outbox import Outcome, Sent
from bot.cli.terminal import panel
from bot.model import Article, Change, Delivery, DeliveryKind, Match, Message, Outlet
from bot.runtime.world import Notice

_ROWS = 14
_STEPS = 14
_FLAGS = {"TR": "🇹🇷", "GB": "🇬🇧", "QA": "🇶🇦", "FR": "🇫🇷", "EG": "🇪🇬"}


@dataclass(slots=True)
class _Bubble:
    number: int
    message: Message
    note: str
    edits: int = 0


@dataclass(slots=True)
class _Row:
    second: float
    outlet: Outlet
    article: Article
    hits: tuple[str, ...]


@dataclass(slots=True)
class Screen:
    """What has happened so far; renders itself. It is the demo's messenger and its onlooker."""

    length: int
    second: float = 0.0
    _rows: deque[_Row] = field(default_factory=lambda: deque(maxlen=_ROWS))
    _bubbles: dict[int, _Bubble] = field(default_factory=dict)
    _steps: deque[Text] = field(default_factory=lambda: deque(maxlen=_STEPS))
    _seen: int = 0
    _hit: int = 0
    _sent: int = 0

    # --- messenger ----------------------------------------------------------------------------------------

    async def administrators(self, chat: int) -> frozenset[int]:  # noqa: ARG002
        """Nobody: there is but one reader."""
        return frozenset()

    async def deliver(self, delivery: Delivery, message: Message, *, plain: bool = False) -> Outcome:
        """Show a message, an edit or a reply."""
        del plain
        if delivery.kind is DeliveryKind.EDIT and delivery.target in self._bubbles:
            bubble = self._bubbles[delivery.target]
            bubble.message, bubble.edits = message, bubble.edits + 1
            bubble.note = f"edited in place, silently ({bubble.edits}×)"
            return Sent(delivery.target)
        self._sent += 1
        note = (
            f"reply to message {delivery.target}, with sound"
            if delivery.kind is DeliveryKind.UPDATE
            else "new"
        )
        self._bubbles[self._sent] = _Bubble(self._sent, message, note)
        return Sent(self._sent)

    # --- onlooker -----------------------------------------------------------------------------------------

    def look(self, notice: Notice) -> None:
        """Take note of a step."""
        if notice.kind == "article":
            self._arrived(notice.facts)
        elif notice.kind == "alert":
            self._decided(notice.facts)
        elif notice.kind == "changed":
            self._edited(notice.facts)

    def _arrived(self, facts: Mapping[str, Any]) -> None:
        if facts["quiet"]:
            return
        matches: tuple[Match, ...] = facts["_matches"]
        article: Article = facts["_article"]
        self._seen += 1
        self._hit += bool(matches)
        self._rows.append(
            _Row(self.second, facts["_outlet"], article, tuple(item.watchlist for item in matches))
        )
        for item in matches:
            terms = list(dict.fromkeys(span.text for span in item.spans))[:6]
            self._step("match", f"{item.watchlist} ← {' · '.join(terms)}", "green")

    def _decided(self, facts: Mapping[str, Any]) -> None:
        self._step(str(facts["telling"]), str(facts["why"]).strip("'\""), "yellow")

    def _edited(self, facts: Mapping[str, Any]) -> None:
        changes: Sequence[Change] = facts["_changes"]
        for change in changes[:1]:
            self._step("edited", f"{change.kind}: {change.before} → {change.after}", "magenta")

    def _step(self, what: str, words: str, style: str) -> None:
        line = Text(f"{self.second:4.0f} s  ", "dim")
        line.append(f"{what:<7}", style)
        line.append(words)
        line.truncate(150, overflow="ellipsis")
        self._steps.append(line)

    # --- picture ------------------------------------------------------------------------------------------

    def __rich__(self) -> RenderableType:
        """The whole screen."""
        grid = Table.grid(expand=True, padding=(0, 1))
        grid.add_column(ratio=11)
        grid.add_column(ratio=10)
        left = Group(self._articles(), self._reasons())
        grid.add_row(left, self._chat())
        return Group(self._head(), grid)

    def _head(self) -> RenderableType:
        done = min(int(self.second / self.length * 30), 30) if self.length else 30
        line = Text.assemble(
            (" خبر Khabar ", "bold reverse"),
            "  ",
            ("━" * done, "green"),
            ("━" * (30 - done), "dim"),
            f"  {self._seen} articles, {self._hit} hit a watchlist, {self._sent} messages",
        )
        return Align.left(line)

    def _articles(self) -> RenderableType:
        table = Table(box=SIMPLE_HEAD, expand=True, padding=(0, 1), show_edge=False)
        table.add_column("s", justify="right", style="dim", width=3)
        table.add_column("outlet", width=20, no_wrap=True)
        table.add_column("article", ratio=1, no_wrap=True, overflow="ellipsis")
        for row in self._rows:
            style = "bold" if row.hits else "dim"
            mark = "● " if row.hits else "  "
            table.add_row(
                f"{row.second:.0f}",
                f"{_FLAGS.get(row.outlet.country, '  ')} {row.outlet.name}",
                Text(mark, "green") + Text(row.article.title, style),
            )
        return Panel(table, title="articles arriving", title_align="left", border_style="dim")

    def _reasons(self) -> RenderableType:
        lines: list[RenderableType] = list(self._steps) or [Text("waiting for the first match …", "dim")]
        return Panel(Group(*lines), title="why", title_align="left", border_style="dim")

    def _chat(self) -> RenderableType:
        if not self._bubbles:
            return Panel(
                Text("no alerts yet", "dim"), title="the chat", title_align="left", border_style="dim"
            )
        bubbles = [
            panel(bubble.message, title=f"message {bubble.number}", note=bubble.note, width=None)
            for bubble in list(self._bubbles.values())[-4:]
        ]
        return Group(*bubbles)
