"""The desk's second job: an alert's new revision is addressed to its chats, a page of chats in each transaction."""

import logging

from bot.alerts.address import Got, Recipient, address
from bot.alerts.lanes import RANK
from bot.model import ChatState
from bot.runtime.desk import telling_json
from bot.runtime.leases import Post
from bot.runtime.world import World
from bot.storage import deliveries, fanout
from bot.storage.deliveries import NewDelivery

log = logging.getLogger(__name__)


class FanoutStation:
    """Takes unfinished fan-outs, oldest first; a crash resumes after the last page that was stored."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def tick(self) -> int:
        """Finish what is unfinished; returns how many deliveries were queued."""
        queued = 0
        while True:
            async with self._world.db.read() as conn:
                row = await fanout.next(conn)
            if row is None:
                return queued
            queued += await self._page(row)
            self._world.pulse.beat("desk", self._world.clock.now())

    async def _page(self, row: fanout.FanoutRow) -> int:
        now = self._world.clock.now()
        telling = telling_json.validate_json(row.telling)
        owners = self._world.settings.environment.bot_owners
        async with self._world.leases[Post.DESK].write() as conn:
            page = await fanout.recipients(conn, row.alert, row.after)
            found = address(
                telling,
                [_recipient(item, owners) for item in page],
                now,
                alert=row.alert,
                revision=row.revision,
            )
            rows = [
                NewDelivery(
                    key=item.key,
                    kind=item.kind,
                    priority=RANK[item.kind],
                    chat=item.chat,
                    thread=item.thread,
                    alert=item.alert,
                    revision=item.revision,
                    target=item.target,
                    silent=item.silent,
                    due_at=item.due_at,
                )
                for item in found
            ]
            queued = await deliveries.add_many(conn, rows, now)
            after = (page[-1].chat.id, page[-1].thread) if page else row.after
            await fanout.advance(conn, row.id, after, done=len(page) < fanout.PAGE)
        if queued:
            self._world.nudge("send")
        return queued


def _recipient(item: fanout.Recipient, owners: frozenset[int]) -> Recipient:
    """A stored recipient as `address` sees it."""
    got = None
    if item.first is not None:
        got = Got(
            first=item.first.state,
            message=item.first.message_id,
            announced=item.first.revision,
            shown=item.revision,
            silent=item.first.silent,
            editing=item.edit is not None,
        )
    return Recipient(
        chat=item.chat.id,
        thread=item.thread,
        kind=item.chat.kind,
        state=item.chat.state if item.topic is ChatState.ACTIVE else item.topic,
        watchlists=frozenset(item.watchlists),
        admin=item.chat.id in owners,
        got=got,
    )
