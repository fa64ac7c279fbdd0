"""How one watchlist is wanted: schedule, outlets, languages, urgency; pages of /settings."""

from collections.abc import Sequence
from dataclasses import replace

from bot.alerts.foreign import clip
from bot.alerts.wishes import Subscription
from bot.model import Button, Message, WatchlistName
from bot.telegram.answers import show, words_of
from bot.telegram.asker import Asker
from bot.telegram.menus import handle_of, title_of
from bot.telegram.ports import Turn
from bot.telegram.rhythms import back_row, schedule_of, schedule_rows, schedule_text
from bot.telegram.words import LANGUAGES, Words

#: Callback data: a watchlist's page, and a change on it. The second word is short: id and change need the room.
ONE, TUNE = "one", "t"
_LABEL = 48
_MOST_OUTLETS = 5


async def wishes_menu(asker: Asker, turn: Turn) -> Message:
    """The subscribed watchlists, each with its schedule."""
    words = words_of(asker)
    names = {name.id: name for name in await turn.watchlists()}
    wishes = [one for one in await turn.tuning.wishes(asker.chat.id, asker.thread) if one.watchlist in names]
    rows = [
        (
            Button(
                text=f"{clip(title_of(names[one.watchlist], words.language), _LABEL)} ›",
                data=f"{ONE}:{handle_of(one.watchlist)}",
            ),
        )
        for one in wishes
    ]
    asked = words("Which watchlist do you want to set?")
    none = words("No watchlist is chosen here; /watchlists shows what there is.")
    text = words.line(asked if rows else none)
    return Message(html=text, buttons=(*rows, back_row(words)))


async def wish_opened(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """The page of one watchlist."""
    found = await _found(subject, asker, turn)
    await _show(found, message, asker, turn)
    return "" if found else words_of(asker)("This watchlist is not chosen here any more.")


async def wish_tuned(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """A change on that page; a button says what shall be, so pressing it twice is pressing it once."""
    handle, _, change = subject.rpartition(":")
    found = await _found(handle, asker, turn)
    if found is None:
        await _show(None, message, asker, turn)
        return words_of(asker)("This watchlist is not chosen here any more.")
    name, wanted = found
    tuned = _tuned(wanted, change)
    if tuned is not None:
        await turn.tuning.tune(asker.chat.id, asker.thread, tuned)
        wanted = tuned
    await _show((name, wanted), message, asker, turn)
    return ""


async def _found(handle: str, asker: Asker, turn: Turn) -> tuple[WatchlistName, Subscription] | None:
    names = {handle_of(name.id): name for name in await turn.watchlists()}
    name = names.get(handle)
    wishes = {one.watchlist: one for one in await turn.tuning.wishes(asker.chat.id, asker.thread)}
    return (name, wishes[name.id]) if name is not None and name.id in wishes else None


async def _show(
    found: tuple[WatchlistName, Subscription] | None, message: int, asker: Asker, turn: Turn
) -> None:
    if found is None:
        await show(asker, turn, await wishes_menu(asker, turn), edits=message)
        return
    name, wanted = found
    page = _page(words_of(asker), name, wanted, is_urgent=name.id in await turn.tuning.urgent())
    await show(asker, turn, page, edits=message)


def _page(words: Words, name: WatchlistName, wanted: Subscription, *, is_urgent: bool) -> Message:
    prefix = f"{TUNE}:{handle_of(name.id)}"
    languages = words.words.comma.join(words.language_name(code) for code in sorted(wanted.languages))
    outlets = words.count("from {n} independent outlet", "from {n} independent outlets", wanted.min_outlets)
    lines = [
        words.line(f"📌 <b>{words.foreign(title_of(name, words.language))}</b>"),
        words.line("⏱ " + schedule_text(words, wanted.schedule)),
        words.line("📰 " + (outlets if wanted.min_outlets > 1 else words("from the first outlet on"))),
        words.line("🗣 " + (languages or words("in all languages"))),
    ]
    rows = schedule_rows(words, wanted.schedule, wanted.schedule, prefix)
    rows.append(_outlets_row(words, wanted, prefix))
    rows += _languages_rows(words, wanted, prefix)
    if is_urgent:
        tick = "✅ " if wanted.urgent else "▫️ "
        rings = Button(
            text=tick + words("May break quiet hours"), data=f"{prefix}:{'u0' if wanted.urgent else 'u1'}"
        )
        rows.append((rings,))
    return Message(html="\n".join(lines), buttons=(*rows, back_row(words, "lists")))


def _outlets_row(words: Words, wanted: Subscription, prefix: str) -> tuple[Button, ...]:
    return tuple(
        Button(
            text=("✅ " if wanted.min_outlets == number else "") + f"📰 {words.number(number)}",
            data=f"{prefix}:n{number}",
        )
        for number in range(1, _MOST_OUTLETS + 1)
    )


def _languages_rows(words: Words, wanted: Subscription, prefix: str) -> list[tuple[Button, ...]]:
    def toggle(code: str) -> Button:
        chosen = code in wanted.languages
        after = wanted.languages ^ {code}
        return Button(
            text=("✅ " if chosen else "▫️ ") + words.language_name(code),
            data=f"{prefix}:l{''.join(sorted(after))}",
        )

    everything = Button(
        text=("✅ " if not wanted.languages else "") + words("All languages"), data=f"{prefix}:l"
    )
    toggles = [toggle(code) for code in LANGUAGES]
    return [tuple(toggles[:2]), tuple(toggles[2:]), (everything,)]


def _tuned(wanted: Subscription, change: str) -> Subscription | None:
    """The subscription as a button wants it; None for what no button of this version says."""
    kind, value = change[:1], change[1:]
    if kind == "n" and value in map(str, range(1, _MOST_OUTLETS + 1)):
        return replace(wanted, min_outlets=int(value))
    if kind == "u" and value in ("0", "1"):
        return replace(wanted, urgent=value == "1")
    if kind == "l":
        codes: Sequence[str] = [value[at : at + 2] for at in range(0, len(value), 2)]
        return replace(wanted, languages=frozenset(codes)) if set(codes) <= set(LANGUAGES) else None
    schedule = schedule_of(change)
    return replace(wanted, schedule=schedule) if schedule else None
