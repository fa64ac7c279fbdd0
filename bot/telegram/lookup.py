"""Looking up: /latest, /search, /story, /coverage and /status, and the buttons under them. How a page reads stands in
archive_pages.py and pages.py."""

import re
from collections.abc import Sequence

from bot.alerts.choice import headline_report
from bot.alerts.coverage import render_coverage
from bot.alerts.foreign import clean, clip
from bot.language import fold
from bot.model import AlertContent, Button, Message, WatchlistName
from bot.telegram.answers import say, show, words_of
from bot.telegram.archive_pages import latest_page, pages_of, search_page, story_page
from bot.telegram.asker import Asker
from bot.telegram.lab.wording import missed_button, writes
from bot.telegram.menus import LABEL, handle_of, title_of
from bot.telegram.pages import status_page
from bot.telegram.ports import Turn
from bot.telegram.words import Words
from bot.watch.searching import LONGEST, SearchError, SearchProblem, read_search

LATEST = 5
#: Stories on one page of results.
RESULTS = 5
#: Callback data of pages; these words stand in messages that people keep for years.
LATER, FIND, STORY, COVERAGE = "late", "find", "story", "cover"
_ALL = "*"
#: Watchlists that /latest offers to look at one by one.
_OFFERED = 20
_ECHO = 60

_STORY_ID = re.compile(r"[0-9a-z][0-9a-z_-]{3,39}", re.IGNORECASE)
_MESSAGE_LINK = re.compile(r"https?://t(?:elegram)?\.me/c/(\d{1,15})/(?:\d+/)?(\d+)(?:\?\S*)?", re.IGNORECASE)


# --- /latest ----------------------------------------------------------------------------------------


async def latest(asker: Asker, turn: Turn) -> None:
    """/latest: the newest alerts of the subscribed watchlists, or of all where there is none; or of the one named."""
    words = words_of(asker)
    if not asker.argument:
        await show(asker, turn, await _latest(asker, turn, _ALL, 0))
        return
    named = named_watchlists(await turn.watchlists(), asker.argument, words.language)
    if len(named) == 1:
        await show(asker, turn, await _latest(asker, turn, handle_of(named[0].id), 0))
    else:
        which = words("Which watchlist?") if named else words("No watchlist is called so. There are:")
        await show(asker, turn, _offer(words, named or await turn.watchlists(), which))


