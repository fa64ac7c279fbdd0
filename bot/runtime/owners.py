"""Word to the bot's owners and the admins of chats, as private messages that go the way of every answer."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.lanes import RANK
from bot.model import DeliveryKind, Message
from bot.runtime.world import World
from bot.storage import chats, deliveries, people
from bot.storage.deliveries import NewDelivery
from bot.telegram.words import Words


async def tell_owners(
    conn: AsyncConnection, world: World, about: str, now: datetime, message: Callable[[Words], Message]
) -> None:
    """One message to each owner; see `tell_people`."""
    await tell_people(conn, world, world.settings.environment.bot_owners, about, now, message)


async def tell_admins(
    conn: AsyncConnection,
    world: World,
    chat: int,
    about: str,
    now: datetime,
    message: Callable[[Words], Message],
    *,
    admins: Iterable[int] = (),
) -> None:
    """One message to each owner, to who brought the bot into a group or channel, and to those of its `admins` who
    have talked to the bot; see `tell_people`."""
    brought = await people.installation(conn, chat)
    known = {admin for admin in admins if await chats.get(conn, admin) is not None}
    told = {*world.settings.environment.bot_owners, *known} | ({brought.user} if brought else set())
    await tell_people(conn, world, told, about, now, message)


async def tell_people(
    conn: AsyncConnection,
    world: World,
    persons: Iterable[int],
    about: str,
    now: datetime,
    message: Callable[[Words], Message],
) -> None:
    """One private message to each of these people, in their language, in the caller's transaction.

    Args:
        conn: of that transaction.
        world: knows the language of those who have set none.
        persons: Telegram ids.
        about: what it is about; the same is told to a person once.
        now: the moment.
        message: what to say, given the person's language.
    """
    rows = []
    for person in sorted({*persons}):
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
