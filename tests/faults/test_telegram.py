"""What Telegram does wrong: lost answers, floods, gateways, silence, a wrong token, a second poller, odd updates."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.emulator import Kind
from tests.journeys.harness import Journey, journey
from tests.journeys.outlets import Outlet
from tests.journeys.telling import SUMMARY, TITLE, alerts, primed, small_watchlists, subscribed_reader


def _first(run: Journey, chat: int) -> tuple[str, int] | None:
    """State and attempts of the first message of a chat's alert."""
    with closing(sqlite3.connect(f"file:{run.data / 'khabar.sqlite'}?mode=ro", uri=True)) as store:
        row = store.execute(
            "SELECT state, attempts FROM delivery WHERE kind = 'first' AND chat_id = ?", (chat,)
        ).fetchone()
        return (row[0], row[1]) if row else None


@pytest.mark.parametrize(
    ("kind", "times", "settled", "arrived"),
    [
        (Kind.DROP_AFTER, 1, ("sent", 2), 2),  # nobody could know that the first one had arrived
        (Kind.CUT, 2, ("uncertain", 2), 2),  # not a third time
        (Kind.BAD_GATEWAY, 1, ("sent", 2), 1),
        (Kind.FLOOD, 4, ("sent", 1), 1),
    ],
)
async def test_an_alert_whose_request_goes_wrong(
    tmp_path: Path, kind: Kind, times: int, settled: tuple[str, int], arrived: int
) -> None:
    """As the table of alerts/outbox.py says: once more where nobody knows, never a third time, 429 does not count."""
    outlet = Outlet("levant-monitor", full_text="never")
    async with journey(tmp_path, outlet, watchlists=small_watchlists()) as run:
        await run.start()
        await run.until_polling()
        ada = await subscribed_reader(run)
        await primed(run)
        run.emulator.fault(kind, method="sendMessage", chat=ada, times=times, seconds=1)
        outlet.publish(TITLE, SUMMARY)
        await run.until(lambda: _first(run, ada) == settled, what=f"the delivery {settled}")

        assert len(alerts(run, ada)) == arrived
        assert run.emulator.limits.violations == []


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
