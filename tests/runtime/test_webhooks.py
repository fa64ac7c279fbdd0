"""Webhooks from a running bot to a receiver on loopback: once for each event, in order, whatever happens between."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.alerts.webhook import HookState, headers_of
from bot.runtime.webhooks import WebhookStation, add_webhook
from bot.sources.post import Poster
from bot.storage import webhooks
from tests.journeys.outlets import Outlet
from tests.journeys.telling import SUMMARY, TITLE, WATCHLIST
from tests.runtime.talking import button, talking
from tests.runtime.worlds import Desk, desk

MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class Receiver:
    """Takes posts, and answers what the test wants, 204 by default."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    #: What it waits for before it answers.
    hanging: asyncio.Event | None = None

    def events(self) -> list[tuple[str, str, str]]:
        """Id, type and state of what arrived."""
        bodies = [(headers["webhook-id"], json.loads(body)) for headers, body in self.got]
        return [(id_, body["type"], body["data"]["state"]) for id_, body in bodies]

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:])}
        body = await reader.readexactly(int(headers["content-length"]))
        self.got.append((headers, body))
        self.asked.set()
        if self.hanging is not None:
            await self.hanging.wait()
        status = self.answers.pop(0) if self.answers else 204
        writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """A receiver on loopback."""
    receiver = Receiver()
    server = await asyncio.start_server(receiver.take, "127.0.0.1", 0)
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/khabar?key=1"
    try:
        yield receiver
    finally:
        server.close()


async def _hook(run: Desk, url: str, *watchlists: str) -> tuple[int, str]:
    async with run.app.world.db.write() as conn:
        return await add_webhook(conn, url, list(watchlists), run.clock.now())


async def _state(run: Desk, number: int) -> HookState:
    async with run.app.world.db.read() as conn:
        hook = await webhooks.get(conn, number)
    assert hook is not None
    return hook.state


async def test_an_alert_is_posted_signed_and_its_retraction_follows(tmp_path: Path) -> None:
    """Verified as a receiver would; an endpoint of another watchlist hears nothing."""
    outlet = Outlet("levant-monitor", every="")
    async with receiving() as mine, receiving() as other, desk(tmp_path, outlet) as run:
        _, secret = await _hook(run, mine.url, WATCHLIST)
        await _hook(run, other.url, "another")
        run.publish(outlet, TITLE, SUMMARY)
        await run.pass_time(30 * MINUTE)
        ((headers, body),) = mine.got
        at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)

        assert headers_of(secret, "alert_1_1", body, at)["webhook-signature"] == headers["webhook-signature"]
        assert abs(at - run.clock.now()) < 60 * MINUTE
        data = json.loads(body)["data"]
        assert (data["title"], data["watchlists"]) == (TITLE, [WATCHLIST])
        assert data["reports"][0]["url"] == outlet.pieces[0].url

        async with talking(run, owners=[run.reader]) as talk:
            question = await talk.said(run.reader, "/retract An old video", reply_to=run.told()[0].id)
            await talk.pressed(run.reader, question, button(question, "Do it"))
        await run.pass_time(MINUTE)
        assert mine.events() == [
            ("alert_1_1", "alert.first", "single"),
            ("alert_1_2", "alert.retract", "retracted"),
        ]
        assert json.loads(mine.got[1][1])["data"]["correction"] == "An old video"
        assert other.got == []


async def test_failures_are_tried_again_in_order_and_410_ends_it(tmp_path: Path) -> None:
    """After 500 it waits; the same id comes again; 410 is told to the owner, and nothing is posted any more."""
    levant, nile = Outlet("levant-monitor", every=""), Outlet("nile-herald", every="")
    async with receiving() as receiver, desk(tmp_path, levant, nile, owners=[1001]) as run:
        number, _ = await _hook(run, receiver.url)
        receiver.answers = [500, 302]
        run.publish(levant, TITLE, SUMMARY)
        await run.pass_time(30 * MINUTE, step=5 * MINUTE)
        assert [id_ for id_, *_ in receiver.events()] == ["alert_1_1"] * 3
        assert await _state(run, number) is HookState.ACTIVE

        receiver.answers = [410]
        run.publish(nile, f"{TITLE}, officials say", SUMMARY)
        await run.pass_time(60 * MINUTE, step=10 * MINUTE)
        assert await _state(run, number) is HookState.GONE
        number_of = len(receiver.got)
        run.publish(
            nile, "Egyptian soldiers land in Syria's Latakia by ship", "The troops came from Alexandria."
        )
        await run.pass_time(90 * MINUTE)
        assert len(receiver.got) == number_of
        told = [one.text for one in run.emulator.sent(1001) if "webhook" in one.text]
        assert len(told) == 1
        assert "410" in told[0]
        assert "key=1" not in told[0]


async def test_a_worker_that_dies_in_a_request_posts_the_event_again(tmp_path: Path) -> None:
    """With the same id; what was answered is never posted twice."""
    outlet = Outlet("levant-monitor", every="")
    async with receiving() as receiver, desk(tmp_path, outlet) as run:
        await _hook(run, receiver.url)
        receiver.hanging = asyncio.Event()
        run.publish(outlet, TITLE, SUMMARY)
        working = asyncio.create_task(run.pass_time(30 * MINUTE))
        await receiver.asked.wait()
        await run.app.webhooks.stop()
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        receiver.hanging.set()
        receiver.hanging = None

        run.app.webhooks = WebhookStation(run.app.world)
        await run.pass_time(30 * MINUTE)
        again = WebhookStation(run.app.world)
        assert await again.tick() == 0
        await again.stop()
        assert [id_ for id_, *_ in receiver.events()] == ["alert_1_1"] * 2


async def test_a_private_address_is_refused_by_the_guard(tmp_path: Path) -> None:
    """Nothing is posted; the endpoint ends and the owner is told."""
    outlet = Outlet("levant-monitor", every="")
    async with receiving() as receiver, desk(tmp_path, outlet) as run:
        await run.app.webhooks.stop()
        run.app.webhooks = WebhookStation(run.app.world, Poster(user_agent="test"))
        number, _ = await _hook(run, receiver.url)
        run.publish(outlet, TITLE, SUMMARY)
        await run.pass_time(30 * MINUTE)

        assert await _state(run, number) is HookState.REFUSED
        assert receiver.got == []
