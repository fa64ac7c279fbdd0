"""Word to the bot's owners, as private messages that go the way of every answer."""

import html
from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.lanes import RANK
from bot.model import DeliveryKind, Message
from bot.runtime.world import World
from bot.storage import chats, deliveries
from bot.storage.deliveries import NewDelivery
from bot.telegram.words import Words


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
    await tell_people(conn, world, world.settings.environment.bot_owners, about, now, lambda _: message)


async def tell_people(
    conn: AsyncConnection,
    world: World,
    people: Iterable[int],
    about: str,
    now: datetime,
    message: Callable[[Words], Message],
) -> None:
    """One private message to each of these people, in their language, in the caller's transaction."""
    rows = []
    for person in sorted({*people}):
        chat = await chats.get(conn, person)
        language = chat.language if chat else world.settings.behaviour.default_language
        timezone = chat.timezone if chat else world.settings.behaviour.default_timezone
        rows.append(
            NewDelivery(
                key=f"owner:{person}/{about}",
                kind=DeliveryKind.ANSWER,
                priority=RANK[DeliveryKind.ANSWER],
                chat=person,
                message=message(Words(language, timezone)),
                due_at=now,
            )
        )
    await deliveries.add_many(conn, rows, now)
