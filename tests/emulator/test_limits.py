"""The pace is enforced as Telegram documents it, counted, and can be switched off; the clock is ours."""

from collections.abc import Callable

import pytest
from telegram.error import RetryAfter

from tests.emulator import Clock, Pace
from tests.emulator.errors import Refusal
from tests.emulator.judges import emulated
from tests.emulator.limits import Limits


def limits(pace: Pace | None = None, *, on: bool = True) -> tuple[Limits, Clock]:
    """Limits under a frozen clock."""
    clock = Clock(frozen_at=1_000_000.0)
    return Limits(clock, pace, on=on), clock


def refused(spend: Callable[[], None]) -> int:
    """The seconds that a refusal asks for."""
    with pytest.raises(Refusal) as caught:
        spend()
    assert caught.value.code == 429
    return caught.value.parameters["retry_after"]


def test_one_a_second_in_a_chat() -> None:
    """The second message within a second is refused, one a second later is not."""
    bound, clock = limits()
    bound.spend(1, is_group=False)
    clock.advance(0.9)
    assert refused(lambda: bound.spend(1, is_group=False)) == 1
    bound.spend(2, is_group=False)
    clock.advance(1.0)
    bound.spend(1, is_group=False)

    assert [(v.chat, v.rule) for v in bound.violations] == [(1, "chat")]


def test_a_little_too_early_is_allowed() -> None:
    """Arrival may jitter by 50 milliseconds."""
    bound, clock = limits()
    bound.spend(1, is_group=False)
    clock.advance(0.96)
    bound.spend(1, is_group=False)

    assert bound.violations == []


def test_thirty_a_second_overall() -> None:
    """The thirty-first message within a second is refused, whatever its chat."""
    bound, clock = limits()
    for chat in range(1, 31):
        bound.spend(chat, is_group=False)
    assert refused(lambda: bound.spend(31, is_group=False)) == 1
    clock.advance(1.0)
    bound.spend(32, is_group=False)

    assert [v.rule for v in bound.violations] == ["overall"]
    assert bound.peaks()["overall_per_second"] == 30


def test_twenty_a_minute_in_a_group() -> None:
    """The twenty-first message to a group waits until the first is a minute old; private chats do not."""
    bound, clock = limits()
    for _ in range(20):
        bound.spend(-1, is_group=True)
        bound.spend(1, is_group=False)
        clock.advance(1.0)
    bound.spend(1, is_group=False)
    assert refused(lambda: bound.spend(-1, is_group=True)) == 40
    clock.advance(20.0)
    assert refused(lambda: bound.spend(-1, is_group=True)) == 20
    clock.advance(20.0)
    bound.spend(-1, is_group=True)

    assert [v.rule for v in bound.violations] == ["group", "impatient"]
    assert bound.peaks()["group_per_minute"] == 20


def test_switched_off() -> None:
    """Without enforcement nothing is refused, but all is still counted."""
    bound, _ = limits(on=False)
    for _ in range(3):
        bound.spend(1, is_group=False)

    assert len(bound.violations) == 2
    assert bound.peaks()["chat_per_second"] == 3


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_retry_after_reaches_the_client() -> None:
    """python-telegram-bot raises RetryAfter; edits spend the same budget; a refused request changes nothing."""
    clock = Clock(frozen_at=1_000_000.0)
    async with emulated(enforce=True, clock=clock) as (emulator, bot):
        ada = emulator.stage.user(started=True)
        message = await bot.send_message(ada, "one")
        with pytest.raises(RetryAfter):
            await bot.edit_message_text("two", ada, message.message_id)
        clock.advance(1.0)
        await bot.edit_message_text("three", ada, message.message_id)

        assert [seen.text for seen in emulator.sent(ada)] == ["three"]
        assert [record.outcome for record in emulator.history(outcome="")] == [
            "accepted",
            "refused",
            "accepted",
        ]
