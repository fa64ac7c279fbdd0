"""/stats: the last week of a chat's watchlists as a picture; for editors, how right one watchlist is."""

from bot.model import Message
from bot.telegram.answers import say, show, words_of
from bot.telegram.asker import Asker
from bot.telegram.lab import reports
from bot.telegram.ports import Turn
from bot.telegram.steering import unknown_watchlist


async def stats(asker: Asker, turn: Turn) -> None:
    """/stats: of the watchlists subscribed here, or of all where there is none; for editors /stats ID: how right it is."""
    words = words_of(asker)
    wanted = asker.argument.strip().casefold()
    if wanted and asker.role is not None and asker.is_private:
        if not await reports.quality(asker, turn, wanted):
            await say(asker, turn, unknown_watchlist(words, wanted, await turn.every_watchlist()))
        return
    names = await turn.watchlists()
    mine = await turn.subscriptions(asker.chat.id, asker.thread)
    ids = [name.id for name in names if name.id in mine] or [name.id for name in names]
    chart = await turn.tuning.chart(asker.chat.id, ids, words.language)
    caption = words.line("📊 " + words("The last seven days: {stories}", stories=chart.title))
    await show(asker, turn, Message(html=caption, chart=chart))
