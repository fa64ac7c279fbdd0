"""Telegram's pacing: 30 messages a second overall, one a second in a chat, 20 a minute in a group or channel.

The figures are those of the Bot API FAQ ("My bot is hitting limits"). What exceeds them is refused with 429 and
counted as a violation; who does not wait for `retry_after` is refused again.
"""

from collections import defaultdict, deque
from dataclasses import asdict, dataclass
from typing import Any

from tests.emulator.clock import Clock
from tests.emulator.errors import Refusal, too_many_requests


@dataclass(frozen=True, slots=True)
class Pace:
    """What is enforced. Windows in seconds."""

    overall: int = 30
    chat: int = 1
    group: int = 20
    second: float = 1.0
    minute: float = 60.0
    #: Messages may arrive this much (seconds) too early: the network is not a metronome.
    jitter: float = 0.05


@dataclass(frozen=True, slots=True)
class Violation:
    """One request that came too early."""

    at: float
    chat: int
    #: overall, chat, group, or impatient (during a wait that was asked for).
    rule: str
    retry_after: int


class Limits:
    """Counts accepted messages and refuses what exceeds the pace."""

    def __init__(self, clock: Clock, pace: Pace | None = None, *, on: bool = True) -> None:
        self._clock = clock
        self.pace = pace or Pace()
        self.on = on
        self.violations: list[Violation] = []
        self._overall: deque[float] = deque()
        self._chats: defaultdict[int, deque[float]] = defaultdict(deque)
        self._blocked: dict[int, float] = {}
        self._peaks = {"overall_per_second": 0, "chat_per_second": 0, "group_per_minute": 0}

    def spend(self, chat: int, *, is_group: bool) -> None:
        """Take one message's worth; raises 429 with `retry_after`."""
        now = self._clock.now()
        if (refusal := self._refusal(chat, now, is_group)) and self.on:
            self.block(chat, refusal.parameters["retry_after"])
            raise refusal
        self._overall.append(now)
        times = self._chats[chat]
        times.append(now)
        _forget(self._overall, now - self.pace.second)
        _forget(times, now - self.pace.minute)
        self._note_peaks(now, times, is_group)

    def block(self, chat: int, seconds: float) -> None:
        """Refuse a chat for a while, as after a 429."""
        self._blocked[chat] = self._clock.now() + seconds

    def enforce(self, on: bool) -> None:
        """Switch the refusals on or off; violations and peaks are counted either way."""
        self.on = on

    def peaks(self) -> dict[str, int]:
        """The most accepted messages in any one window: overall and in a chat per second, in a group per minute."""
        return dict(self._peaks)

    def shape(self) -> list[dict[str, Any]]:
        """The violations as JSON."""
        return [asdict(violation) for violation in self.violations]

    def _refusal(self, chat: int, now: float, is_group: bool) -> Refusal | None:
        if (wait := self._blocked.get(chat, 0.0) - now) > self.pace.jitter:
            return self._violated("impatient", chat, now, wait)
        pace, times = self.pace, self._chats[chat]
        rules = [
            ("overall", self._overall, pace.overall, pace.second),
            ("chat", times, pace.chat, pace.second),
        ]
        if is_group:
            rules.append(("group", times, pace.group, pace.minute))
        for rule, moments, most, window in rules:
            # Where the one that is `most` messages ago still lies in the window, this one is too many.
            if len(moments) >= most and (wait := moments[-most] + window - pace.jitter - now) > 0:
                return self._violated(rule, chat, now, wait)
        return None

    def _violated(self, rule: str, chat: int, now: float, wait: float) -> Refusal:
        refusal = too_many_requests(wait)
        self.violations.append(Violation(now, chat, rule, refusal.parameters["retry_after"]))
        return refusal

    def _note_peaks(self, now: float, times: deque[float], is_group: bool) -> None:
        since = now - self.pace.second + self.pace.jitter
        a_minute_ago = now - self.pace.minute + self.pace.jitter
        found = {
            "overall_per_second": sum(moment > since for moment in self._overall),
            "chat_per_second": sum(moment > since for moment in times),
            "group_per_minute": sum(moment > a_minute_ago for moment in times) if is_group else 0,
        }
        self._peaks = {name: max(count, self._peaks[name]) for name, count in found.items()}


def _forget(moments: deque[float], before: float) -> None:
    while moments and moments[0] <= before:
        moments.popleft()
