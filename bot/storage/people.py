"""People: what was decided about their access, their one-time invitations, and where they brought the bot."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Access, ChatKind, InvitationKind
from bot.storage import schema
from bot.storage.statements import insert_into

_p = schema.person.c
_v = schema.invitation.c
_i = schema.installation.c

#: A used or expired link is remembered for so long, to say of it what it is.
_REMEMBERED = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A one-time link, without the token itself."""

    kind: InvitationKind
    watchlist: str
    by: int
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """A group or channel with who brought the bot there."""

    chat: int
    user: int
    kind: ChatKind
    title: str


async def access_of(conn: AsyncConnection, user_id: int) -> Access | None:
    """What was decided about a person; None where nothing was."""
    found: Access | None = await conn.scalar(select(_p.access).where(_p.user_id == user_id))
    return found


async def decide(conn: AsyncConnection, user_id: int, access: Access, now: datetime) -> None:
    """Note a decision, in place of an earlier one."""
    changes = {"access": access, "since": now}
    await conn.execute(
        insert_into(conn, schema.person)
        .values(user_id=user_id, **changes)
        .on_conflict_do_update(index_elements=["user_id"], set_=changes)
    )


async def decided(conn: AsyncConnection) -> dict[int, Access]:
    """All of whom something was decided, the newest decision first."""
    rows = await conn.execute(select(schema.person).order_by(_p.since.desc(), _p.user_id))
    return {row.user_id: row.access for row in rows}


async def invite(
    conn: AsyncConnection, token: str, by: int, now: datetime, expires_at: datetime, *, watchlist: str = ""
) -> None:
    """Store an invitation by the hash of its token; forgets those that are long over."""
    await conn.execute(delete(schema.invitation).where(_v.expires_at < now - _REMEMBERED))
    kind = InvitationKind.WATCHLIST if watchlist else InvitationKind.ACCESS
    await conn.execute(
        insert(schema.invitation).values(
            token_hash=_hashed(token),
            kind=kind,
            watchlist_id=watchlist,
            user_id=by,
            created_at=now,
            expires_at=expires_at,
        )
    )


async def invitation(conn: AsyncConnection, token: str) -> Invitation | None:
    """The invitation of a token, whatever became of it; None where there never was one."""
    row = (await conn.execute(select(schema.invitation).where(_v.token_hash == _hashed(token)))).first()
    if row is None:
        return None
    return Invitation(
        kind=row.kind,
        watchlist=row.watchlist_id,
        by=row.user_id,
        expires_at=row.expires_at,
        used_at=row.used_at,
    )


async def use(conn: AsyncConnection, token: str, now: datetime) -> bool:
    """Use an invitation up; False where it was used or has expired."""
    found = await conn.execute(
        update(schema.invitation)
        .values(used_at=now)
        .where(_v.token_hash == _hashed(token), _v.used_at.is_(None), _v.expires_at > now)
    )
    return found.rowcount == 1


async def install(
    conn: AsyncConnection, chat_id: int, user_id: int, kind: ChatKind, title: str, now: datetime
) -> None:
    """Note who brought the bot into a group or channel, in place of who did before."""
    changes = {"user_id": user_id, "kind": kind, "title": title, "at": now}
    await conn.execute(
        insert_into(conn, schema.installation)
        .values(chat_id=chat_id, **changes)
        .on_conflict_do_update(index_elements=["chat_id"], set_=changes)
    )


async def move(conn: AsyncConnection, old: int, new: int) -> None:
    """A group became a supergroup; who brought the bot there stays who he is."""
    row = (await conn.execute(select(schema.installation).where(_i.chat_id == old))).first()
    if row is not None:
        moved = row._asdict() | {"chat_id": new, "kind": ChatKind.SUPERGROUP}
        await conn.execute(insert_into(conn, schema.installation).values(**moved).on_conflict_do_nothing())
        await uninstall(conn, old)


async def uninstall(conn: AsyncConnection, chat_id: int) -> None:
    """The bot is not there any more."""
    await conn.execute(delete(schema.installation).where(_i.chat_id == chat_id))


async def installation(conn: AsyncConnection, chat_id: int) -> Installation | None:
    """Who brought the bot into a group or channel, where that is known."""
    row = (await conn.execute(select(schema.installation).where(_i.chat_id == chat_id))).first()
    return _installation(row) if row else None


async def installations(conn: AsyncConnection, user_id: int) -> list[Installation]:
    """Where a person brought the bot, by title."""
    rows = await conn.execute(
        select(schema.installation).where(_i.user_id == user_id).order_by(_i.title, _i.chat_id)
    )
    return [_installation(row) for row in rows]


def _installation(row: Row[*tuple[Any, ...]]) -> Installation:
    return Installation(
        chat=row.chat_id,
        user=row.user_id,
        kind=row.kind,
        title=row.title,
    )


def _hashed(token: str) -> str:
    # A token has 128 random bits, so no salt and no slow hash is needed.
    return sha256(token.encode()).hexdigest()
