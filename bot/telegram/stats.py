"""/stats: the last week of a chat's watchlists as a picture."""

from bot.model import Message
from bot.telegram.answers import show, words_of
from bot.telegram.asker import Asker
from bot.telegram.ports import Turn


async def stats(asker: Asker, turn: Turn) -> None:
    """/stats: of the watchlists subscribed here, or of all where there is none."""
    words = words_of(asker)
    names = await turn.watchlists()
    mine = await turn.subscriptions(asker.chat.id, asker.thread)
    wanted = [name.id for name in names if name.id in mine] or [name.id for name in names]
    chart = await turn.tuning.chart(asker.chat.id, wanted, words.language)
    caption = words.line("📊 " + words("The last seven days: {stories}", stories=chart.title))
    await show(asker, turn, Message(html=caption, chart=chart))
