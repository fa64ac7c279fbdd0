"""The first page: how the bot is, and how long news takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from bot.web.ports import Home
from bot.web.visit import Visit
from bot.web.vitals import Quantiles

_OUTLETS = 12


@dataclass(frozen=True, slots=True)
class Delays:
    """One outlet's way to people, in seconds."""

    outlet: str
    seen: Quantiles | None
    sent: Quantiles | None

    @property
    def number(self) -> int:
        """Articles that they are taken from."""
        return self.seen.number if self.seen else 0


async def home(visit: Visit) -> Response:
    """How the bot is."""
    found = await visit.actions.home()
    return visit.page("home.html", home=found, delays=_delays(found))


def _delays(found: Home) -> Sequence[Delays]:
    """All together first, then the outlets that publish most."""
    stored = found.vitals.stored
    if stored is None:
        return ()
    seen = {one.outlet: one for one in stored.published_to_seen}
    sent = {one.outlet: one for one in stored.seen_to_sent}
    rows = [Delays(outlet, seen.get(outlet), sent.get(outlet)) for outlet in {**seen, **sent}]
    rows.sort(key=lambda row: (row.outlet != "*", -row.number, row.outlet))
    return rows[: _OUTLETS + 1]