async def latest_turned(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """Older, newer, another watchlist."""
    page, _, handle = subject.partition(":")
    if page == "pick":
        which = words_of(asker)("Which watchlist?")
        await show(asker, turn, _offer(words_of(asker), await turn.watchlists(), which), edits=message)
        return ""
    await show(asker, turn, await _latest(asker, turn, handle or _ALL, page_number(page)), edits=message)
    return ""


async def _latest(asker: Asker, turn: Turn, handle: str, page: int) -> Message:
    words = words_of(asker)
    names = await turn.watchlists()
    mine = await turn.subscriptions(asker.chat.id, asker.thread)
    one = next((name for name in names if handle_of(name.id) == handle), None)
    wanted = [name for name in names if name.id in mine] or list(names)
    ids = [one.id] if one else [name.id for name in wanted]
    found = await turn.archive.latest(ids, LATEST + 1, page * LATEST)
    handle = handle if one else _ALL
    turning = _turned(words, f"{LATER}:{{}}:{handle}", page, more=len(found) > LATEST)
    pick = Button(text="📋 " + words("By watchlist"), data=f"{LATER}:pick")
    if not found:
        none = words("No alerts yet. They come as soon as an outlet reports something that matches.")
        return Message(html=words.line(none), buttons=_rows(turning, (pick,) if len(names) > 1 else ()))
    title = title_of(one, words.language) if one else ""
    html = latest_page(words, found[:LATEST], turn.now, title)
    return Message(html=html, buttons=_rows(turning, (pick,) if len(names) > 1 else ()))


def _offer(words: Words, names: Sequence[WatchlistName], asked: str) -> Message:
    buttons = [
        (Button(text=clip(title_of(name, words.language), LABEL), data=f"{LATER}:0:{handle_of(name.id)}"),)
        for name in names[:_OFFERED]
    ]
    every = Button(text=words("All watchlists"), data=f"{LATER}:0:{_ALL}")
    return Message(html=words.line(asked), buttons=(*buttons, (every,)))


def named_watchlists(names: Sequence[WatchlistName], wanted: str, language: str) -> list[WatchlistName]:
    """The watchlists meant: the one with this id, or those whose title has these letters."""
    if exact := [name for name in names if name.id == wanted.strip().lower()]:
        return exact
    letters = fold(wanted[:LONGEST]).strip()
    return [name for name in names if letters in fold(f"{name.id} {title_of(name, language)}")]


# --- /search ----------------------------------------------------------------------------------------


async def search(asker: Asker, turn: Turn) -> None:
    """/search words: over the archive, newest first, grouped by story."""
    await show(asker, turn, await _found(asker, turn, asker.argument, 0))


async def search_turned(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """Another page; what was asked stands in the message itself."""
    await show(asker, turn, await _found(asker, turn, asker.noted, page_number(subject)), edits=message)
    return ""


async def _found(asker: Asker, turn: Turn, query: str, page: int) -> Message:
    words = words_of(asker)
    try:
        wanted = read_search(query, turn.now)
    except SearchError as error:
        return Message(html=words.line(complaint(words, error)))
    found = await turn.archive.search(wanted, page, RESULTS)
    if found is None:
        nobody = words("No outlet here is called {name}.", name=_echo(words, wanted.outlet))
        return Message(html=words.line(nobody))
    html = search_page(words, query, found, turn.now)
    numbers = tuple(
        Button(text=words.number(number), data=f"{STORY}:{content.story}")
        for number, content in enumerate(found.stories, start=1)
        if content.story
    )
    missed = tuple(
        missed_button(content.story, f"🎯 {words.number(number)}")
        for number, content in enumerate(found.stories, start=1)
        if content.story and writes(asker)
    )
    if missed:
        html += "\n\n" + words.line("🎯 " + words("A watchlist should have matched this one."))
    turning = _turned(words, f"{FIND}:{{}}", found.page, more=found.page + 1 < found.pages)
    return Message(html=html, buttons=_rows(numbers, missed, turning))


def complaint(words: Words, error: SearchError) -> str:
    """What is wrong with a question to the archive, and what to write instead."""
    piece = _echo(words, error.piece)
    match error.problem:
        case SearchProblem.BAD_SINCE:
            return words(
                "{piece} says nothing to me. Write since:12h, since:7d, since:2w or since:2026-11-01.",
                piece=piece,
            )
        case SearchProblem.BAD_LANGUAGE:
            return words(
                "{piece} says nothing to me. Write lang:en, lang:ar, lang:tr or lang:fr.", piece=piece
            )
        case SearchProblem.NO_WORDS:
            example = words.foreign('/search "rapid support" haft* -football lang:ar since:7d')
            return words("Write what to look for: {example}", example=f"<code>{example}</code>")


# --- /story -----------------------------------------------------------------------------------------


async def story(asker: Asker, turn: Turn) -> None:
    """/story ID or address, or in reply to an alert."""
    if content := await _asked_story(asker, turn, "/story"):
        await show(asker, turn, _story(asker, turn, content, 0))


async def coverage(asker: Asker, turn: Turn) -> None:
    """/coverage ID or address, or in reply to an alert: who tells a story and who is silent."""
    if content := await _asked_story(asker, turn, "/coverage"):
        await _show_coverage(asker, turn, content)


async def coverage_pressed(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """The button under a story."""
    del message
    content = await turn.archive.story(subject)
    if content is None or not await _show_coverage(asker, turn, content):
        return words_of(asker)("This story is no longer stored.")
    return ""


async def _show_coverage(asker: Asker, turn: Turn, content: AlertContent) -> bool:
    found = await turn.coverage(content.story)
    if found is None:
        return False
    words = words_of(asker)
    headline = headline_report(content, words.language)
    page = render_coverage(
        found,
        language=words.language,
        timezone=asker.here.timezone,
        now=turn.now,
        title=headline.title,
        url=headline.url,
    )
    await show(asker, turn, page)
    return True


async def _asked_story(asker: Asker, turn: Turn, command: str) -> AlertContent | None:
    """The story that a command means; None where the person was told that there is none."""
    words = words_of(asker)
    meant = await _meant_story(asker, turn)
    if content := await turn.archive.story(meant) if meant else None:
        return content
    if asker.argument:
        said = words("I know no story behind {what}.", what=_echo(words, asker.argument))
    elif asker.answers:
        said = words("The message that you answered is no alert of mine.")
    else:
        example = f"<code>{command} https://…</code>"
        said = words(
            "Answer an alert with {command}, or write its address or number: {example}",
            command=command,
            example=example,
        )
    await say(asker, turn, words.line(said))
    return None


async def story_turned(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """A story out of a list, as a message of its own; or another page of one."""
    id_, _, page = subject.partition("/")
    content = await turn.archive.story(id_)
    if content is None:
        return words_of(asker)("This story is no longer stored.")
    shown = _story(asker, turn, content, page_number(page))
    await show(asker, turn, shown, edits=message if page else None)
    return ""


async def _meant_story(asker: Asker, turn: Turn) -> str | None:
    """The story that an argument or the answered message means."""
    wanted = asker.argument.split(maxsplit=1)[0] if asker.argument else ""
    if link := _MESSAGE_LINK.fullmatch(wanted):
        return await turn.archive.story_of_message(int(f"-100{link[1]}"), int(link[2]))
    if wanted.lower().startswith(("http://", "https://")):
        return await turn.archive.story_of_url(wanted)
    if _STORY_ID.fullmatch(wanted):
        return wanted.lower()
    if not wanted and asker.answers:
        return await turn.archive.story_of_message(asker.here.id, asker.answers)
    return None


def _story(asker: Asker, turn: Turn, content: AlertContent, page: int) -> Message:
    words, pages = words_of(asker), pages_of(content)
    page = min(page, pages - 1)
    earlier = Button(text="‹ " + words("Earlier reports"), data=f"{STORY}:{content.story}/{page - 1}")
    later_ = Button(text=words("Later reports") + " ›", data=f"{STORY}:{content.story}/{page + 1}")
    turning = ((earlier,) if page > 0 else ()) + ((later_,) if page + 1 < pages else ())
    who = Button(text="📡 " + words("Who tells it, who is silent"), data=f"{COVERAGE}:{content.story}")
    missed = (missed_button(content.story, "🎯 " + words("Should have matched")),) if writes(asker) else ()
    return Message(html=story_page(words, content, turn.now, page), buttons=_rows(turning, (who,), missed))


# --- /status ----------------------------------------------------------------------------------------


async def status(asker: Asker, turn: Turn) -> None:
    """/status; in a group the owners too see only what everybody may."""
    mine = await turn.subscriptions(asker.chat.id, asker.thread)
    page = status_page(
        words_of(asker),
        await turn.status(),
        [name for name in await turn.watchlists() if name.id in mine],
        turn.now,
        chat=asker.chat.state,
        topic=await turn.topic(asker.chat.id, asker.thread),
        owner=asker.owner and asker.is_private,
    )
    await say(asker, turn, page)


# --- pieces -----------------------------------------------------------------------------------------


def page_number(text: str) -> int:
    """A page as callback data names it; 0 for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0


def _turned(words: Words, data: str, page: int, *, more: bool) -> tuple[Button, ...]:
    """Newer and older, each where there is any."""
    newer = Button(text="‹ " + words("Newer"), data=data.format(page - 1))
    older = Button(text=words("Older") + " ›", data=data.format(page + 1))
    return ((newer,) if page > 0 else ()) + ((older,) if more else ())


def _rows(*rows: tuple[Button, ...]) -> tuple[tuple[Button, ...], ...]:
    return tuple(row for row in rows if row)


def _echo(words: Words, text: str) -> str:
    return words.foreign(clip(clean(text), _ECHO))
