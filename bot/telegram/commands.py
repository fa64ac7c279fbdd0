"""Which command and which button is answered by whom. What the answers are stands in the modules that are named here."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.alerts.callback import VERSION, Action
from bot.alerts.foreign import clean, clip
from bot.alerts.portable import FileProblem
from bot.telegram import (
    access,
    begin,
    channels,
    choosing,
    correcting,
    lookup,
    muting,
    page_link,
    personal,
    regrouping,
    rhythms,
    settings,
    stats,
    steering,
    wanting,
    why,
)
from bot.telegram.answers import refusal, say, words_of
from bot.telegram.asker import Asker
from bot.telegram.files import GivenFile
from bot.telegram.lab import (
    answering,
    cases,
    concepts,
    creating,
    deciding,
    editing,
    entry,
    looking,
    looks,
    outlets,
    reports,
    staff,
    trail,
    watchlists,
)
from bot.telegram.lab.wording import DOCUMENT, publishes, writes
from bot.telegram.misses import TAKE
from bot.telegram.pages import help_page
from bot.telegram.ports import Turn
from bot.telegram.words import later

_ECHO = 32

Handler = Callable[[Asker, Turn], Awaitable[None]]
#: Gets what follows the colon of the callback data and the id of the message; returns the text to show above the chat.
ButtonHandler = Callable[[str, int, Asker, Turn], Awaitable[str]]


class Audience(StrEnum):
    """Who may use a command."""

    EVERYBODY = "everybody"
    #: In a group only its admins; in private everybody.
    ADMIN = "admin"
    #: Everybody, in private.
    PRIVATE = "private"
    #: Who has a role in the query lab, in private.
    LAB = "lab"
    #: Its admins and owners, in private.
    STAFF = "staff"
    #: Of the bot, in private.
    OWNER = "owner"


_EDITING = frozenset({Audience.LAB, Audience.STAFF})
#: Of these everybody else does not even know.
_HIDDEN = _EDITING | {Audience.OWNER}


@dataclass(frozen=True, slots=True)
class Command:
    """One command."""

    handler: Handler
    #: For Telegram's menu and /help.
    about: str
    audience: Audience = Audience.EVERYBODY


@dataclass(frozen=True, slots=True)
class Pressable:
    """One kind of button, by the word before the colon of its callback data."""

    handler: ButtonHandler
    #: It changes what the chat gets, so in a group only admins may press it.
    changes: bool = True


async def help_(asker: Asker, turn: Turn) -> None:
    """/help: the commands that this person may use here."""
    listed = {name: command for name, command in COMMANDS.items() if _is_listed(command, asker)}
    owners = {name: command.about for name, command in listed.items() if command.audience is Audience.OWNER}
    editors = {name: command.about for name, command in listed.items() if command.audience in _EDITING}
    others = {name: one.about for name, one in listed.items() if name not in owners and name not in editors}
    await say(asker, turn, help_page(words_of(asker), others, editors, owners))


#: In the order of Telegram's menu.
COMMANDS: Mapping[str, Command] = {
    "start": Command(begin.start, later("begin, or resume after /stop"), Audience.ADMIN),
    "watchlists": Command(choosing.watchlists, later("choose what to be alerted about")),
    "settings": Command(settings.settings, later("everything you can set"), Audience.ADMIN),
    "digest": Command(rhythms.digest, later("at once, or hourly, daily, weekly digests"), Audience.ADMIN),
    "quiet": Command(rhythms.quiet, later("quiet hours, such as 22:00-07:00"), Audience.ADMIN),
    "mute": Command(muting.mute, later("what is muted, and undo it"), Audience.ADMIN),
    "timezone": Command(settings.timezone, later("your time zone, by city"), Audience.ADMIN),
    "latest": Command(lookup.latest, later("the latest alerts")),
    "search": Command(lookup.search, later("look something up in the archive")),
    "story": Command(lookup.story, later("who reported a story, when, and who denies it")),
    "coverage": Command(lookup.coverage, later("who tells a story, and who is silent")),
    "why": Command(why.why, later("why something was told, or was not")),
    "stats": Command(stats.stats, later("the last week as a picture")),
    "status": Command(lookup.status, later("how the bot and its feeds are")),
    "channels": Command(channels.channels, later("alerts for a channel of yours"), Audience.PRIVATE),
    "stop": Command(begin.stop, later("no more alerts here"), Audience.ADMIN),
    "privacy": Command(personal.privacy, later("what is stored about you")),
    "export": Command(personal.export, later("your settings as a file")),
    "forgetme": Command(personal.forget_me, later("delete all that is stored about you"), Audience.ADMIN),
    "help": Command(help_, later("what I can do")),
    "pause": Command(steering.pause, later("pause everything, or one watchlist"), Audience.OWNER),
    "resume": Command(steering.resume, later("take a pause back"), Audience.OWNER),
    "retract": Command(correcting.retract, later("take an alert back everywhere"), Audience.OWNER),
    "correct": Command(correcting.correct, later("correct an alert everywhere"), Audience.OWNER),
    "merge": Command(regrouping.merge, later("make one of two alerts"), Audience.OWNER),
    "split": Command(regrouping.split, later("take articles out of a story"), Audience.OWNER),
    "watchlist": Command(entry.watchlist, later("see, edit and publish watchlists"), Audience.LAB),
    "concept": Command(concepts.concept, later("names of things in all languages"), Audience.LAB),
    "outlet": Command(outlets.outlet, later("outlets and their feeds"), Audience.LAB),
    "audit": Command(trail.audit, later("who did what when"), Audience.LAB),
    "role": Command(staff.role, later("who may edit"), Audience.STAFF),
    "misses": Command(
        reports.misses, later("what watchlists missed, and spellings to take over"), Audience.LAB
    ),
    "feed": Command(reports.feed, later("a watchlist as an Atom feed"), Audience.STAFF),
    "page": Command(page_link.page, later("the admin page, by a one-time link"), Audience.LAB),
    "invite": Command(access.invite, later("a one-time link for somebody"), Audience.OWNER),
    "subscribers": Command(access.subscribers, later("who uses this bot"), Audience.OWNER),
}

#: Buttons under alerts, receipts and corrections: see alerts/callback.py.
_OF_ALERTS: Mapping[Action, Pressable] = {
    Action.MUTE: Pressable(muting.story_muted),
    Action.WHY: Pressable(why.pressed, changes=False),
    Action.RELEVANT: Pressable(why.relevant, changes=False),
    Action.IRRELEVANT: Pressable(why.irrelevant, changes=False),
    Action.APPLY: Pressable(correcting.applied, changes=False),
    Action.DISCARD: Pressable(correcting.discarded, changes=False),
    Action.UNDO: Pressable(correcting.undone, changes=False),
}

BUTTONS: Mapping[str, Pressable] = {
    # With their version, and without one as the first messages had them.
    **{f"{VERSION}!{action}": pressable for action, pressable in _OF_ALERTS.items()},
    **{action.value: pressable for action, pressable in _OF_ALERTS.items()},
    "sub": Pressable(choosing.subscribed),
    "unsub": Pressable(choosing.unsubscribed),
    "page": Pressable(choosing.turned, changes=False),
    lookup.LATER: Pressable(lookup.latest_turned, changes=False),
    lookup.FIND: Pressable(lookup.search_turned, changes=False),
    lookup.COVERAGE: Pressable(lookup.coverage_pressed, changes=False),
    lookup.STORY: Pressable(lookup.story_turned, changes=False),
    personal.FORGET: Pressable(personal.forgotten),
    channels.CHANNEL: Pressable(channels.pressed),
    access.ALLOW: Pressable(access.allowed, changes=False),
    access.DENY: Pressable(access.denied, changes=False),
    access.PEOPLE: Pressable(access.people_turned, changes=False),
    begin.LANGUAGE: Pressable(begin.language_chosen),
    begin.ZONE: Pressable(begin.zone_chosen),
    begin.STEP: Pressable(begin.step_taken),
    steering.BREAKER: Pressable(steering.decided, changes=False),
    settings.PAGE: Pressable(settings.opened),
    settings.ZONE: Pressable(settings.zone_chosen),
    settings.LANGUAGE: Pressable(settings.language_chosen),
    rhythms.QUIET: Pressable(rhythms.quiet_pressed),
    rhythms.RHYTHM: Pressable(rhythms.rhythm_pressed),
    wanting.ONE: Pressable(wanting.wish_opened),
    wanting.TUNE: Pressable(wanting.wish_tuned),
    muting.CHOOSE: Pressable(muting.chosen),
    muting.DO: Pressable(muting.done),
    muting.UNDO: Pressable(muting.undone),
    DOCUMENT: Pressable(deciding.pressed, changes=False),
    watchlists.LIST: Pressable(watchlists.turned, changes=False),
    editing.ASK: Pressable(editing.cancelled, changes=False),
    staff.STAFF: Pressable(staff.pressed, changes=False),
    outlets.LIST: Pressable(outlets.turned, changes=False),
    looks.LOOK: Pressable(looking.pressed, changes=False),
    creating.NEW: Pressable(creating.pressed, changes=False),
    cases.CASE: Pressable(cases.pressed, changes=False),
    trail.AUDIT: Pressable(trail.turned, changes=False),
    reports.MISSES: Pressable(reports.pressed, changes=False),
    reports.FEED: Pressable(reports.fed, changes=False),
    TAKE: Pressable(reports.taken, changes=False),
}


async def on_command(name: str, asker: Asker, turn: Turn) -> None:
    """Answer /name."""
    if (admitted := await access.admitted(name, asker, turn)) is None:
        return
    asker = admitted
    words = words_of(asker)
    command = COMMANDS.get(name)
    if command is None or (command.audience in _HIDDEN and not _is_listed(command, asker)):
        shown = words.foreign(clip(clean("/" + name), _ECHO))
        unknown = words("I do not know {command}. /help lists what I can do.", command=shown)
        await say(asker, turn, words.line(unknown))
    elif command.audience is Audience.PRIVATE and not asker.is_private:
        await say(asker, turn, words.line(words("Ask me that in a private chat.")))
    elif command.audience is Audience.ADMIN and (refused := refusal(asker)):
        await say(asker, turn, words.line(refused))
    else:
        await command.handler(asker, turn)


async def on_button(data: str, message: int, asker: Asker, turn: Turn) -> str:
    """Do what a button says and refresh its menu; returns the short text to show above the chat."""
    word, _, subject = data.partition(":")
    pressable = BUTTONS.get(word)
    if pressable is None or not subject:
        return stale_button(asker)
    standing = await access.standing_of(asker, turn)
    if standing is not access.Standing.FINE and word != personal.FORGET:
        return access.sentence(asker, standing)
    if (pressable.changes or asker.is_remote) and (refused := refusal(asker)):
        return refused
    return await pressable.handler(subject, message, asker, turn)


async def on_text(asker: Asker, turn: Turn) -> None:
    """Answer a private message that is no command."""
    if await access.admitted("", asker, turn) is None or await answering.taken(asker, turn):
        return
    words = words_of(asker)
    hint = words("I only understand commands. /watchlists is where to begin, /help lists the rest.")
    await say(asker, turn, words.line(hint))


async def on_file(file: GivenFile, asker: Asker, turn: Turn) -> None:
    """Answer a file that was sent to the bot."""
    if await access.admitted("", asker, turn) is None:
        return
    if file.is_sheet or (file.data is FileProblem.OTHER_KIND and writes(asker)):
        await editing.file_taken(file, asker, turn)
    else:
        await personal.taken_over(file.data, asker, turn)


def stale_button(asker: Asker) -> str:
    """What is said of a button that means nothing any more."""
    return words_of(asker)("This button is from an older version. Send /watchlists for a fresh menu.")


def too_fast(asker: Asker) -> str:
    """What is said, once, to somebody who asks faster than anybody can read."""
    return words_of(asker)("That was a lot at once. Please wait a minute; I do not answer until then.")


def needs_name(name: str) -> bool:
    """Whether the answer holds a link to the bot itself."""
    return name == "invite"


def needs_right(name: str) -> bool:
    """Whether Telegram has to be asked if the sender is an admin, before a command is answered."""
    command = COMMANDS.get(name)
    return command is not None and command.audience is Audience.ADMIN


def _is_listed(command: Command, asker: Asker) -> bool:
    match command.audience:
        case Audience.OWNER:
            return asker.owner and asker.is_private
        case Audience.STAFF:
            return publishes(asker)
        case Audience.LAB:
            return asker.role is not None and asker.is_private
        case Audience.PRIVATE:
            return asker.is_private
        case _:
            return True
