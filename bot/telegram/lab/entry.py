"""/watchlist and what follows it: the list, one watchlist, a new one, or what readers say of its hits."""

from bot.telegram import correcting
from bot.telegram.asker import Asker
from bot.telegram.lab import creating, watchlists
from bot.telegram.lab.wording import writes
from bot.telegram.ports import Turn


async def watchlist(asker: Asker, turn: Turn) -> None:
    """/watchlist, /watchlist ID, /watchlist new, /watchlist ID feedback."""
    first, _, what = asker.argument.partition(" ")
    if what.strip() == "feedback":
        await correcting.watchlist(asker, turn)
    elif first == "new" and writes(asker):
        await creating.begin(asker, turn)
    else:
        await watchlists.named(asker, turn)
