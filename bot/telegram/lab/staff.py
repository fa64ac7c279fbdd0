"""/role: who may do what in the lab, and the buttons by which it is given and taken."""

from collections.abc import Sequence

from bot.alerts.foreign import clean, clip
from bot.model import Button, Message, Role
from bot.telegram.answers import TOAST, say, show, words_of
from bot.telegram.asker import Asker
from bot.telegram.lab.ports import Member
from bot.telegram.lab.wording import PUBLISHERS, ROLES, author_of, forbidden, is_number, turning
from bot.telegram.menus import LABEL
from bot.telegram.ports import Turn
from bot.telegram.words import Words

#: Callback data.
STAFF = "role"
_PAGE = 8
_NAME = 40
_ICONS = {Role.OWNER: "👑", Role.ADMIN: "🛠", Role.EDITOR: "✏️", Role.VIEWER: "👀"}
_GIVEN = (Role.ADMIN, Role.EDITOR, Role.VIEWER)
#: As callback data names them.
_LETTERS = {"a": Role.ADMIN, "e": Role.EDITOR, "v": Role.VIEWER, "-": None}


async def role(asker: Asker, turn: Turn) -> None:
    """/role: who has which; /role ID editor: give one; /role ID none: take it."""
    words = words_of(asker)
    if not asker.argument:
        await show(asker, turn, await _members(asker, turn))
        return
    person, _, name = asker.argument.partition(" ")
    wanted = {str(one): one for one in _GIVEN} | {"none": None}
    if not (is_person(person) and name.strip().lower() in wanted):
        example = "<code>/role 123456789 editor</code>"
        roles = words.words.comma.join(wanted)
        hint = words(
            "Write {example}; roles are {roles}. /role alone offers buttons.", example=example, roles=roles
        )
        await say(asker, turn, words.line(hint))
        return
    await _give(int(person), wanted[name.strip().lower()], asker, turn, None)


def is_person(text: str) -> bool:
    """Whether it can be a Telegram id of a person."""
    return text.isascii() and text.isdecimal() and 0 < len(text) < 17


async def pressed(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """The buttons of those pages."""
    words = words_of(asker)
    if asker.role not in PUBLISHERS or not asker.is_private:
        return clip(forbidden(words, Role.OWNER), TOAST)
    verb, _, rest = subject.partition(":")
    person, _, letter = rest.partition(":")
    if verb == "p":
        await show(
            asker, turn, await _others(asker, turn, int(person) if is_number(person) else 0), edits=message
        )
    elif verb == "o" and is_person(person):
        await show(asker, turn, await _one(asker, turn, int(person)), edits=message)
    elif verb == "g" and is_person(person) and letter in _LETTERS:
        return await _give(int(person), _LETTERS[letter], asker, turn, message)
    else:
        await show(asker, turn, await _members(asker, turn), edits=message)
    return ""


async def _members(asker: Asker, turn: Turn) -> Message:
    words = words_of(asker)
    members = await turn.lab.members()
    lines = [words.line("👥 <b>" + words("Who may do what:") + "</b>")]
    lines += [
        words.line(f"{_icon(one)} {words.foreign(_named(one))}", _role_name(words, one.role))
        for one in members
    ]
    rows = [
        (Button(text=f"{_icon(one)} {clip(_named(one), LABEL)}", data=f"{STAFF}:o:{one.person}"),)
        for one in members
        if one.role is not Role.OWNER
    ][:20]
    rows.append((Button(text="➕ " + words("Give somebody a role"), data=f"{STAFF}:p:0"),))
    return Message(html="\n".join(lines[:30]), buttons=tuple(rows))


async def _others(asker: Asker, turn: Turn, page: int) -> Message:
    """People who write to the bot and have no role."""
    words = words_of(asker)
    found = await turn.lab.acquaintances()
    pages = max(1, -(-len(found) // _PAGE))
    page = min(page, pages - 1)
    rows = [
        (Button(text="👤 " + clip(_named(one), LABEL), data=f"{STAFF}:o:{one.person}"),)
        for one in found[page * _PAGE : (page + 1) * _PAGE]
    ]
    asked = (
        words("Who?") if found else words("Nobody else has written to me yet. Send them a link with /invite.")
    )
    back = (Button(text="‹ " + words("Back"), data=f"{STAFF}:l"),)
    turned = turning(lambda number: f"{STAFF}:p:{number}", page, pages, words)
    return Message(html=words.line("👤 " + asked), buttons=(*rows, *turned, back))


async def _one(asker: Asker, turn: Turn, person: int) -> Message:
    words = words_of(asker)
    one = await _member(turn, person)
    rows: list[tuple[Button, ...]] = [
        (Button(text=f"{_ICONS[role]} {words(ROLES[role])}", data=f"{STAFF}:g:{person}:{letter}"),)
        for letter, role in _LETTERS.items()
        if role is not None and role is not one.role
    ]
    if one.role is not None:
        rows.append((Button(text="🚫 " + words("Take the role"), data=f"{STAFF}:g:{person}:-"),))
    rows.append((Button(text="‹ " + words("Back"), data=f"{STAFF}:l"),))
    name = words.foreign(_named(one))
    lines = [
        words.line(f"👤 <b>{name}</b>", _role_name(words, one.role)),
        words.line(words("Admins publish, editors write drafts that an admin publishes, viewers only look.")),
    ]
    return Message(html="\n".join(lines), buttons=tuple(rows))


async def _give(person: int, role: Role | None, asker: Asker, turn: Turn, message: int | None) -> str:
    words = words_of(asker)
    refused = await turn.lab.give(person, role, author_of(asker))
    if refused is not None:
        said = forbidden(words, refused.needs)
        if message is None:
            await say(asker, turn, words.line("🔒 " + said))
        return clip(said, TOAST)
    turn.new_roles[person] = role
    await _tell(person, role, turn)
    await show(asker, turn, await _members(asker, turn), edits=message)
    return clip(_role_name(words, role), TOAST)


async def _tell(person: int, role: Role | None, turn: Turn) -> None:
    """The person, if the bot may write to him."""
    chat = await turn.chat(person)
    if chat is None:
        return
    words = Words(chat.language, chat.timezone)
    if role is None:
        text = words("You have no role with the watchlists any more.")
    else:
        text = words("You are now: {role}. /help lists what you can do.", role=words(ROLES[role]))
    await turn.answer(person, 0, Message(html=words.line("👥 " + text)))


async def _member(turn: Turn, person: int) -> Member:
    known: Sequence[Member] = [*await turn.lab.members(), *await turn.lab.acquaintances()]
    return next((one for one in known if one.person == person), Member(person, "", None))


def _named(one: Member) -> str:
    return clip(clean(one.name), _NAME) or str(one.person)


def _icon(one: Member) -> str:
    return _ICONS[one.role] if one.role is not None else "👤"


def _role_name(words: Words, role: Role | None) -> str:
    return words(ROLES[role]) if role is not None else words("no role")
