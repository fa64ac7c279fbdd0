"""Tests of bot/web/server.py and metrics.py."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
from prometheus_client.parser import text_string_to_metric_families

from bot.web.server import listening, server
from bot.web.vitals import LeaseView, Quantiles, Queue, Stored, Vitals

FULL = Vitals(
    version="1.2.3",
    database="postgresql",
    stored=Stored(
        feeds={"well": 5, "failing": 1},
        queues={"deliveries": Queue(3, 12.5)},
        deliveries={"pending": 3, "uncertain": 1},
        chats={"active": 9},
        guards={"held": 0},
        paused=True,
        leases=[LeaseView("desk", 4, "one:1", here=True), LeaseView("send", 2, "", here=False)],
        published_to_seen=[Quantiles("*", 60, 300, 40), Quantiles("mada", 50, 90, 12)],
        seen_to_sent=[Quantiles("*", 1, 5, 7)],
        size=123_456,
    ),
    silences={"desk": 0.5},
    tally={
        ("polls", "answered"): 7,
        ("articles", "mada"): 3,
        ("telegram_requests", "first", "sent"): 2,
        ("station_failures", "desk"): 1,
        ("dead_man_pings", "answered"): 1,
    },
    disk_free=10**9,
    backup_age=3600,
)


@dataclass(slots=True)
class Told:
    """A health that says what the test wants."""

    stalled_: dict[str, str] = field(default_factory=dict)
    unready_: dict[str, str] = field(default_factory=dict)
    vitals_: Vitals = FULL

    def stalled(self) -> Mapping[str, str]:
        return self.stalled_

    async def unready(self) -> Mapping[str, str]:
        return self.unready_

    async def vitals(self) -> Vitals:
        return self.vitals_


@asynccontextmanager
async def client(health: Told) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a running server."""
    place = listening(0, host="127.0.0.1")
    port = place.getsockname()[1]
    running = server(health)
    task = asyncio.create_task(running.serve(sockets=[place]))
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as asking:
        while not running.started:  # noqa: ASYNC110 - uvicorn tells it by a flag only
            await asyncio.sleep(0.01)
        yield asking
    await running.stop()
    await task


async def test_alive_and_ready_are_two_questions() -> None:
    """200 while all is well; 503 with the name and a sentence otherwise, each for itself."""
    health = Told()
    async with client(health) as asking:
        well = [await asking.get(path) for path in ("/healthz", "/readyz")]
        health.unready_["database"] = "cannot be reached"
        alive, unready = [await asking.get(path) for path in ("/healthz", "/readyz")]
        health.stalled_["desk"] = "last seen at its work 400 s ago"
        dead = await asking.get("/healthz")
        nowhere = await asking.get("/")

    assert [(one.status_code, one.json()) for one in well] == [
        (200, {"ok": True, "stalled": {}}),
        (200, {"ok": True, "unready": {}}),
    ]
    assert (alive.status_code, unready.status_code) == (200, 503)
    assert unready.json() == {"ok": False, "unready": {"database": "cannot be reached"}}
    assert (dead.status_code, dead.json()) == (503, {"ok": False, "stalled": dict(health.stalled_)})
    assert nowhere.status_code == 404


async def test_metrics_can_be_read_back() -> None:
    """Prometheus' own parser finds the figures under their names."""
    async with client(Told()) as asking:
        page = await asking.get("/metrics")
    found = {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(page.text)
        for sample in family.samples
    }

    assert page.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert found["khabar_database_up",] == 1
    assert found["khabar_feeds", ("state", "failing")] == 1
    assert found["khabar_queue_age_seconds", ("queue", "deliveries")] == 12.5
    assert found["khabar_published_to_seen_seconds", ("outlet", "mada"), ("quantile", "0.95")] == 90
    assert found["khabar_lease_vacant", ("role", "send")] == 1
    assert found["khabar_lease_held", ("role", "desk")] == 1
    assert found["khabar_telegram_requests_total", ("kind", "first"), ("outcome", "sent")] == 2
    assert found["khabar_paused",] == 1
    assert found["process_resident_memory_bytes",] > 10**6


async def test_metrics_without_a_database_say_so() -> None:
    """What the process knows by itself is told all the same."""
    away = Vitals(version="1", database="sqlite", stored=None, silences={"desk": 1}, tally={})
    async with client(Told(vitals_=away)) as asking:
        page = (await asking.get("/metrics")).text

    assert "khabar_database_up 0.0" in page
    assert 'khabar_station_silence_seconds{station="desk"} 1.0' in page
    assert "khabar_feeds{" not in page
