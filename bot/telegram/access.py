"""Who is answered: access modes, requests that owners approve, one-time links, and /invite and /subscribers."""

import re
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

from bot.alerts.foreign import clean, clip
from bot.model import Access, AccessMode, Button, ChatKind, ChatState, Message
from bot.telegram.answers import say, show, words_of
from bot.telegram.asker import Asker, Right
from bot.telegram.begin import greet
from bot.telegram.lookup import named_watchlists, page_number
from bot.telegram.menus import title_of
from bot.telegram.ports import Accepted, LinkProblem, Place, Turn
from bot.telegram.words import Words

#: Answered to everybody: nobody may be kept from seeing and deleting what is stored about him.
ALWAYS = frozenset({"help", "privacy", "forgetme"})
#: Callback data; these words stand in messages that people keep for years.
ALLOW, DENY, PEOPLE = "allow", "deny", "people"
#: How long a one-time link can be used.
LASTS = timedelta(days=7)

#: Bot API, deep links: up to 64 characters of these.
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NAME = 60
_PAGE = 8


class Standing(StrEnum):
    """How somebody stands with the owners."""

    FINE = "fine"
    STRANGER = "stranger"
    PENDING = "pending"
    DENIED = "denied"


async def admitted(name: str, asker: Asker, turn: Turn) -> Asker | None:
    """The asker, with the one-time link he came by, where he is to be answered; None where he was told why not."""
    words = words_of(asker)
    standing = await standing_of(asker, turn, starts=name == "start")
    if name == "start" and asker.argument and standing is not Standing.DENIED and asker.right is Right.YES:
        asker, problem = await _by_link(asker, turn)
        if asker.invited is not None and standing is not Standing.FINE:
            await turn.people.decide(asker.user, Access.ALLOWED)
            return replace(asker, chat=replace(asker.chat, state=ChatState.ACTIVE, reason=""))
        if problem:
            await say(asker, turn, words.line(_link_sentence(words, problem)))
    if standing is Standing.FINE or name in ALWAYS:
        return asker
    knocks = name == "start" and asker.is_private and standing is Standing.STRANGER
    if knocks and asker.house.mode is AccessMode.APPROVAL:
        await _knock(asker, turn)
        return None
    await say(asker, turn, words.line(sentence(asker, standing)))
    return None


async def standing_of(asker: Asker, turn: Turn, *, starts: bool = False) -> Standing:
    """Whether somebody may use the bot here; `starts` with the command that brings it into a group."""
    own = await _person(asker.user, asker, turn)
    if asker.here.kind is ChatKind.PRIVATE or own is Standing.DENIED:
        return own
    installer = await turn.people.installer(asker.chat.id)
    brought = await _person(installer, asker, turn) if installer is not None else None
    if brought is Standing.FINE:
        return brought
    is_open = asker.house.mode is AccessMode.OPEN
    if brought is None and (is_open or await turn.chat(asker.chat.id) is not None):
        return Standing.FINE
    if starts and own is Standing.FINE and asker.user and asker.right is Right.YES:
        await turn.people.install(asker.chat, asker.user)
        return Standing.FINE
    return brought or Standing.STRANGER


async def _person(user: int, asker: Asker, turn: Turn) -> Standing:
    """A person, wherever he is; one without a name (an anonymous admin) is a stranger unless the bot is open."""
    if user in asker.house.owners:
        return Standing.FINE
    is_open = asker.house.mode is AccessMode.OPEN
    match await turn.people.access(user) if user else None:
        case Access.ALLOWED:
            return Standing.FINE
        case Access.DENIED:
            return Standing.DENIED
        case Access.PENDING if not is_open:
            return Standing.PENDING
    if is_open:
        return Standing.FINE
    # Who was here before the mode was tightened stays.
    return Standing.FINE if user and await turn.chat(user) is not None else Standing.STRANGER


def sentence(asker: Asker, standing: Standing) -> str:
    """Why somebody is not answered."""
    words = words_of(asker)
    if standing is Standing.DENIED:
        return words("The owners of this bot have closed it to you.")
    if standing is Standing.PENDING:
        return words("Your request is with the owners; they have not answered yet.")
    if not asker.is_private:
        return words("Who brings me into a group or channel needs access first: ask me for it in private.")
    if asker.house.mode is AccessMode.APPROVAL:
        return words("The owners decide who uses this bot. Send /start to ask them.")
    return words("This bot is by invitation. Ask its owners for a link.")


