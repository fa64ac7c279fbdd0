"""/merge and /split, for owners: two alerts that tell one event become one, articles that do not belong go out."""

from bot.alerts.foreign import clean, clip
from bot.telegram.answers import say, words_of
from bot.telegram.asker import Asker
from bot.telegram.ports import Turn

_MOST = 20
_REFUSAL = 400


async def merge(asker: Asker, turn: Turn) -> None:
    """/merge 12 15, or as an answer to one of the two alerts /merge 15."""
    words = words_of(asker)
    names = asker.argument.split()[:2]
    if (
        len(names) == 1
        and asker.answers
        and (told := await turn.trail.alert_of(asker.here.id, asker.answers))
    ):
        names.append(str(told))
    if len(names) < 2:
        example = "<code>/merge 12 15</code>"
        hint = words("Give the numbers of two alerts, as /why shows them: {example}", example=example)
        await say(asker, turn, words.line(hint))
        return
    wrong = await turn.trail.merge(names[0], names[1], asker.user)
    done = words("They become one: the older alert goes on, the younger one points to it.")
    await say(asker, turn, words.line(words.foreign(clip(clean(wrong), _REFUSAL)) if wrong else f"✅ {done}"))


async def split(asker: Asker, turn: Turn) -> None:
    """/split https://… takes these articles out of their story."""
    words = words_of(asker)
    urls = [one for one in asker.argument.split() if one.startswith(("http://", "https://"))][:_MOST]
    if not urls:
        example = "<code>/split https://…</code>"
        hint = words("Give the addresses of the articles that belong elsewhere: {example}", example=example)
        await say(asker, turn, words.line(hint))
        return
    wrong = await turn.trail.split(urls, asker.user)
    done = words("They get a story and an alert of their own, and it stays so.")
    await say(asker, turn, words.line(words.foreign(clip(clean(wrong), _REFUSAL)) if wrong else f"✅ {done}"))
