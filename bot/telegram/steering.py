"""What owners steer: /pause and /resume, and the buttons under the question that a tripped breaker asks."""

from collections.abc import Sequence
from typing import Protocol

from bot.alerts.foreign import clip
from bot.model import Button, Message, WatchlistName
from bot.telegram.answers import TOAST, say, words_of
from bot.telegram.asker import Asker
from bot.telegram.menus import handle_of, title_of
from bot.telegram.ports import Turn
from bot.telegram.words import Words

#: The word before the colon of the callback data.
BREAKER = "brk"
_GO_ON, _KEEP, _PAUSE = "go", "keep", "pause"
_TITLE = 120
#: Characters of ids that are listed.
_NAMES = 1500


class Tripped(Protocol):
    """What the breaker saw."""

    @property
    def hits(self) -> int:
        """Alerts in the last hour."""
        ...

    @property
    def usual(self) -> int:
        """The most that are taken for news."""
        ...


def breaker_question(words: Words, name: WatchlistName, guard: Tripped) -> Message:
    """What the owners are asked when a watchlist hits far more than it ever did."""
    title = words.foreign(clip(title_of(name, words.language), _TITLE))
    counted = words.count("{n} alert", "{n} alerts", guard.hits)
    lines = [
        words.line(f"🚧 <b>{title}</b>"),
        words.line(
            words(
                "{alerts} within an hour; up to {usual} would be news. An edit gone wrong, or a feed gone mad?",
                alerts=counted,
                usual=words.number(guard.usual),
            )
        ),
        words.line(words("Its alerts are held back and told in one message an hour until you decide.")),
    ]
    labels = ((_GO_ON, words("Go on")), (_KEEP, words("Keep holding")), (_PAUSE, words("Pause watchlist")))
    row = tuple(
        Button(text=label, data=f"{BREAKER}:{choice}:{handle_of(name.id)}") for choice, label in labels
    )
    return Message(html="\n".join(lines), buttons=(row[:2], row[2:]))


async def decided(subject: str, _message: int, asker: Asker, turn: Turn) -> str:
    """A button under that question."""
    words = words_of(asker)
    if not (asker.owner and asker.is_private):
        return words("Only the bot's owners can decide that.")
    choice, _, handle = subject.partition(":")
    name = next((name for name in await turn.every_watchlist() if handle_of(name.id) == handle), None)
    if name is None:
        return words("This watchlist does not exist any more.")
    title = title_of(name, words.language)
    match choice:
        case "go":
            await turn.wave_through(name.id)
            said = words("{title}: its alerts go out again.", title=title)
        case "keep":
            said = words("{title}: held back further.", title=title)
        case "pause":
            await turn.pause(name.id)
            said = words("{title}: paused. /resume {id} takes it back.", title=title, id=name.id)
        case _:
            return words("This button is from an older version. Send /watchlists for a fresh menu.")
    return clip(said, TOAST)


async def pause(asker: Asker, turn: Turn) -> None:
    """/pause: everything, or one watchlist."""
    words = words_of(asker)
    name = await _named(asker, turn)
    if asker.argument and name is None:
        await _unknown(asker, turn)
    elif name is not None:
        await turn.pause(name.id)
        title = words.foreign(title_of(name, words.language))
        await say(
            asker,
            turn,
            words.line("⏸ " + words("{title}: paused. /resume {id} takes it back.", title=title, id=name.id)),
        )
    else:
        waiting = await turn.pause("")
        held = words.count("{n} message waiting", "{n} messages waiting", waiting)
        text = words(
            "Everything is paused; only answers go out. /resume tells in one message what came meanwhile."
        )
        await say(asker, turn, words.line("⏸ " + text, held if waiting else ""))


async def resume(asker: Asker, turn: Turn) -> None:
    """/resume: everything, or one watchlist."""
    words = words_of(asker)
    name = await _named(asker, turn)
    if asker.argument and name is None:
        return await _unknown(asker, turn)
    waited = await turn.resume(name.id if name else "")
    if waited is None:
        return await say(asker, turn, words.line(words("Nothing was paused.")))
    held = words.count("{n} message waiting", "{n} messages waiting", waited)
    await say(asker, turn, words.line("▶️ " + words("Alerts go out again."), held if waited else ""))
    return None


async def _named(asker: Asker, turn: Turn) -> WatchlistName | None:
    """The watchlist that the command names, by id."""
    wanted = asker.argument.strip().casefold()
    names: Sequence[WatchlistName] = await turn.every_watchlist() if wanted else ()
    return next((name for name in names if name.id.casefold() == wanted), None)


async def _unknown(asker: Asker, turn: Turn) -> None:
    await say(asker, turn, unknown_watchlist(words_of(asker), asker.argument, await turn.every_watchlist()))


def unknown_watchlist(words: Words, wanted: str, known: Sequence[WatchlistName]) -> str:
    """What is said of an id that no watchlist has: those that there are."""
    shown = words.foreign(clip(wanted, _TITLE))
    names = words.foreign(clip(", ".join(name.id for name in known), _NAMES))
    return words.line(words("There is no watchlist {id}. There are: {names}", id=shown, names=names))
