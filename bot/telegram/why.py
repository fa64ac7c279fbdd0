"""/why and the buttons Why, Relevant and Not relevant: the receipt of an alert or address, and what readers say of it."""

import re

from bot.alerts.callback import Action, packed, unpacked
from bot.alerts.foreign import clip
from bot.alerts.receipt import Receipt
from bot.model import Button, Message
from bot.telegram.answers import TOAST, say, show, words_of
from bot.telegram.asker import Asker
from bot.telegram.lab.cases import offer_row
from bot.telegram.lab.wording import writes
from bot.telegram.menus import LABEL, handle_of
from bot.telegram.ports import Turn
from bot.telegram.receipt_pages import receipt_page, short_lines
from bot.telegram.trail_ports import Judgement
from bot.telegram.words import Words

_URL = re.compile(r"https?://\S{4,2000}", re.IGNORECASE)
_NUMBER = re.compile(r"#?(\d{1,18})")
#: Watchlists of one alert that a reader may judge one by one.
_JUDGED = 4


async def why(asker: Asker, turn: Turn) -> None:
    """/why: as an answer to an alert, with an address, or with an alert's number."""
    words = words_of(asker)
    asked = await asked_for(asker, turn)
    if asked is None:
        example = "<code>/why https://…</code>"
        hint = words(
            "Answer an alert with /why, or send the address of an article: {example}", example=example
        )
        await say(asker, turn, words.line(hint))
    elif not await _show(asker, turn, asked):
        await say(asker, turn, words.line(words("There is no such alert here.")))


async def asked_for(asker: Asker, turn: Turn) -> str | int | None:
    """What a command is about: the alert that it answers, an address, or an alert's number."""
    if asker.answers and (alert := await turn.trail.alert_of(asker.here.id, asker.answers)):
        return alert
    first = asker.argument.split(maxsplit=1)[0] if asker.argument else ""
    if _URL.fullmatch(first):
        return first
    number = _NUMBER.fullmatch(first)
    return int(number[1]) if number else None


async def pressed(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """The button Why: in private the receipt, elsewhere its short answer, for nobody but who tapped."""
    del message
    read, words = unpacked(f"{Action.WHY}:{subject}"), words_of(asker)
    if read is not None and asker.is_private and await _show(asker, turn, read.subject):
        return ""
    receipt = await _receipt(asker, turn, read.subject) if read and not asker.is_private else None
    if receipt is None:
        return words("There is no such alert here.")
    return clip("\n".join(short_lines(words, receipt, turn.now)), TOAST)


async def _receipt(asker: Asker, turn: Turn, asked: str | int) -> Receipt | None:
    """For an owner in private of all chats, for anybody else of this chat."""
    everybody = asker.owner and asker.is_private
    return await turn.trail.receipt(asked, chat=asker.chat.id, thread=asker.thread, everybody=everybody)


async def _show(asker: Asker, turn: Turn, asked: str | int) -> bool:
    """Answer with the receipt; False where there is none."""
    receipt = await _receipt(asker, turn, asked)
    if receipt is None:
        return False
    words = words_of(asker)
    html = receipt_page(words, receipt, turn.now)
    await show(asker, turn, Message(html=html, buttons=_judging(words, receipt)))
    return True


def _judging(words: Words, receipt: Receipt) -> tuple[tuple[Button, ...], ...]:
    """Relevant or not, for each watchlist that hit."""
    if receipt.alert is None or receipt.article is None:
        return ()
    rows: list[tuple[Button, ...]] = []
    hits = [one for one in receipt.article.matches if len(handle_of(one.watchlist)) <= 40][:_JUDGED]
    for hit in hits:
        title = hit.title.get(words.language) or hit.title.get("en") or hit.watchlist
        name = f" {clip(title, LABEL // 2)}" if len(hits) > 1 else ""
        extra = handle_of(hit.watchlist)
        try:
            rows.append(
                (
                    Button(
                        f"👍 {words('Relevant')}{name}", data=packed(Action.RELEVANT, receipt.alert.id, extra)
                    ),
                    Button(
                        f"👎 {words.words.irrelevant}{name}",
                        data=packed(Action.IRRELEVANT, receipt.alert.id, extra),
                    ),
                )
            )
        except ValueError:  # an id that no button can carry: the row under the alert judges all at once
            continue
    return tuple(rows)


async def relevant(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """The button Relevant, under a receipt."""
    del message
    return await _judge(subject, asker, turn, relevant=True)


async def irrelevant(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """The button Not relevant: under an alert a second tap takes the first one back."""
    del message
    read = unpacked(f"{Action.IRRELEVANT}:{subject}")
    return await _judge(subject, asker, turn, relevant=False if read and read.extra else None)


async def _judge(subject: str, asker: Asker, turn: Turn, *, relevant: bool | None) -> str:
    words = words_of(asker)
    read = unpacked(f"{Action.IRRELEVANT}:{subject}")
    if read is None:
        return words("There is no such alert here.")
    said = await turn.trail.judge(
        read.subject,
        asker.user or asker.here.id,
        chat=asker.chat.id,
        thread=asker.thread,
        relevant=relevant,
        watchlist=read.extra,
    )
    if said is None:
        return words("There is no such alert here.")
    titles = words.words.comma.join(
        name.title.get(words.language) or name.title.get("en") or name.id for name in said.watchlists
    )
    if writes(asker) and not said.relevant:
        await _offer_case(read.subject, said, asker, turn)
    if said.relevant:
        text = words("Noted: relevant to {titles}.", titles=titles)
    else:
        text = words("Noted: not relevant to {titles}. Tap again to take it back.", titles=titles)
    return clip(text, TOAST)


async def _offer_case(alert: int, said: Judgement, asker: Asker, turn: Turn) -> None:
    """An editor may have the watchlists know that they must miss it."""
    words = words_of(asker)
    rows = [row for name in said.watchlists[:_JUDGED] if (row := offer_row(words, alert, name.id))]
    if rows:
        asked = words.line("🙅 " + words("Shall this become a case that the watchlist must not match?"))
        await show(asker, turn, Message(html=asked, buttons=tuple(rows)))
