"""Word to the bot's owners, as private messages that go the way of every answer."""

import html
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.lanes import RANK
from bot.model import DeliveryKind, Message
from bot.runtime.world import World
from bot.storage import deliveries
from bot.storage.deliveries import NewDelivery


async def tell_owners(
    conn: AsyncConnection, world: World, about: str, now: datetime, *, words: str, quoted: str = ""
) -> None:
    """One message to each owner, in the caller's transaction.

    Args:
        conn: of that transaction.
        world: names the owners.
        about: what it is about; the same is told to an owner once.
        now: the moment.
        words: plain text.
        quoted: lines shown below as they are, cut to what a message holds.
    """
    below = f"\n<pre>{html.escape(quoted[:3000])}</pre>" if quoted else ""
    message = Message(html=f"⚠️ {html.escape(words)}{below}")
    rows = [
        NewDelivery(
            key=f"owner:{owner}/{about}",
            kind=DeliveryKind.ANSWER,
            priority=RANK[DeliveryKind.ANSWER],
            chat=owner,
            message=message,
            due_at=now,
        )
        for owner in sorted(world.settings.environment.bot_owners)
    ]
    await deliveries.add_many(conn, rows, now)
