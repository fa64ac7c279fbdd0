"""One-time links into the admin page. What they open stands in door.py; this is loaded without the page."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Role
from bot.storage import signins

#: Whoever works on the machine itself; no person on Telegram has this id.
MACHINE = 0
#: Random bytes of a token.
TOKEN = 32
_LASTS = timedelta(minutes=10)


async def link_for(conn: AsyncConnection, user: int, role: Role, now: datetime) -> str:
    """The path of a new link that signs this person in, once and while he has this role. Needs a transaction that
    writes."""
    token = secrets.token_urlsafe(TOKEN)
    await signins.add_link(conn, token, user, role, now, now + _LASTS)
    return f"/sign-in/{token}"
