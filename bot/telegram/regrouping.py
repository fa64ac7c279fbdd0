"""/merge and /split, for owners: two alerts that tell one event become one, articles that do not belong go out."""

from collections.abc import Mapping

from bot.alerts.foreign import clean, clip
from bot.alerts.storyid import short_id
from bot.telegram.answers import say, words_of
from bot.telegram.asker import Asker
from bot.telegram.ports import Turn
from bot.telegram.trail_ports import NotRegrouped, RegroupProblem
from bot.telegram.words import Words, later

_REFUSALS: Mapping[RegroupProblem, str] = {
    RegroupProblem.ITSELF: later("Both are story {about} already. Name two stories."),
    RegroupProblem.NO_STORY: later("There is no story {about}. /story and /why show the ids."),
    RegroupProblem.NO_ARTICLE: later("No article is known at {about}. Take its address from the alert."),
    RegroupProblem.SEVERAL_STORIES: later("These articles are not of one story. Name articles of one."),
    RegroupProblem.NOT_IN_STORY: later("These articles are not in that story: {about}."),
    RegroupProblem.NONE_LEFT: later("Some articles must stay in story {about}. Name fewer, or more."),
}
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
    await say(asker, turn, words.line(_refusal(words, wrong) if wrong else f"✅ {done}"))


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
    await say(asker, turn, words.line(_refusal(words, wrong) if wrong else f"✅ {done}"))


def _refusal(words: Words, wrong: NotRegrouped) -> str:
    about = words.foreign(clip(clean(short_id(wrong.about)), _REFUSAL))
    return words(_REFUSALS[wrong.problem], about=about)
