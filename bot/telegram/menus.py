"""The menu of watchlists: pages of buttons that hold no state, and what their callback data means."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from hashlib import blake2b

from bot.alerts.foreign import clean, clip
from bot.model import Button, Message, WatchlistName
from bot.telegram.words import Words

#: Watchlists on one page of the menu.
PAGE = 8
#: Of a button's label, in UTF-16 units; more does not fit on a phone.
LABEL = 60
#: Of an id within callback data, which may have 64 bytes in all, another chat's id included.
_LONGEST_ID = 33


class Press(StrEnum):
    """What a button of the menu does; these words stand in messages that people keep for years."""

    SUBSCRIBE = "sub"
    UNSUBSCRIBE = "unsub"
    PAGE = "page"


def handle_of(watchlist: str) -> str:
    """A watchlist's id as it stands in callback data: itself, or a digest where it is too long."""
    if len(watchlist.encode()) <= _LONGEST_ID:
        return watchlist
    return "#" + blake2b(watchlist.encode(), digest_size=16).hexdigest()


def title_of(name: WatchlistName, language: str) -> str:
    """A watchlist's title in the interface language, else in English, else its id."""
    return clean(name.title.get(language) or name.title.get("en") or name.id)


def watchlist_menu(
    words: Words, names: Sequence[WatchlistName], mine: Collection[str], *, page: int = 0
) -> Message:
    """One button for each watchlist of a page, ticked where it is subscribed; a page too far is the last one."""
    pages = max(1, -(-len(names) // PAGE))
    page = min(max(page, 0), pages - 1)
    rows: list[tuple[Button, ...]] = [
        (_toggle(words, name, name.id in mine),) for name in names[page * PAGE : (page + 1) * PAGE]
    ]
    if pages > 1:
        rows.append(_turning(words, page, pages))
    asked = words("Tap a watchlist to subscribe or unsubscribe:")
    text = asked if names else words("There are no watchlists yet.")
    return Message(html=words.line(text), buttons=tuple(rows))


def page_of(names: Sequence[WatchlistName], watchlist: str) -> int:
    """The page of the menu on which a watchlist stands."""
    return next((number for number, name in enumerate(names) if name.id == watchlist), 0) // PAGE


def _toggle(words: Words, name: WatchlistName, subscribed: bool) -> Button:
    press = Press.UNSUBSCRIBE if subscribed else Press.SUBSCRIBE
    label = ("✅ " if subscribed else "▫️ ") + clip(title_of(name, words.language), LABEL)
    return Button(text=label, data=f"{press}:{handle_of(name.id)}")


def _turning(words: Words, page: int, pages: int) -> tuple[Button, ...]:
    """Round and round; the row of buttons is not mirrored in right-to-left languages."""
    here = f"{words.number(page + 1)} / {words.number(pages)}"
    around = (("‹", (page - 1) % pages), (here, page), ("›", (page + 1) % pages))
    return tuple(Button(text=text, data=f"{Press.PAGE}:{number}") for text, number in around)
