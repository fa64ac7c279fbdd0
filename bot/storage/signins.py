"""Signing in to the admin page: one-time links and sessions, by the hashes of their tokens."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import schema

_l = schema.page_link.c
_s = schema.page_session.c

#: A used or expired link is remembered for so long, to say of it what it is.
_REMEMBERED = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A one-time link, without the token itself."""

    #: 0 for whoever works on the machine itself.
    user: int
    role: str
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody who is signed in."""

    user: int
    #: As it was when it began.
    role: str
    created_at: datetime
    expires_at: datetime


async def add_link(
    conn: AsyncConnection, token: str, user: int, role: str, now: datetime, expires_at: datetime
) -> None:
    """Store a link, in place of this person's earlier ones that were not used; forgets what is long over."""
    await conn.execute(delete(schema.page_link).where(_l.expires_at < now - _REMEMBERED))
    await conn.execute(delete(schema.page_session).where(_s.expires_at <= now))
    await conn.execute(
        update(schema.page_link)
        .values(expires_at=now)
        .where(_l.user_id == user, _l.used_at.is_(None), _l.expires_at > now)
    )
    await conn.execute(
        insert(schema.page_link).values(
            token_hash=_hashed(token), user_id=user, role=role, created_at=now, expires_at=expires_at
        )
    )


async def link(conn: AsyncConnection, token: str) -> Link | None:
    """The link of a token, whatever became of it; None where there never was one."""
    row = (await conn.execute(select(schema.page_link).where(_l.token_hash == _hashed(token)))).first()
    if row is None:
        return None
    return Link(user=row.user_id, role=row.role, expires_at=row.expires_at, used_at=row.used_at)


async def use_link(conn: AsyncConnection, token: str, now: datetime) -> bool:
    """Use a link up; False where it was used or has expired."""
    found = await conn.execute(
        update(schema.page_link)
        .values(used_at=now)
        .where(_l.token_hash == _hashed(token), _l.used_at.is_(None), _l.expires_at > now)
    )
    return found.rowcount == 1


async def begin(
    conn: AsyncConnection, token: str, user: int, role: str, now: datetime, expires_at: datetime
) -> None:
    """Store a session."""
    await conn.execute(
        insert(schema.page_session).values(
            token_hash=_hashed(token), user_id=user, role=role, created_at=now, expires_at=expires_at
        )
    )


async def session(conn: AsyncConnection, token: str, now: datetime) -> Session | None:
    """The session of a token; None where there is none, or it is over."""
    found = await conn.execute(
        select(schema.page_session).where(_s.token_hash == _hashed(token), _s.expires_at > now)
    )
    row = found.first()
    if row is None:
        return None
    return Session(user=row.user_id, role=row.role, created_at=row.created_at, expires_at=row.expires_at)


async def end(conn: AsyncConnection, token: str) -> None:
    """End one session."""
    await conn.execute(delete(schema.page_session).where(_s.token_hash == _hashed(token)))


async def end_all(conn: AsyncConnection, user: int) -> int:
    """End all of a person's sessions, and what could begin one; returns how many sessions there were."""
    await conn.execute(delete(schema.page_link).where(_l.user_id == user, _l.used_at.is_(None)))
    return (await conn.execute(delete(schema.page_session).where(_s.user_id == user))).rowcount


async def count(conn: AsyncConnection, user: int, now: datetime) -> int:
    """How many sessions a person has."""
    asked = select(func.count()).select_from(schema.page_session)
    return int(await conn.scalar(asked.where(_s.user_id == user, _s.expires_at > now)) or 0)


def _hashed(token: str) -> str:
    # A token has 256 random bits, so no salt and no slow hash is needed.
    return sha256(token.encode()).hexdigest()