# --- one-time links ---------------------------------------------------------------------------------


async def _by_link(asker: Asker, turn: Turn) -> tuple[Asker, LinkProblem | None]:
    """The asker with what his one-time link brings, and what is wrong with it."""
    token = asker.argument
    if not _TOKEN.fullmatch(token):
        return asker, None
    match await turn.people.accept(token):
        case Accepted() as accepted:
            return replace(asker, invited=accepted), None
        case problem:
            return asker, problem


def _link_sentence(words: Words, problem: LinkProblem) -> str:
    match problem:
        case LinkProblem.USED:
            return words("This link was used already; each works once. Ask for a new one.")
        case LinkProblem.EXPIRED:
            return words("This link has expired. Ask for a new one.")
        case LinkProblem.UNKNOWN:
            return words("This link is not one of mine. Ask for a new one.")


async def invite(asker: Asker, turn: Turn) -> None:
    """/invite: a one-time link that lets somebody in; /invite WATCHLIST: one that subscribes, too."""
    words = words_of(asker)
    watchlist = title = ""
    if asker.argument:
        found = named_watchlists(await turn.watchlists(), asker.argument, words.language)
        if len(found) != 1:
            which = clip(words.words.comma.join(name.id for name in found or await turn.watchlists()), 1000)
            said = words("Which watchlist? Write one of: {names}", names=words.foreign(which))
            await say(asker, turn, words.line(said))
            return
        watchlist, title = found[0].id, title_of(found[0], words.language)
    token = await turn.people.invite(asker.user, watchlist, LASTS)
    link = f"https://t.me/{asker.house.name}?start={token}"
    days = words.count("It works once, within {n} day.", "It works once, within {n} days.", LASTS.days)
    lines = [
        words.line(
            words("Link to “{title}”:", title=words.foreign(title)) if title else words("Invitation:")
        ),
        f"<code>{link}</code>",
        words.line(days),
        words.line(
            words("For a group: {link}", link=f"<code>{link.replace('?start=', '?startgroup=')}</code>")
        ),
    ]
    await say(asker, turn, "\n".join(lines))


# --- requests and decisions -------------------------------------------------------------------------


async def _knock(asker: Asker, turn: Turn) -> None:
    """Ask the owners, each in his language, and tell the person so."""
    words = words_of(asker)
    # Stored, because the answer will be told in this chat's language; it goes with a denial.
    await turn.save(replace(asker.chat, state=ChatState.STOPPED))
    await turn.people.decide(asker.user, Access.PENDING)
    for owner in sorted(asker.house.owners):
        theirs = await turn.chat(owner)
        owners_words = Words(theirs.language if theirs else asker.house.language)
        await turn.answer(owner, 0, _request(owners_words, asker))
    asked = words("I have asked the owners of this bot. I will write to you here when they have decided.")
    await say(asker, turn, words.line(asked))


def _request(words: Words, asker: Asker) -> Message:
    name = words.foreign(clip(clean(asker.chat.title) or "?", _NAME))
    who = f'<a href="tg://user?id={asker.user}">{name}</a>'
    text = words("{name} asks to use this bot.", name=who)
    return Message(html=words.line("👤 " + text), buttons=(_decision(words, asker.user),))


def _decision(words: Words, user: int) -> tuple[Button, ...]:
    return (
        Button(text="✅ " + words("Approve"), data=f"{ALLOW}:{user}"),
        Button(text="🚫 " + words("Deny"), data=f"{DENY}:{user}"),
    )


