"""The bot's updates: numbered, kept until confirmed, fetched by long polling or pushed to a webhook."""

import asyncio
import contextlib
import copy
import itertools
from collections import deque
from collections.abc import Callable
from typing import Any

import httpx

from tests.emulator.clock import Clock
from tests.emulator.errors import OTHER_POLL, WEBHOOK_ACTIVE, bad_request, conflict
from tests.emulator.parameters import Parameters

Update = dict[str, Any]

KEPT = 24 * 3600
LONGEST_POLL = 50
#: How often (seconds) an open poll looks whether its client is still there.
LOOK_FOR_CLIENT = 0.05
#: Left out unless the bot lists them.
UNUSUAL = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class Inbox:
    """Updates that wait; `conflict_delay` holds back the second and later 409 answers, as the server does."""

    def __init__(self, clock: Clock, conflict_delay: float = 3.0) -> None:
        self._clock = clock
        self._conflict_delay = conflict_delay
        self._next_conflict = 0.0
        self._waiting: deque[tuple[float, Update]] = deque()
        self._ids = itertools.count(700_000_001)
        self._arrived = asyncio.Event()
        self._poll: asyncio.Future[None] | None = None
        self._pusher: asyncio.Task[None] | None = None
        self.allowed: frozenset[str] | None = None
        self.webhook: dict[str, Any] = {}
        self._webhook_secret = ""
        self._webhook_error = ""

    def put(self, kind: str, content: dict[str, Any]) -> int:
        """Add an update if the bot wants this kind; returns its id, or 0."""
        if kind in UNUSUAL if self.allowed is None else kind not in self.allowed:
            return 0
        update_id = next(self._ids)
        self._waiting.append((self._clock.now(), {"update_id": update_id, kind: copy.deepcopy(content)}))
        self._arrived.set()
        return update_id

    @property
    def waiting(self) -> list[Update]:
        """Updates that are not confirmed yet, oldest first."""
        while self._waiting and self._clock.now() - self._waiting[0][0] > KEPT:
            self._waiting.popleft()
        return [update for _, update in self._waiting]

    @property
    def is_polled(self) -> bool:
        """Whether a long poll is open."""
        return self._poll is not None and not self._poll.done()

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        while offset > 0 and self._waiting and self._waiting[0][1]["update_id"] < offset:
            self._waiting.popleft()

    def remember_allowed(self, parameters: Parameters) -> None:
        """Keep `allowed_updates` if the request names them; an empty list means the default."""
        listed = parameters.json("allowed_updates", "allowed updates")
        if isinstance(listed, list):
            self.allowed = frozenset(map(str, listed)) or None

    async def get(self, parameters: Parameters) -> list[Update]:
        """getUpdates; raises 409 when a webhook is set or a newer poll takes over."""
        if self.webhook:
            await self._hold_conflict()
            raise conflict(WEBHOOK_ACTIVE)
        self.remember_allowed(parameters)
        self._confirm(parameters.number("offset"))
        limit = min(max(parameters.number("limit", 100), 1), 100)
        timeout = min(max(parameters.number("timeout"), 0), LONGEST_POLL)
        self.end_poll()
        if not self.waiting and timeout:
            await self._wait(timeout, parameters.gone)
        return self.waiting[:limit]

    def end_poll(self) -> None:
        """End the poll that is open: a newer one takes over."""
        if self._poll is not None and self.is_polled:
            self._poll.set_exception(conflict(OTHER_POLL))

    async def _wait(self, seconds: float, gone: Callable[[], bool]) -> None:
        """Wait for an update; ends early when a newer poll takes over or the client has gone."""
        poll = self._poll = asyncio.get_running_loop().create_future()
        deadline = poll.get_loop().time() + seconds
        self._arrived.clear()
        arrived = asyncio.ensure_future(self._arrived.wait())
        try:
            while not (poll.done() or arrived.done() or gone()):
                if (left := deadline - poll.get_loop().time()) <= 0:
                    break
                look = min(left, LOOK_FOR_CLIENT)
                await asyncio.wait({poll, arrived}, timeout=look, return_when=asyncio.FIRST_COMPLETED)
            ended = poll.exception() if poll.done() else None
        finally:
            arrived.cancel()
            poll.cancel()
        if ended is not None:
            await self._hold_conflict()
            raise ended

    async def _hold_conflict(self) -> None:
        now = asyncio.get_running_loop().time()
        if now < self._next_conflict:
            await asyncio.sleep(self._conflict_delay)
        else:
            self._next_conflict = now + self._conflict_delay

    async def set_webhook(self, parameters: Parameters) -> bool:
        """setWebhook; an address on this machine may use http, as with a local Bot API server."""
        url = parameters.text("url")
        if not url:
            return await self.delete_webhook(parameters)
        secret = parameters.text("secret_token")
        if len(secret) > 256:
            raise bad_request("secret token is too long")
        if not all(c.isascii() and (c.isalnum() or c in "-_") for c in secret):
            raise bad_request("secret token contains unallowed characters")
        if not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        self.remember_allowed(parameters)
        if parameters.flag("drop_pending_updates"):
            self._waiting.clear()
        if self._poll is not None and self.is_polled:
            self._poll.set_exception(conflict("terminated by setWebhook request"))
        await self.stop()
        connections = parameters.number("max_connections", 40)
        self.webhook = {"url": url, "has_custom_certificate": False, "max_connections": connections}
        self._webhook_secret = secret
        self._pusher = asyncio.create_task(self._push())
        return True

    async def delete_webhook(self, parameters: Parameters) -> bool:
        """deleteWebhook."""
        if parameters.flag("drop_pending_updates"):
            self._waiting.clear()
        await self.stop()
        self.webhook = {}
        return True

    def webhook_info(self) -> dict[str, Any]:
        """getWebhookInfo."""
        info = self.webhook or {"url": "", "has_custom_certificate": False}
        info = {**info, "pending_update_count": len(self.waiting)}
        if self._webhook_error:
            info |= {"last_error_date": int(self._clock.now()), "last_error_message": self._webhook_error}
        if self.allowed is not None:
            info["allowed_updates"] = sorted(self.allowed)
        return info

    async def stop(self) -> None:
        """End the delivery to a webhook."""
        if self._pusher is not None:
            self._pusher.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._pusher
            self._pusher = None

    async def _push(self) -> None:
        """Deliver one update after the other; one that fails is tried again."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._webhook_secret} if self._webhook_secret else {}
        async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
            while True:
                while not self.waiting:
                    self._arrived.clear()
                    await self._arrived.wait()
                try:
                    answer = await client.post(self.webhook["url"], json=self.waiting[0], headers=headers)
                    failed = (
                        "" if answer.is_success else f"Wrong response from the webhook: {answer.status_code}"
                    )
                except httpx.HTTPError as error:
                    failed = str(error) or type(error).__name__
                self._webhook_error = failed
                if failed:
                    await asyncio.sleep(0.5)
                else:
                    self._waiting.popleft()
