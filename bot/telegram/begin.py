"""/start and /stop: a newcomer's three steps (language, time zone, watchlists) in one message edited in place."""

from dataclasses import replace

from bot.model import Button, Chat, ChatState, Message
from bot.telegram.answers import say, show, words_of
from bot.telegram.asker import Asker
from bot.telegram.choosing import resumed, show_watchlists
from bot.telegram.menus import title_of
from bot.telegram.pages import welcome
from bot.telegram.ports import Turn
from bot.telegram.words import LANGUAGE_NAMES, LANGUAGES, Words
from bot.telegram.zones import chosen_zone, guessed_zone, zone_menu

#: Callback data of the steps; these words stand in messages that people keep for years.
LANGUAGE, ZONE, STEP = "lang", "tz", "step"


async def start(asker: Asker, turn: Turn) -> None:
    """/start: greet a newcomer and begin the steps; who comes back finds all as it was."""
    words = words_of(asker)
    is_known = await turn.chat(asker.chat.id) is not None
    was_stopped = ChatState.STOPPED in (asker.chat.state, await turn.topic(asker.chat.id, asker.thread))
    if not is_known:
        zone = guessed_zone(asker.chat.language, asker.chat.timezone)
        asker = asker.with_chat(replace(asker.chat, timezone=zone))
    asker = await resumed(asker, turn)
    if not is_known and not was_stopped:
        await greet(asker, turn)
        await _subscribe_invited(asker, turn)
        return
    head = "▶️ " + words("Alerts are on again. Your watchlists were kept.") if was_stopped else welcome(words)
    await say(asker, turn, "\n".join([words.line(head), *_place(asker, words)]))
    if not await _subscribe_invited(asker, turn):
        await show_watchlists(asker, turn)


async def greet(asker: Asker, turn: Turn) -> None:
    """The first of the steps."""
    await show(asker, turn, _greeting(asker))


async def _subscribe_invited(asker: Asker, turn: Turn) -> bool:
    """Subscribe the watchlist of the link by which somebody came, and say so."""
    if asker.invited is None or not asker.invited.watchlist:
        return False
    words = words_of(asker)
    names = {name.id: name for name in await turn.watchlists()}
    if (name := names.get(asker.invited.watchlist)) is None:
        await say(asker, turn, words.line(words("This watchlist does not exist any more.")))
        return False
    await turn.subscribe(asker.chat.id, asker.thread, name.id)
    title = words.foreign(title_of(name, words.language))
    await say(asker, turn, words.line("✅ " + words("Subscribed: {title}", title=title)))
    return True


async def language_chosen(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """A button of the first step: speak another language from now on."""
    if subject not in LANGUAGES:
        await show(asker, turn, _greeting(asker), edits=message)
        return ""
    was_guessed = asker.chat.timezone == guessed_zone(asker.chat.language, "UTC")
    chat = replace(asker.chat, language=subject)
    if was_guessed:
        chat = replace(chat, timezone=guessed_zone(subject, "UTC"))
    asker = await _saved(asker, turn, chat)
    await show(asker, turn, _greeting(asker), edits=message)
    return ""


async def step_taken(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """Continue and Back."""
    match subject:
        case "zone":
            await show(asker, turn, _zones(asker, turn), edits=message)
        case "lists":
            await show_watchlists(asker, turn, edits=message, lead=_last_step(asker))
        case _:
            await show(asker, turn, _greeting(asker), edits=message)
    return ""


async def zone_chosen(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """A button of the second step: a page of cities, or a city, which leads to the third."""
    zone = chosen_zone(subject)
    if zone is None:
        await show(asker, turn, _zones(asker, turn, subject), edits=message)
        return ""
    asker = await _saved(asker, turn, replace(asker.chat, timezone=zone))
    await show_watchlists(asker, turn, edits=message, lead=_last_step(asker))
    words = Words(asker.here.language, zone)
    return words("Your time: {time}", time=words.moment(turn.now, turn.now))


async def stop(asker: Asker, turn: Turn) -> None:
    """/stop: keep the subscriptions, send nothing; inside a topic only there."""
    words = words_of(asker)
    if asker.thread:
        if await turn.chat(asker.chat.id) is None:
            await turn.save(asker.chat)
        await turn.set_topic(asker.chat.id, asker.thread, ChatState.STOPPED)
        said = words("Stopped: no more alerts in this topic. Its watchlists are kept; /start resumes.")
    else:
        await turn.save(replace(asker.chat, state=ChatState.STOPPED, reason="/stop"))
        said = words("Stopped: no more alerts here. Your watchlists are kept; /start resumes.")
    await say(asker, turn, words.line("⏸ " + said))


def _greeting(asker: Asker) -> Message:
    words = words_of(asker)
    asked = words("First: which language do you read? Then your time zone, then what to watch.")
    lines = [words.line(welcome(words)), *_place(asker, words), "", words.line("1/3 · " + asked)]
    chosen = asker.chat.language
    buttons = [
        Button(text=("✅ " if code == chosen else "") + LANGUAGE_NAMES[code], data=f"{LANGUAGE}:{code}")
        for code in LANGUAGES
    ]
    onwards = Button(text=words("Continue") + " ›", data=f"{STEP}:zone")
    return Message(html="\n".join(lines), buttons=(tuple(buttons[:2]), tuple(buttons[2:]), (onwards,)))


def _zones(asker: Asker, turn: Turn, subject: str = "") -> Message:
    words = words_of(asker)
    foot = (
        Button(text="‹ " + words("Back"), data=f"{STEP}:language"),
        Button(text=words("Continue") + " ›", data=f"{STEP}:lists"),
    )
    menu = zone_menu(words, asker.chat.timezone, turn.now, prefix=ZONE, subject=subject, foot=[foot])
    return replace(menu, html=f"{words.line('2/3')}\n{menu.html}")


def _last_step(asker: Asker) -> str:
    words = words_of(asker)
    lead = words(
        "Last: what do you want to hear of? The latest alerts come at once as samples, without sound."
    )
    return words.line("3/3 · " + lead)


def _place(asker: Asker, words: Words) -> list[str]:
    """Where alerts will arrive, in a forum."""
    if asker.thread:
        return ["", words.line("📌 " + words("Alerts will arrive in this topic."))]
    if asker.forum:
        hint = words("Alerts will arrive in General. For another topic, send /start inside it.")
        return ["", words.line("📌 " + hint)]
    return []


async def _saved(asker: Asker, turn: Turn, chat: Chat) -> Asker:
    """Store what was chosen; a chat that is stopped stays so."""
    await turn.save(chat)
    return asker.with_chat(chat)