async def allowed(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """An owner lets somebody in, who is greeted at once."""
    return await _decided(subject, message, asker, turn, Access.ALLOWED)


async def denied(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """An owner shuts somebody out, with the groups and channels he brought the bot to."""
    return await _decided(subject, message, asker, turn, Access.DENIED)


async def _decided(subject: str, message: int, asker: Asker, turn: Turn, access: Access) -> str:
    words = words_of(asker)
    number, _, page = subject.partition(":")
    if not asker.owner or not asker.is_private:
        return words("Only owners of this bot decide that.")
    if (
        not (number.isascii() and number.isdecimal() and len(number) < 20)
        or int(number) in asker.house.owners
    ):
        return words("There is nothing to decide here.")
    user = int(number)
    before = await turn.people.access(user)
    await turn.people.decide(user, access)
    chat = await turn.chat(user)
    name = clip(clean(chat.title if chat else "") or number, _NAME)
    if chat is not None and before is not access:
        await _tell(replace(asker, chat=chat, here=chat, user=user, owner=False), turn, access)
    if page:
        await _show_people(asker, turn, page_number(page), message)
    elif access is Access.ALLOWED:
        now_in = words("{name} may use this bot.", name=words.foreign(name))
        take_back = Button(text="🚫 " + words("Take back"), data=f"{DENY}:{user}")
        await show(
            asker, turn, Message(html=words.line("✅ " + now_in), buttons=((take_back,),)), edits=message
        )
    else:
        out = words("{name} may not use this bot.", name=words.foreign(name))
        take_back = Button(text="✅ " + words("Approve after all"), data=f"{ALLOW}:{user}")
        await show(asker, turn, Message(html=words.line("🚫 " + out), buttons=((take_back,),)), edits=message)
    return ""


async def _tell(person: Asker, turn: Turn, access: Access) -> None:
    words = words_of(person)
    if access is Access.ALLOWED:
        await say(person, turn, words.line("✅ " + words("The owners have let you in.")))
        await greet(person, turn)
    else:
        await say(person, turn, words.line(sentence(person, Standing.DENIED)))


# --- /subscribers -----------------------------------------------------------------------------------


async def subscribers(asker: Asker, turn: Turn) -> None:
    """/subscribers: who uses the bot, with buttons to let in and to shut out."""
    await _show_people(asker, turn, 0, None)


async def people_turned(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """Another page of them."""
    if not asker.owner or not asker.is_private:
        return words_of(asker)("Only owners of this bot decide that.")
    await _show_people(asker, turn, page_number(subject), message)
    return ""


async def _show_people(asker: Asker, turn: Turn, page: int, edits: int | None) -> None:
    words = words_of(asker)
    places = await turn.people.places()
    pages = max(1, -(-len(places) // _PAGE))
    page = min(page, pages - 1)
    shown = places[page * _PAGE : (page + 1) * _PAGE]
    count = words.count("{n} chat", "{n} chats", len(places))
    numbers = f"{words.number(page + 1)} / {words.number(pages)}" if pages > 1 else ""
    lines = [words.line(f"👥 <b>{count}</b>", numbers), *(_place_line(words, place) for place in shown)]
    rows: list[tuple[Button, ...]] = [
        (_place_button(words, place, page),)
        for place in shown
        if place.kind is ChatKind.PRIVATE and place.chat not in asker.house.owners
    ]
    if pages > 1:
        turning = (("‹", (page - 1) % pages), ("›", (page + 1) % pages))
        rows.append(tuple(Button(text=text, data=f"{PEOPLE}:{number}") for text, number in turning))
    await show(asker, turn, Message(html="\n".join(lines), buttons=tuple(rows)), edits=edits)


_ICONS = {
    ChatKind.PRIVATE: "👤",
    ChatKind.GROUP: "👥",
    ChatKind.SUPERGROUP: "👥",
    ChatKind.CHANNEL: "📣",
    ChatKind.TERMINAL: "🖥",
}


def _place_line(words: Words, place: Place) -> str:
    title = words.foreign(clip(clean(place.title) or str(place.chat), _NAME))
    state = "⏸" if place.state is not ChatState.ACTIVE else ""
    lists = words.count("{n} watchlist", "{n} watchlists", place.watchlists)
    access = {
        Access.PENDING: words("asks for access"),
        Access.DENIED: words("shut out"),
    }
    said = access.get(place.access, "") if place.access else ""
    return words.line(f"{_ICONS[place.kind]} {title}", lists, said, state)


def _place_button(words: Words, place: Place, page: int) -> Button:
    title = clip(clean(place.title) or str(place.chat), _NAME // 2)
    if place.access in (Access.DENIED, Access.PENDING):
        return Button(text="✅ " + words("Let in: {name}", name=title), data=f"{ALLOW}:{place.chat}:{page}")
    return Button(text="🚫 " + words("Shut out: {name}", name=title), data=f"{DENY}:{place.chat}:{page}")
