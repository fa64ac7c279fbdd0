"""Each fault looks to python-telegram-bot as it would in the field, and is or is not accepted as it says."""

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from tests.emulator import Kind
from tests.emulator.judges import emulated


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
@pytest.mark.parametrize(
    ("kind", "raised", "cause", "accepted"),
    [
        (Kind.FLOOD, RetryAfter, None, False),
        (Kind.FORBIDDEN, Forbidden, None, False),
        (Kind.BAD_REQUEST, BadRequest, None, False),
        (Kind.MIGRATE, ChatMigrated, None, False),
        (Kind.SERVER_ERROR, NetworkError, None, False),
        (Kind.BAD_GATEWAY, NetworkError, TelegramError, False),
        (Kind.DROP_BEFORE, NetworkError, httpx.RemoteProtocolError, False),
        (Kind.BAD_GATEWAY_AFTER, NetworkError, TelegramError, True),
        (Kind.DROP_AFTER, NetworkError, httpx.RemoteProtocolError, True),
        (Kind.CUT, NetworkError, httpx.RemoteProtocolError, True),
        (Kind.HOLD, TimedOut, httpx.ReadTimeout, True),
    ],
)
async def test_faults(
    kind: Kind, raised: type[Exception], cause: type[Exception] | None, accepted: bool
) -> None:
    """The client raises what it raises on the real thing; evidence tells whether the message is in the chat."""
    async with emulated(read_timeout=0.2) as (emulator, bot):
        ada = emulator.stage.user(started=True)
        emulator.fault(kind, method="sendMessage", seconds=1, migrate_to=-1001)
        with pytest.raises(raised) as caught:
            await bot.send_message(ada, "x")
        assert type(caught.value) is raised
        assert cause is None or isinstance(caught.value.__cause__, cause)
        assert len(emulator.sent(ada)) == accepted
        assert emulator.history(outcome="")[-1].fault == kind
        if kind is not Kind.FLOOD:
            await bot.send_message(ada, "y")
            assert len(emulator.sent(ada)) == accepted + 1


async def test_slow() -> None:
    """A slow request is accepted late and answered."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        emulator.fault(Kind.SLOW, seconds=0.1)
        assert await bot.send_message(ada, "x")


async def test_connection_refused() -> None:
    """While the emulator is down nothing is accepted; afterwards it is at the same address with the same chats."""
    async with emulated() as (emulator, bot):
        ada = emulator.stage.user(started=True)
        await emulator.go_down()
        with pytest.raises(NetworkError) as caught:
            await bot.send_message(ada, "x")
        assert isinstance(caught.value.__cause__, httpx.ConnectError)
        await emulator.come_up()
        assert await bot.send_message(ada, "y")


async def test_plans() -> None:
    """A plan strikes its method and chat only, as often as it says, after those that it lets pass."""
    async with emulated() as (emulator, bot):
        ada, bob = emulator.stage.user(started=True), emulator.stage.user(started=True)
        emulator.fault(
            "bad_request", method="sendMessage", chat=ada, after=1, times=2, text="message thread not found"
        )
        assert await bot.send_message(bob, "x")
        assert await bot.send_message(ada, "x")
        for _ in range(2):
            with pytest.raises(BadRequest, match="Message thread not found"):
                await bot.send_message(ada, "x")
            assert await bot.send_chat_action(ada, "typing")
        assert await bot.send_message(ada, "x")
        assert [fault["struck"] for fault in emulator.faults.shape()] == [2]


async def test_share_and_clearing() -> None:
    """A share strikes by chance, the same for the same seed; a cleared plan strikes no more."""
    outcomes = []
    for _ in range(2):
        async with emulated(seed=7) as (emulator, bot):
            ada = emulator.stage.user(started=True)
            plan = emulator.fault(Kind.FORBIDDEN, share=0.5, times=None)
            struck = ""
            for _ in range(20):
                try:
                    await bot.send_chat_action(ada, "typing")
                    struck += "."
                except Forbidden:
                    struck += "x"
            emulator.faults.clear(plan)
            assert await bot.send_chat_action(ada, "typing")
            outcomes.append(struck)

    assert outcomes[0] == outcomes[1]
    assert 4 <= outcomes[0].count("x") <= 16
