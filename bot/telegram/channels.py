"""Channels: an admin adds the bot there and configures the channel from his private chat, with a test post as proof.

The menus are those of every chat; their buttons carry the channel's id (answers.py).
"""

from dataclasses import replace

from bot.alerts.foreign import clean, clip
from bot.model import Button, Chat, ChatKind, ChatState, DeliveryState, Message
from bot.telegram.answers import remote_data, show, words_of
from bot.telegram.asker import Asker
from bot.telegram.choosing import CHANNEL_HOME, resumed
from bot.telegram.ports import Place, Turn
from bot.telegram.words import Words

#: Callback data; these words stand in messages that people keep for years.
CHANNEL = "chan"
_NAME = 60
_REASON = 200
#: Channels in one list.
_MOST = 40


async def channels(asker: Asker, turn: Turn) -> None:
    """/channels: those into which this person brought the bot."""
    words = words_of(asker)
    found = [place for place in await turn.people.installed(asker.user) if place.kind is ChatKind.CHANNEL]
    await show(asker, turn, _list(words, found[:_MOST]))


def added_message(words: Words, channel: Chat) -> Message:
    """What the person who added the bot to a channel is told."""
    title = words.foreign(clip(clean(channel.title), _NAME))
    said = words("I am in the channel {title} now. Choose what it gets:", title=title)
    home = Button(text=words("Set up the channel"), data=remote_data(CHANNEL_HOME, channel.id))
    return Message(html=words.line("📣 " + said), buttons=((home,),))


async def pressed(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """The buttons of a channel's page."""
    words = words_of(asker)
    if not asker.is_remote:
        await channels(asker, turn)
        return ""
    said = ""
    match subject:
        case "test":
            await turn.answer(asker.chat.id, 0, _test_post(Words(asker.chat.language, asker.chat.timezone)))
            said = words("A test post is on its way; “Check” tells what became of it.")
        case "stop":
            stopped = replace(asker.chat, state=ChatState.STOPPED, reason="/stop")
            await turn.save(stopped)
            asker = asker.with_chat(stopped)
        case "resume":
            asker = await resumed(asker, turn)
    await show(asker, turn, await _home(asker, turn), edits=message)
    return said


def _test_post(words: Words) -> Message:
    text = words("This is a test: alerts will appear here like this message.")
    return Message(html=words.line("🔔 " + text))


def _list(words: Words, found: list[Place]) -> Message:
    if not found:
        how = words(
            "No channel yet. Add me to your channel as an administrator with the right to post messages; I will write "
            "to you here."
        )
        return Message(html=words.line(how))
    rows = tuple(
        (
            Button(
                text="📣 " + clip(clean(place.title) or str(place.chat), _NAME),
                data=remote_data(CHANNEL_HOME, place.chat),
            ),
        )
        for place in found
    )
    return Message(html=words.line(words("Which channel?")), buttons=rows)


async def _home(asker: Asker, turn: Turn) -> Message:
    """A channel's page: what it gets, whether the bot may post there, and where to change that."""
    words = words_of(asker)
    mine = await turn.subscriptions(asker.chat.id, 0)
    lists = words.count("{n} watchlist", "{n} watchlists", len(mine))
    stopped = await turn.chat(asker.chat.id) is not None and asker.chat.state is not ChatState.ACTIVE
    state = "⏸ " + words("stopped") if stopped else ""
    title = words.foreign(clip(clean(asker.chat.title), _NAME))
    lines = [
        words.line(f"📣 <b>{title}</b>"),
        words.line(lists, state),
        words.line(_proof(words, await turn.posted(asker.chat.id))),
    ]
    resume = Button(text="▶️ " + words("Resume"), data="chan:resume")
    stop = Button(text="⏸ " + words("Stop"), data="chan:stop")
    rows = (
        (Button(text="📋 " + words("Watchlists"), data="page:0"),),
        (Button(text="⚙️ " + words("Settings"), data="set:main"),),
        (
            Button(text="🔔 " + words("Test post"), data="chan:test"),
            Button(text="🔄 " + words("Check"), data=CHANNEL_HOME),
        ),
        (resume if stopped else stop,),
    )
    return Message(html="\n".join(lines), buttons=rows)


def _proof(words: Words, posted: tuple[DeliveryState, str] | None) -> str:
    """What is known of the right to post."""
    if posted is None:
        return "❔ " + words("Send a test post to see whether I may post there.")
    state, reason = posted
    match state:
        case DeliveryState.SENT:
            return "✅ " + words("The test post arrived.")
        case DeliveryState.PENDING | DeliveryState.SENDING:
            return "⏳ " + words("The test post is on its way.")
        case _:
            why = words.foreign(clip(clean(reason), _REASON))
            return "⛔ " + words(
                "The test post did not arrive: {reason}. Give me the right to post messages, then test again.",
                reason=why,
            )
