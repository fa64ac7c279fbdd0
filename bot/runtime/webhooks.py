"""Webhooks: a fan-out queues its event for each endpoint that wants it, and a station of the send role posts them.

What an event is, how it is signed and what an answer means is decided in alerts/webhook.py. An event is marked only after
its answer, so a crash may post it again, under the same id.
"""

import asyncio
import base64
import logging
import random
import secrets
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.plan import Telling
from bot.alerts.webhook import (
    PREFIX,
    SECRET_BYTES,
    Answer,
    HookState,
    PostState,
    body_of,
    event_id,
    event_of,
    headers_of,
    settled,
)
from bot.runtime.exporting import record_of
from bot.runtime.fetching import user_agent
from bot.runtime.leases import Post
from bot.runtime.owners import tell_owners
from bot.runtime.world import World
from bot.sources.post import Poster
from bot.storage import alerts, guards, webhooks
from bot.storage.alerts import AlertRow
from bot.storage.errors import StorageError
from bot.storage.fanout import FanoutRow
from bot.storage.leases import LeaseLostError
from bot.storage.webhooks import Hook, HookEvent
from bot.telegram.notices import ended_webhook

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=1)


class WebhookAddressError(Exception):
    """An address that cannot be an endpoint; the argument says why."""


async def add_webhook(
    conn: AsyncConnection, url: str, watchlists: list[str], now: datetime
) -> tuple[int, str]:
    """A new endpoint; returns its number and its secret, which is told this once.

    Raises:
        WebhookAddressError: it is no address of the web.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or " " in url:
        raise WebhookAddressError(
            "give an address such as https://example.org/khabar, without a password in it"
        )
    secret = PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
    return await webhooks.add(conn, url, secret, watchlists, now), secret


async def queue_events(conn: AsyncConnection, row: FanoutRow, telling: Telling, now: datetime) -> None:
    """Put a revision's event on its way to each endpoint that wants it; in the transaction that begins its fan-out."""
    hooks = [hook for hook in await webhooks.all(conn) if hook.state is HookState.ACTIVE]
    if not hooks:
        return
    content = (await alerts.get(conn, [row.alert]))[row.alert].content
    told = await webhooks.told(conn, row.alert)
    for hook in hooks:
        wanted = frozenset(hook.watchlists)
        if type_ := event_of(telling, content, wanted, known=hook.id in told):
            await webhooks.queue(conn, hook.id, row.alert, row.revision, type_, now)


class WebhookStation:
    """Posts what is due, one request at a time to each endpoint."""

    def __init__(self, world: World, poster: Poster | None = None) -> None:
        environment = world.settings.environment
        self._world = world
        self._poster = poster or Poster(
            user_agent=user_agent(world.settings.behaviour.contact),
            allow=environment.allow_private_networks,
            proxy=world.settings.proxy,
        )
        self._posting: dict[int, asyncio.Task[None]] = {}

    async def tick(self) -> int:
        """Begin with every endpoint at which something is due; returns how many."""
        self._posting = {id_: task for id_, task in self._posting.items() if not task.done()}
        now = self._world.clock.now()
        async with self._world.db.read() as conn:
            if guards.EVERYTHING in await guards.all(conn, now):
                return 0
            due = [hook for hook in await webhooks.due_hooks(conn, now) if hook.id not in self._posting]
        for hook in due:
            self._posting[hook.id] = asyncio.create_task(self._post_all(hook), name=f"webhook {hook.id}")
        return len(due)

    async def settle(self) -> None:
        """Wait for the requests under way."""
        await asyncio.gather(*self._posting.values())

    async def stop(self) -> None:
        """Break off: what was not answered is posted again."""
        for task in self._posting.values():
            task.cancel()
        await asyncio.gather(*self._posting.values(), return_exceptions=True)
        await self._poster.close()

    async def _post_all(self, hook: Hook) -> None:
        """Everything that is due at an endpoint, until one attempt fails."""
        try:
            while self._world.leases[Post.SEND].held:
                now = self._world.clock.now()
                async with self._world.db.read() as conn:
                    event = await webhooks.next_event(conn, hook.id, now)
                    row = await _revision(conn, event) if event else None
                if event is None:
                    return
                answer = await self._post(hook, event, row) if row else Answer(204, "the alert is gone")
                if not await self._settle(hook, event, answer):
                    return
                hook = await self._fresh(hook)
        except LeaseLostError:
            return
        except StorageError as error:
            log.error("webhook %s: %s", hook.id, error)

    async def _fresh(self, hook: Hook) -> Hook:
        async with self._world.db.read() as conn:
            return await webhooks.get(conn, hook.id) or hook

    async def _post(self, hook: Hook, event: HookEvent, row: AlertRow) -> Answer:
        wanted = frozenset(hook.watchlists)
        record = record_of(row, nested=True)
        body = body_of(event.type, event.created_at, record, wanted)
        id_ = event_id(event.alert, event.revision)
        headers = headers_of(hook.secret, id_, body, self._world.clock.now())
        return await self._poster.post(hook.url, body, headers)

    async def _settle(self, hook: Hook, event: HookEvent, answer: Answer) -> bool:
        """Write what an attempt brought; whether to go on at once."""
        now = self._world.clock.now()
        result = settled(
            answer,
            attempts=event.attempts + 1,
            failures=hook.failures + 1,
            now=now,
            chance=random.random(),  # no secret
        )
        async with self._world.leases[Post.SEND].write() as conn:
            if await webhooks.settle(conn, hook.id, event.id, result, answer.reason, now):
                await tell_owners(
                    conn,
                    self._world,
                    f"webhook:{hook.id}/{now.isoformat()}",
                    now,
                    lambda words: ended_webhook(words, hook.id, _host(hook.url), result.hook, answer.reason),
                )
                self._world.nudge("send")
        self._world.tell("webhook", id=hook.id, alert=event.alert, type=event.type, state=result.state)
        return result.state is PostState.SENT


async def _revision(conn: AsyncConnection, event: HookEvent) -> AlertRow | None:
    """The alert as it was in the event's revision; None where it is gone."""
    row = (await alerts.get(conn, [event.alert])).get(event.alert)
    told = next(
        (one for one in await alerts.revisions(conn, event.alert) if one.revision == event.revision), None
    )
    if row is None or told is None:
        return None
    return AlertRow(
        id=row.id,
        story=row.story,
        created_at=row.created_at,
        revision=told.revision,
        content=told.content,
        quiet=row.quiet,
        updated_at=told.at,
        chapter=row.chapter,
    )


def _host(url: str) -> str:
    """What may be said aloud of an address: the rest may be a key."""
    return urlsplit(url).hostname or "?"
