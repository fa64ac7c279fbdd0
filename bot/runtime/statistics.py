"""What the picture of a chat's watchlists shows: the stories of a week, read once for all chats that ask alike."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.statistics import counted
from bot.model import Chart, WatchlistName
from bot.storage import alerts
from bot.telegram.charts import chart_of
from bot.telegram.words import Words

#: Days on a chart.
DAYS = 7
#: Charts kept: many chats share watchlists, language, zone and hour.
_KEPT = 64


class Statistics:
    """Makes charts, and remembers the newest."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], Chart] = OrderedDict()

    async def chart(
        self, conn: AsyncConnection, words: Words, watchlists: Sequence[WatchlistName], until: datetime
    ) -> Chart:
        """The chart of these watchlists over the week that ends at `until`."""
        hour = until.replace(minute=0, second=0, microsecond=0)
        key = (tuple(name.id for name in watchlists), words.language, str(words.zone), hour)
        if (known := self._kept.get(key)) is not None:
            return known
        ids = [name.id for name in watchlists]
        found = await alerts.since(conn, ids, until - timedelta(days=DAYS))
        counts = counted((row.content for row in found), ids, until, DAYS, words.zone)
        chart = self._kept[key] = chart_of(words, watchlists, counts)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return chart
