"""Tests of bot/web/server.py."""

import asyncio

import httpx

from bot.web.server import listening, server


async def test_healthz_is_well_until_a_station_stalls() -> None:
    """200 while everything moves; 503 with the station's name and a sentence when it does not."""
    stalled: dict[str, str] = {}
    place = listening(0, host="127.0.0.1")
    port = place.getsockname()[1]
    running = server(lambda: stalled)
    task = asyncio.create_task(running.serve(sockets=[place]))
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        while not running.started:  # noqa: ASYNC110 - uvicorn tells it by a flag only
            await asyncio.sleep(0.01)
        well = await client.get("/healthz")
        stalled["desk"] = "last seen at its work 400 s ago"
        ill = await client.get("/healthz")
        nowhere = await client.get("/")
    await running.stop()
    await task

    assert (well.status_code, well.json()) == (200, {"ok": True, "stalled": {}})
    assert (ill.status_code, ill.json()) == (503, {"ok": False, "stalled": dict(stalled)})
    assert nowhere.status_code == 404
