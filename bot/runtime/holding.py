"""What a fan-out may tell at this moment: watchlists by the mode they have now, and what is held rather than sent."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.backlog import GATHERING, NEVER, Hold, Outage, breaker_hold, came_late, next_digest
from bot.alerts.lanes import RANK, URGENT
from bot.alerts.plan import Telling, TellingKind
from bot.model import AlertContent, DeliveryKind, Mode
from bot.runtime.breakers import tripped
from bot.runtime.catalogue import Catalogue
from bot.runtime.outages import last_outage
from bot.runtime.world import World
from bot.storage import guards
from bot.storage.fanout import FanoutRow
from bot.storage.guards import EVERYTHING, Guard
from bot.storage.words import GuardState


def as_now(telling: Telling, catalogue: Catalogue) -> Telling:
    """The telling without watchlists that have ended since it was decided; those in shadow by now are for admins."""
    told = tuple(
        replace(one, shadow=one.shadow or catalogue.mode(one.id) is Mode.SHADOW)
        for one in telling.watchlists
        if catalogue.mode(one.id) is not Mode.RETIRED
    )
    return replace(telling, watchlists=told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What stands between one telling and its chats."""

    #: Without the watchlists that somebody paused.
    telling: Telling
    guards: Mapping[str, Guard]
    outage: Outage | None
    offline_after: timedelta
    digest_every: timedelta
    now: datetime

    @classmethod
    async def begin(
        cls,
        conn: AsyncConnection,
        world: World,
        catalogue: Catalogue,
        row: FanoutRow,
        telling: Telling,
        now: datetime,
    ) -> Self:
        """Read the guards; where a new alert begins its way, see whether it trips a breaker."""
        standing = await guards.all(conn, now)
        behaviour = world.settings.behaviour
        if row.after is None and telling.kind is TellingKind.FIRST:
            free = [one.id for one in telling.watchlists if one.id not in standing and not one.shadow]
            standing |= await tripped(conn, world, [catalogue.name(id_) for id_ in free], now)
        paused = {id_ for id_, guard in standing.items() if guard.state is GuardState.PAUSED}
        return cls(
            telling=replace(
                telling, watchlists=tuple(one for one in telling.watchlists if one.id not in paused)
            ),
            guards=standing,
            outage=await last_outage(conn),
            offline_after=behaviour.offline_after,
            digest_every=behaviour.breaker_digest,
            now=now,
        )

    def priority(self, kind: DeliveryKind, mine: frozenset[str]) -> int:
        """Lower goes first; `mine` are the watchlists of the place."""
        urgent = any(one.urgent for one in self.telling.watchlists if one.id in mine)
        return URGENT if urgent and kind is DeliveryKind.FIRST else RANK[kind]

    def untethered(self) -> Telling:
        """The telling without watchlists behind a breaker: for who is told at once or not at all."""
        free = tuple(
            one
            for one in self.telling.watchlists
            if (guard := self.guards.get(one.id)) is None or guard.state is not GuardState.HELD
        )
        return replace(self.telling, watchlists=free)

    def of(
        self, kind: DeliveryKind, mine: frozenset[str], content: AlertContent, *, admin: bool
    ) -> tuple[str, datetime | None]:
        """Why a delivery is held and until when; an empty text and None for one that may go."""
        if kind not in (DeliveryKind.FIRST, DeliveryKind.UPDATE) or self.telling.everywhere:
            return "", None  # an admin's correction is held back by nothing
        if EVERYTHING in self.guards:
            return Hold.PAUSE, self.now + NEVER
        told = [
            self.guards.get(one.id)
            for one in self.telling.watchlists
            if one.id in mine and (admin or not one.shadow)
        ]
        holding = [guard for guard in told if guard is not None and guard.state is GuardState.HELD]
        if holding and len(holding) == len(told):
            first = holding[0]
            return breaker_hold(first.subject), next_digest(first.since, self.digest_every, self.now)
        if kind is DeliveryKind.FIRST and came_late(
            content, self.outage, self.now, offline_after=self.offline_after
        ):
            return Hold.OFFLINE, self.now + GATHERING
        return "", None
