"""Updates are numbered upwards, kept until confirmed, filtered as asked, fetched by one poll at a time."""

import asyncio
import json

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict

from tests.emulator.judges import client, emulated
from tests.emulator.waiting import until
from tests.emulator.wire import Answer, HttpServer, Request


async def texts(bot: Bot, *, timeout: int = 0, offset: int = 0, limit: int = 100) -> list[str | None]:  # noqa: ASYNC109
    """The texts of the updates that a poll returns."""
    updates = await bot.get_updates(timeout=timeout, offset=offset, limit=limit)
    return [update.message.text for update in updates if update.message is not None]


async def test_offsets() -> None:
    """Unconfirmed updates come again; an offset confirms; a negative one counts from the end and forgets the rest."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user()
        for text in "abcde":
            emulator.stage.say(ada, text)
        first = (await bot.get_updates(timeout=0))[0].update_id

        assert await texts(bot) == list("abcde")
        assert await texts(bot, offset=first + 1, limit=2) == list("bc")
        assert await texts(bot, offset=-2) == list("de")
        assert await texts(bot) == list("de")
        assert await texts(bot, offset=first + 5) == []


async def test_long_poll() -> None:
    """A poll waits for an update and returns at once when one comes."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user()
        poll = asyncio.create_task(texts(bot, timeout=30))
        await until(lambda: emulator.inbox.is_polled)
        emulator.stage.say(ada, "hello")
        assert await asyncio.wait_for(poll, 5) == ["hello"]


async def test_newer_poll_wins() -> None:
    """A second instance's poll ends the first one's with 409 and gets the updates."""
    async with emulated(conflict_delay=0.0) as (emulator, bot), client(emulator) as second:
        ada = emulator.stage.user()
        older = asyncio.create_task(texts(bot, timeout=30))
        await until(lambda: emulator.inbox.is_polled)
        newer = asyncio.create_task(texts(second, timeout=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await older
        emulator.stage.say(ada, "x")
        assert await newer == ["x"]


async def test_poll_of_a_client_that_died() -> None:
    """A poll ends when its client goes; what comes then waits for the next one."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user()
        async with httpx.AsyncClient(timeout=0.1, trust_env=False) as dying:
            with pytest.raises(httpx.ReadTimeout):
                await dying.get(f"{emulator.url}/bot{emulator.token}/getUpdates", params={"timeout": 30})
        await until(lambda: not emulator.inbox.is_polled)
        emulator.stage.say(ada, "x")
        assert await texts(bot) == ["x"]


async def test_allowed_updates_are_remembered() -> None:
    """Once listed, only these kinds are kept, also in polls that list nothing; an empty list restores the default."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        await bot.get_updates(timeout=0, allowed_updates=["my_chat_member"])
        emulator.stage.say(ada, "lost")
        emulator.stage.block(ada)
        updates = await bot.get_updates(timeout=0)
        assert [update.my_chat_member is not None for update in updates] == [True]
        await bot.get_updates(
            timeout=0, offset=updates[0].update_id + 1, api_kwargs={"allowed_updates": "[]"}
        )
        emulator.stage.unblock(ada)
        emulator.stage.say(ada, "kept")
        assert await texts(bot) == ["kept"]


async def test_updates_expire_after_a_day() -> None:
    """Updates that nobody fetches are gone after 24 hours."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user()
        emulator.stage.say(ada, "old")
        emulator.clock.advance(23 * 3600)
        emulator.stage.say(ada, "new")
        emulator.clock.advance(2 * 3600)
        assert await texts(bot) == ["new"]


async def test_webhook() -> None:
    """A webhook gets each update with the secret until it answers 200; polling is refused meanwhile."""
    seen: list[tuple[str, str]] = []

    async def receive(request: Request) -> Answer:
        text = json.loads(request.body)["message"]["text"]
        seen.append((text, request.headers.get("x-telegram-bot-api-secret-token", "")))
        return Answer.json({}, 500 if len(seen) == 1 else 200)

    receiver = HttpServer(receive)
    await receiver.start()
    async with emulated(conflict_delay=0.0) as (emulator, bot):
        ada = emulator.stage.user()
        with pytest.raises(BadRequest, match="Secret token contains unallowed characters"):
            await bot.set_webhook("https://e.org/", api_kwargs={"secret_token": "a b"})
        await bot.set_webhook(f"{receiver.url}/hook", secret_token="s3cret")
        with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
            await bot.get_updates(timeout=0)
        emulator.stage.say(ada, "one")
        emulator.stage.say(ada, "two")
        await until(lambda: not emulator.inbox.waiting)
        assert (await bot.get_webhook_info()).url == f"{receiver.url}/hook"
        assert await bot.delete_webhook()
        assert (await bot.get_webhook_info()).url == ""
    await receiver.stop()

    assert seen == [("one", "s3cret"), ("one", "s3cret"), ("two", "s3cret")]
