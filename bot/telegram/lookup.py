"""Looking up: /latest and /status. How a page reads stands in pages.py."""

from bot.telegram.answers import say, words_of
from bot.telegram.asking import Asker
from bot.telegram.pages import latest_page, status_page
from bot.telegram.ports import Turn

LATEST = 5


async def latest(asker: Asker, turn: Turn) -> None:
    """/latest: the newest alerts of the subscribed watchlists, or of all where there is none."""
    words = words_of(asker)
    names = await turn.watchlists()
    mine = await turn.subscriptions(asker.chat.id, asker.thread)
    wanted = [name.id for name in names if name.id in mine] or [name.id for name in names]
    if found := await turn.latest(wanted, LATEST):
        await say(asker, turn, latest_page(words, found, turn.now))
    else:
        none = words("No alerts yet. They come as soon as an outlet reports something that matches.")
        await say(asker, turn, words.line(none))


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
