"""Atom feeds of watchlists: their addresses, which admins open and close, and what stands in them.

A token is derived from a secret of this database, the watchlist and the number of times its feed was opened; so nothing that
is stored is a key by itself, and opening anew ends the address before.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.atom import Entry, atom
from bot.alerts.gates import alert_gate
from bot.model import Mode, Ruling
from bot.runtime.catalogue import Catalogue
from bot.runtime.world import World
from bot.settings import Environment
from bot.storage import alerts, audit, meta
from bot.storage.alerts import AlertRow
from bot.watch import AlertRules

_KEY = "feeds.secret"
_TURN = "feeds.turn."
#: Entries of a feed, and how many alerts are looked at for them: those of which nobody was told do not count.
_ENTRIES, _LOOKED_AT = 50, 150
_LANGUAGES = ("en", "ar", "tr", "fr")
#: `updated` of a feed without entries.
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FeedAddress:
    """Where a watchlist's feed is served."""

    watchlist: str
    #: Behind the host.
    path: str


async def open_feed(conn: AsyncConnection, watchlist: str, now: datetime, by: str = "") -> FeedAddress:
    """Give the watchlist's feed a new address; one that it had ends. `by` is a pseudonym."""
    await meta.lock(conn, _TURN + watchlist)
    secret = await meta.get(conn, _KEY)
    if secret is None:
        secret = secrets.token_hex(32)
        await meta.set(conn, _KEY, secret)
    turn = abs(await _turn(conn, watchlist)) + 1
    await meta.set(conn, _TURN + watchlist, str(turn))
    await audit.note(conn, by, "feed opened", f"watchlist:{watchlist}", now)
    return _address(secret, watchlist, turn)


async def close_feed(conn: AsyncConnection, watchlist: str, now: datetime, by: str = "") -> bool:
    """End the address of a watchlist's feed; whether it had one."""
    turn = await _turn(conn, watchlist)
    if turn <= 0:
        return False
    await meta.set(conn, _TURN + watchlist, str(-turn))
    await audit.note(conn, by, "feed closed", f"watchlist:{watchlist}", now)
    return True


async def feed_address(conn: AsyncConnection, watchlist: str) -> FeedAddress | None:
    """The address of a watchlist's feed; None where it has none."""
    secret, turn = await meta.get(conn, _KEY), await _turn(conn, watchlist)
    return _address(secret, watchlist, turn) if secret and turn > 0 else None


def feeds_base(environment: Environment) -> str:
    """What stands before a feed's path: PUBLIC_URL, or this machine."""
    return environment.public_url or f"http://127.0.0.1:{environment.port or 80}"


async def _turn(conn: AsyncConnection, watchlist: str) -> int:
    """How often the feed was opened; negative while it is closed."""
    return int(await meta.get(conn, _TURN + watchlist, "0") or 0)


def _address(secret: str, watchlist: str, turn: int) -> FeedAddress:
    return FeedAddress(watchlist, f"/feeds/{watchlist}/{_token(secret, watchlist, turn)}.atom")


def _token(secret: str, watchlist: str, turn: int) -> str:
    """128 bits (RFC 2104), as letters for an address."""
    made = hmac.new(bytes.fromhex(secret), f"atom/{watchlist}/{turn}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made[:16]).decode().rstrip("=")


class AtomFeeds:
    """The feeds of this installation; see web/feeds.py."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def atom(self, watchlist: str, token: str, language: str) -> bytes | None:
        """The feed as it is now; None for a wrong token, and for a watchlist that is gone or not live."""
        catalogue = await self._world.catalogue()
        async with self._world.db.read() as conn:
            address = await feed_address(conn, watchlist)
            wanted = address.path.rpartition("/")[2].removesuffix(".atom") if address else ""
            if not hmac.compare_digest(wanted.encode(), token.encode()) or address is None:
                return None
            if catalogue.mode(watchlist) is not Mode.LIVE:
                return None
            secret = await meta.get(conn, _KEY, "") or ""
            entries = await self._entries(conn, catalogue, watchlist)
        environment, behaviour = self._world.settings.environment, self._world.settings.behaviour
        language = language if language in _LANGUAGES else behaviour.default_language
        title = catalogue.watchlists[watchlist].title
        return atom(
            entries,
            feed=hashlib.sha256(f"{secret}/{watchlist}".encode()).hexdigest(),
            title=title.get(language) or title.get("en") or watchlist,
            address=f"{feeds_base(environment)}{address.path}?lang={language}",
            language=language,
            timezone=behaviour.default_timezone,
            watchlist=watchlist,
            made_at=_NEVER,
        )

    async def _entries(self, conn: AsyncConnection, catalogue: Catalogue, watchlist: str) -> list[Entry]:
        """What subscribers of the watchlist were told, newest change first."""
        rules = {watchlist: catalogue.watchlists[watchlist].alert}
        max_age = self._world.settings.behaviour.max_age
        told = [
            Entry(alert=row.id, created_at=row.created_at, content=row.content)
            for row in await alerts.latest(conn, [watchlist], _LOOKED_AT)
            if _was_told(row, rules, max_age)
        ]
        told = told[:_ENTRIES]
        return sorted(told, key=lambda entry: (entry.content.updated_at, entry.alert), reverse=True)


def _was_told(row: AlertRow, rules: Mapping[str, AlertRules], max_age: timedelta) -> bool:
    """Whether subscribers heard of it: one that an admin took back since stays, and says so."""
    content = replace(row.content, ruling=Ruling.NONE)
    return alert_gate(content, rules, row.created_at, max_age=max_age, quiet=row.quiet) is None
