"""Chats and their topics: whether they receive, and what happens to all that is theirs when they move or go."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Row, Table, case, delete, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Chat, ChatKind, ChatState, DeliveryKind, DeliveryState
from bot.storage import people, schema
from bot.storage.columns import Moment
from bot.storage.statements import insert_into

_c = schema.chat.c
_t = schema.topic.c
_s = schema.subscription.c
_d = schema.delivery.c

#: Columns that hold Telegram's id of a chat or person.
_ABOUT = ("chat_id", "user_id", "telegram_id")
_QUEUED = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNCERTAIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatRow:
    """A chat with what the store knows about it."""

    chat: Chat
    created_at: datetime
    state_since: datetime
    #: Telegram asked for quiet until then.
    paused_until: datetime | None


async def upsert(conn: AsyncConnection, chat: Chat, now: datetime) -> None:
    """Write a chat as it is now, new or known."""
    values: dict[str, Any] = {
        "id": chat.id,
        "kind": chat.kind,
        "title": chat.title,
        "language": chat.language,
        "timezone": chat.timezone,
        "state": chat.state,
        "reason": chat.reason,
    }
    changes = {name: value for name, value in values.items() if name != "id"}
    changes["state_since"] = case((_c.state == chat.state, _c.state_since), else_=literal(now, Moment()))
    await conn.execute(
        insert_into(conn, schema.chat)
        .values(**values, state_since=now, created_at=now)
        .on_conflict_do_update(index_elements=["id"], set_=changes)
    )


async def get(conn: AsyncConnection, chat_id: int) -> Chat | None:
    """The chat with this id."""
    row = await row_of(conn, chat_id)
    return row.chat if row else None


async def row_of(conn: AsyncConnection, chat_id: int) -> ChatRow | None:
    """The chat with this id, with its dates."""
    row = (await conn.execute(select(schema.chat).where(_c.id == chat_id))).first()
    if row is None:
        return None
    return ChatRow(
        chat=chat_of(row),
        created_at=row.created_at,
        state_since=row.state_since,
        paused_until=row.paused_until,
    )


async def pause(conn: AsyncConnection, chat_id: int, reason: str, now: datetime) -> bool:
    """It blocked the bot, threw it out or is gone; whether it received until now. A stopped chat stays stopped."""
    found = await conn.execute(
        update(schema.chat)
        .values(state=ChatState.PAUSED, reason=reason, state_since=now)
        .where(_c.id == chat_id, _c.state == ChatState.ACTIVE)
    )
    return found.rowcount == 1


async def stop(conn: AsyncConnection, chat_id: int, now: datetime) -> bool:
    """It wants nothing more for now; its subscriptions stay. Whether it was not stopped before."""
    found = await conn.execute(
        update(schema.chat)
        .values(state=ChatState.STOPPED, reason="", state_since=now)
        .where(_c.id == chat_id, _c.state != ChatState.STOPPED)
    )
    return found.rowcount == 1


async def restore(conn: AsyncConnection, chat_id: int, now: datetime) -> bool:
    """It receives again, with its paused topics; whether it did not until now. A stopped topic stays stopped."""
    await conn.execute(
        update(schema.topic)
        .values(state=ChatState.ACTIVE, reason="")
        .where(_t.chat_id == chat_id, _t.state == ChatState.PAUSED)
    )
    found = await conn.execute(
        update(schema.chat)
        .values(state=ChatState.ACTIVE, reason="", state_since=now, paused_until=None)
        .where(_c.id == chat_id, _c.state != ChatState.ACTIVE)
    )
    return found.rowcount == 1


async def hold(conn: AsyncConnection, chat_id: int, until: datetime) -> None:
    """Nothing to this chat before `until`: Telegram said so."""
    await conn.execute(update(schema.chat).values(paused_until=until).where(_c.id == chat_id))


async def set_topic(
    conn: AsyncConnection, chat_id: int, thread_id: int, state: ChatState, reason: str = ""
) -> None:
    """Whether a forum topic receives; the chat must be known."""
    changes = {"state": state, "reason": reason}
    await conn.execute(
        insert_into(conn, schema.topic)
        .values(chat_id=chat_id, thread_id=thread_id, **changes)
        .on_conflict_do_update(index_elements=["chat_id", "thread_id"], set_=changes)
    )


async def topic_state(conn: AsyncConnection, chat_id: int, thread_id: int) -> ChatState:
    """Whether a forum topic receives; one that nothing is known of does."""
    state: ChatState | None = await conn.scalar(
        select(_t.state).where(_t.chat_id == chat_id, _t.thread_id == thread_id)
    )
    return state or ChatState.ACTIVE


async def migrate(conn: AsyncConnection, old: int, new: int, now: datetime) -> None:
    """A group became a supergroup: all that is the old chat's becomes the new one's.

    Messages sent to the old chat cannot be edited or answered any more, so they lose their ids and waiting edits
    are cancelled. Doing it twice changes nothing.
    """
    row = (await conn.execute(select(schema.chat).where(_c.id == old))).first()
    if row is not None:
        taken = row._asdict() | {"id": new, "kind": ChatKind.SUPERGROUP}
        await conn.execute(insert_into(conn, schema.chat).values(**taken).on_conflict_do_nothing())
        for table in (schema.subscription, schema.topic, schema.place, schema.mute, schema.digest_item):
            mine = [
                one._asdict() | {"chat_id": new}
                for one in await conn.execute(select(table).where(table.c.chat_id == old))
            ]
            if mine:
                await conn.execute(insert_into(conn, table).on_conflict_do_nothing(), mine)
    await conn.execute(
        update(schema.delivery)
        .values(state=DeliveryState.CANCELLED, settled_at=now, error="the group became a supergroup")
        .where(_d.chat_id == old, _d.kind == DeliveryKind.EDIT, _d.state.in_(_QUEUED))
    )
    await conn.execute(
        update(schema.delivery).values(chat_id=new, message_id=None, target=None).where(_d.chat_id == old)
    )
    await conn.execute(delete(schema.withheld).where(schema.withheld.c.chat_id == old))
    await people.move(conn, old, new)
    await conn.execute(delete(schema.chat).where(_c.id == old))


async def held(conn: AsyncConnection, chat_id: int) -> dict[str, int]:
    """How many rows of each table are about a chat or person; tables without any are left out."""
    found: dict[str, int] = {}
    for table, column in about():
        number = await conn.scalar(select(func.count()).select_from(table).where(column == chat_id))
        if number:
            found[table.name] = found.get(table.name, 0) + int(number)
    return found


async def forget(conn: AsyncConnection, chat_id: int) -> None:
    """Delete every row about a chat or person, whose its pseudonym was included."""
    for table, column in about():
        await conn.execute(delete(table).where(column == chat_id))


def about() -> list[tuple[Table, Column[Any]]]:
    """Every column of the schema that says which chat or person a row is about, the chat's own table last.

    Found by their names, so that a new table is shown and deleted without anybody having to think of it here.
    """
    found = [
        (table, table.c[name])
        for table in schema.metadata.sorted_tables[::-1]
        for name in _ABOUT
        if name in table.c and table is not schema.chat
    ]
    return [*found, (schema.chat, _c.id)]


async def all(conn: AsyncConnection) -> list[Chat]:  # noqa: A001
    """Every chat, by title."""
    rows = await conn.execute(select(schema.chat).order_by(_c.title, _c.id))
    return [chat_of(row) for row in rows]


async def counts(conn: AsyncConnection) -> dict[ChatState, int]:
    """How many chats are in each state."""
    found = await conn.execute(select(_c.state, func.count().label("number")).group_by(_c.state))
    return {row.state: row.number for row in found}


def chat_of(row: Row[*tuple[Any, ...]]) -> Chat:
    """The chat of a row that has all columns of `chat`."""
    return Chat(
        id=row.id,
        kind=row.kind,
        title=row.title,
        language=row.language,
        timezone=row.timezone,
        state=row.state,
        reason=row.reason,
    )
