"""What belongs to the person: /privacy, /forgetme, /export, and taking an exported file back."""

from bot.alerts.foreign import clean, clip
from bot.alerts.portable import FileProblem, PortableError, read_portable, written
from bot.model import Button, Message, TextFile
from bot.telegram.answers import refusal, say, show, words_of
from bot.telegram.asker import Asker
from bot.telegram.ports import Turn
from bot.telegram.words import LANGUAGE_NAMES, Words, later
from bot.telegram.zones import city_name

#: Callback data; the word stands in messages that people keep for years.
FORGET = "forget"
#: The name of an exported file.
FILE_NAME = "khabar-settings.json"
#: In a group the caption that says that a file is meant for the bot.
IMPORT = "import"

#: What the rows of each table are to the person they are about; of a table that is missing here: other records.
LABELS = {
    "subscription": later("Watchlists"),
    "topic": later("Topics"),
    "place": later("Quiet hours and schedules"),
    "mute": later("Muted stories, outlets and watchlists"),
    "digest_item": later("Stories kept for your next digest"),
    "withheld": later("Stories held back from you"),
    "delivery": later("Messages sent or waiting, with the text of answers"),
    "person": later("A decision about your access"),
    "person_role": later("Your role as an editor"),
    "task": later("Backtests that you asked for"),
    "dialogue": later("What I asked you last, and what you have answered so far"),
    "invitation": later("Invitations you made"),
    "page_link": later("Links that you asked for into the admin page"),
    "page_session": later("Browsers in which you are signed in to the admin page"),
    "installation": later("Groups and channels you added me to"),
    "pseudonym": later("A pseudonym, under which receipts and feedback speak of you"),
}
_NAME = 60


async def privacy(asker: Asker, turn: Turn) -> None:
    """/privacy: everything that is stored about this chat, in words."""
    words = words_of(asker)
    held = dict(await turn.personal.held(asker.chat.id))
    if not any(held.values()):
        await say(asker, turn, words.line(words("Nothing is stored about this chat.")))
        return
    lines = [words.line(f"<b>{words('Stored about this chat:')}</b>")]
    if held.pop("chat", 0):
        lines += _chat_lines(words, asker)
    others = 0
    for table, count in held.items():
        if table in LABELS and count:
            lines.append(words.line(f"• {words(LABELS[table])}: {words.number(count)}"))
        else:
            others += count
    if others:
        lines.append(words.line(f"• {words('Other records')}: {words.number(others)}"))
    lines += [
        "",
        words.line(words("Of what you write to me only my answers are kept. Nobody else gets any of this.")),
        words.line(words("/forgetme deletes all of it; /export gives you your settings as a file.")),
    ]
    await say(asker, turn, "\n".join(lines))


def _chat_lines(words: Words, asker: Asker) -> list[str]:
    chat = asker.chat
    name = words.foreign(clip(clean(chat.title) or "–", _NAME))
    facts = {
        words("Telegram id"): f"<code>{chat.id}</code>",
        words("Name"): name,
        words("Language"): LANGUAGE_NAMES.get(chat.language, chat.language),
        words("Time zone"): words.foreign(city_name(chat.timezone, words.language)),
    }
    return [words.line(f"• {label}: {value}") for label, value in facts.items()]


# --- /forgetme --------------------------------------------------------------------------------------


async def forget_me(asker: Asker, turn: Turn) -> None:
    """/forgetme: asks once, because it cannot be taken back."""
    words = words_of(asker)
    asked = words(
        "Delete everything that is stored about this chat? This cannot be undone; alerts end at once."
    )
    rows = (
        (Button(text="🗑 " + words("Delete everything"), data=f"{FORGET}:yes"),),
        (Button(text=words("Keep it"), data=f"{FORGET}:no"),),
    )
    await show(asker, turn, Message(html=words.line("⚠️ " + asked), buttons=rows))


async def forgotten(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """The answer to that question. It is told above the chat only: a message would be stored again."""
    words = words_of(asker)
    if subject != "yes":
        await show(asker, turn, Message(html=words.line(words("Nothing was deleted."))), edits=message)
        return ""
    await turn.personal.forget(asker.chat.id)
    return words(
        "Everything that was stored about this chat is deleted. Goodbye, and /start if you come back."
    )


# --- files ------------------------------------------------------------------------------------------


async def export(asker: Asker, turn: Turn) -> None:
    """/export: what this chat or topic has chosen, as a file."""
    words = words_of(asker)
    found = await turn.personal.exported(asker.chat, asker.thread)
    how = words(
        "Your settings. Send me this file back, here or to another Khabar bot, and I take them over. In a group write "
        "/import under it."
    )
    file = TextFile(name=FILE_NAME, text=written(found))
    await show(asker, turn, Message(html=words.line("📄 " + how), document=file))


async def taken_over(file: bytes | FileProblem, asker: Asker, turn: Turn) -> None:
    """Take an exported file over: its watchlists come to those that are there, its settings in place of them."""
    words = words_of(asker)
    if refused := refusal(asker):
        await say(asker, turn, words.line(refused))
        return
    try:
        if isinstance(file, FileProblem):
            raise PortableError(file)
        found = read_portable(file)
    except PortableError as error:
        await say(asker, turn, words.line(_complaint(words, error.problem)))
        return
    known = [name.id for name in await turn.watchlists()]
    taken = await turn.personal.imported(asker.chat, asker.thread, found, known)
    here = Words(found.language, found.timezone) if not asker.is_remote else words
    await say(asker, turn, _summary(here, taken, [one.watchlist for one in found.subscriptions], known))


def _summary(words: Words, taken: int, wanted: list[str], known: list[str]) -> str:
    done = words.count("Taken over: {n} watchlist.", "Taken over: {n} watchlists.", taken)
    lines = [words.line("✅ " + done)]
    if unknown := [name for name in wanted if name not in known]:
        names = words.foreign(clip(clean(words.words.comma.join(unknown)), 300))
        lines.append(words.line(words("Not known here: {names}", names=names)))
    return "\n".join(lines)


def _complaint(words: Words, problem: FileProblem) -> str:
    match problem:
        case FileProblem.TOO_LARGE:
            return words("This file is too large to be one of mine; I take back what /export made.")
        case FileProblem.OTHER_KIND:
            return words("I can only read files that /export made.")
        case FileProblem.NEWER:
            return words("This file comes from another version of this bot. Make a new one with /export.")
        case FileProblem.SPOILT:
            return words("This file was changed since /export made it; nothing was taken over.")
        case FileProblem.NOT_FETCHED:
            return words("Telegram did not give me the file. Please send it again in a minute.")
