"""What Telegram does wrong: lost answers, floods, gateways, silence, a wrong token, a second poller, odd updates."""

import random
from pathlib import Path
from typing import Any

import httpx

from tests.emulator import Kind
from tests.faults.load import WATCHLISTS, database, outlets, publish, subscribe
from tests.journeys.harness import Journey, journey
from tests.journeys.outlets import Outlet
from tests.journeys.telling import SUMMARY, TITLE, alerts, primed, small_watchlists, subscribed_reader


def _firsts(run: Journey) -> dict[int, tuple[str, int]]:
    """State and attempts of the first messages of alerts, by chat."""
    with database(run) as store:
        rows = store.execute("SELECT chat_id, state, attempts FROM delivery WHERE kind = 'first'")
        return {chat: (state, attempts) for chat, state, attempts in rows}


async def test_alerts_whose_requests_go_wrong(tmp_path: Path) -> None:
    """As the table of alerts/outbox.py says: once more where nobody knows, never a third time, 429 does not count."""
    # What goes wrong, how often; how the delivery ends, after how many attempts; messages in the chat.
    cases = (
        (Kind.DROP_AFTER, 1, ("sent", 2), 2),  # nobody could know that the first one had arrived
        (Kind.CUT, 2, ("uncertain", 2), 2),
        (Kind.BAD_GATEWAY, 1, ("sent", 2), 1),
        (Kind.FLOOD, 4, ("sent", 1), 1),
    )
    async with journey(tmp_path, *outlets(1), watchlists=WATCHLISTS) as run:
        bot = await run.start()
        await run.until_polling()
        chats = list(await subscribe(run, len(cases)))
        await primed(run)
        for chat, (kind, times, _, _) in zip(chats, cases, strict=True):
            run.emulator.fault(kind, method="sendMessage", chat=chat, times=times, seconds=1)
        publish(run.outlets, len(cases), random.Random(2))
        wanted = {chat: settled for chat, (_, _, settled, _) in zip(chats, cases, strict=True)}
        await run.until(lambda: _firsts(run) == wanted, what=f"the deliveries {wanted}")

        assert [len(alerts(run, chat)) for chat in chats] == [arrived for _, _, _, arrived in cases]
        assert run.emulator.limits.violations == []
        assert "Traceback" not in bot.output()


async def test_telegram_comes_up_after_the_bot(tmp_path: Path) -> None:
    """Down at the start: outlets are polled all the same, and people are answered once it is there."""
    outlet = Outlet("levant-monitor", full_text="never")
    async with journey(tmp_path, outlet, watchlists=small_watchlists()) as run:
        await run.emulator.go_down()
        bot = await run.start()
        await primed(run)

        assert "Telegram cannot be reached yet" in bot.output()
        assert "Traceback" not in bot.output()

        await run.emulator.come_up()
        ada = await subscribed_reader(run)
        outlet.publish(TITLE, SUMMARY)
        await run.until(lambda: alerts(run, ada), what="the alert")


async def test_a_wrong_token_ends_in_one_sentence(tmp_path: Path) -> None:
    """Exit 1, one line, no traceback, and not the token."""
    token = "5000000001:AAWrongTokenThatTelegramDoesNotKnow01"
    async with journey(tmp_path, Outlet("levant-monitor"), watchlists=small_watchlists()) as run:
        bot = await run.start(TELEGRAM_BOT_TOKEN=token, LOG_LEVEL="ERROR")
        code = await bot.ended(30)

        assert code == 1
        assert len(bot.output().strip().splitlines()) == 1
        assert bot.output().startswith("TELEGRAM_BOT_TOKEN: ")
        assert token not in bot.output()


async def test_a_second_poller_is_told_of_and_outlived(tmp_path: Path) -> None:
    """409 on getUpdates: said in words; the bot answers again when the other one has gone."""
    async with journey(
        tmp_path, Outlet("levant-monitor"), watchlists=small_watchlists(), conflict_delay=0.1
    ) as run:
        bot = await run.start()
        await run.until_polling()
        address = f"{run.emulator.url}/bot{run.emulator.token}/getUpdates"
        async with httpx.AsyncClient(timeout=5, trust_env=False) as other:
            await other.post(address, data={"timeout": "0"})
        await run.until(
            lambda: "another process asks Telegram" in bot.output(), what="words about the other one"
        )
        await subscribed_reader(run)

        assert "Traceback" not in bot.output()


def _odd(chat: dict[str, Any], user: int) -> dict[str, Any]:
    return {
        "message_id": 77,
        "date": 1_700_000_000,
        "chat": chat,
        "from": {"id": user, "is_bot": False, "first_name": "Odd"},
        "text": "/start",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    }


async def test_updates_that_cannot_be_handled_do_not_block_the_next(tmp_path: Path) -> None:
    """A chat of a kind that does not exist yet, and a message without a chat."""
    async with journey(tmp_path, Outlet("levant-monitor"), watchlists=small_watchlists()) as run:
        bot = await run.start()
        await run.until_polling()
        run.emulator.inbox.put("message", _odd({"id": 4, "type": "hologram"}, 4))
        broken = _odd({}, 5)
        del broken["chat"]
        run.emulator.inbox.put("message", broken)
        await subscribed_reader(run)

        assert bot.is_running
        assert run.emulator.inbox.waiting == []
