"""Watchlists that end or go into shadow: what still waits for them is dropped, and who subscribed is told once."""

import logging

from bot.alerts.lanes import RANK
from bot.model import DeliveryKind, DocumentKind, Mode
from bot.runtime.catalogue import Catalogue
from bot.runtime.leases import Post
from bot.runtime.world import World
from bot.storage import chats, deliveries, documents, held, subscriptions
from bot.storage.deliveries import NewDelivery
from bot.telegram.backlog import ended_message
from bot.telegram.words import Words
from bot.watch import load_watchlist

log = logging.getLogger(__name__)

PAGE = 500


async def tell_retired(world: World, catalogue: Catalogue) -> None:
    """Do so for all watchlists as they stand; doing it again adds nothing."""
    owners = world.settings.environment.bot_owners
    for id_ in sorted(catalogue.watchlists):
        mode = catalogue.mode(id_)
        if mode is Mode.LIVE:
            continue
        live = [other for other in catalogue.watchlists if catalogue.mode(other) is Mode.LIVE]
        async with world.leases[Post.DESK].write() as conn:
            dropped = await held.drop_watchlist(
                conn,
                id_,
                live,
                world.clock.now(),
                error=f"the watchlist is {mode}",
                spared=owners if mode is Mode.SHADOW else (),
            )
        if dropped:
            log.info("watchlist %s is %s: %s messages that waited were dropped", id_, mode, dropped)
        if mode is Mode.RETIRED:
            await _tell(world, catalogue, id_)


async def _tell(world: World, catalogue: Catalogue, watchlist: str) -> None:
    """One message to each place, a page in each transaction; keyed by the version that retired it."""
    async with world.db.read() as conn:
        version = 0
        for sheet in reversed(await documents.versions(conn, DocumentKind.WATCHLIST, watchlist)):
            if load_watchlist(sheet.body, watchlist).alert.mode is not Mode.RETIRED:
                break
            version = sheet.version
        places = await subscriptions.places(conn, watchlist)
    name = catalogue.name(watchlist)
    now = world.clock.now()
    told = 0
    for start in range(0, len(places), PAGE):
        async with world.leases[Post.DESK].write() as conn:
            rows = []
            for chat_id, thread in places[start : start + PAGE]:
                chat = await chats.get(conn, chat_id)
                if chat is None:
                    continue
                rows.append(
                    NewDelivery(
                        key=f"retired:{watchlist}/{version}/{chat_id}/{thread}",
                        kind=DeliveryKind.DIGEST,
                        priority=RANK[DeliveryKind.DIGEST],
                        chat=chat_id,
                        thread=thread,
                        message=ended_message(Words(chat.language, chat.timezone), name),
                        silent=True,
                        due_at=now,
                    )
                )
            told += await deliveries.add_many(conn, rows, now)
    if told:
        log.info("watchlist %s is retired: %s places are told", watchlist, told)
        world.nudge("send")
