"""When the next delivery may go out, and which: Telegram's limits, priorities and fairness. Sending stands elsewhere.

Limits (Bot API FAQ, "My bot is hitting limits"): about 30 messages a second over all, one a second in a chat,
20 a minute in a group or channel. Edits spend the same budget.
"""

import heapq
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Generic

from bot.alerts.lanes import RANKS, ChatQueue, Lane, Node, T

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SECOND = 1_000_000
#: Every fifth request is reserved for the rank that was served longest ago.
_RESERVE = 5
#: So many chats throttled within so long mean the bot, not the chats.
_FLOOD_CHATS = 3
_FLOOD_WITHIN = 10 * _SECOND
#: What was requested before that counts for nothing any more.
LONGEST_WINDOW = timedelta(minutes=1)
#: A clock that falls back further than this was set; less is a late caller.
_CLOCK_SLACK = _SECOND

_READY, _WAITING, _RESTING = "ready", "waiting", "resting"


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing may go out before this moment, unless something is offered or settled."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing can go out until something is offered or settled."""


class Pacer(Generic[T]):
    """Hands out deliveries one by one, each when it may be requested.

    Each delivery that `next` hands out has to be ended by `sent` or `again`. Chats are filed in one place each:
    ready by rank and turn, waiting by time, or resting until nothing of them matters any more; no call looks at
    more than the topics of one chat. Times inside are whole microseconds on a clock that never falls back.
    """

    def __init__(self, *, per_second: int = 28, in_flight: int = 16) -> None:
        """
        Args:
            per_second: requests a second, evenly spaced.
            in_flight: most requests at once; as many may arrive twice after a crash.
        """
        self._gap = -(-_SECOND // per_second)
        self._most = in_flight
        self._lanes: dict[int | tuple[int, int], Lane[T]] = {}
        self._queued: dict[int, Node[T]] = {}
        self._flying: dict[int, T] = {}
        self._ready: tuple[deque[ChatQueue[T]], ...] = tuple(deque() for _ in RANKS)
        #: Entries of `_ready` whose chat has left that rank; always ahead of its valid entry there.
        self._ghosts: Counter[tuple[int, int]] = Counter()
        self._waits: list[tuple[int, int, ChatQueue[T]]] = []
        self._rests: list[tuple[int, int, ChatQueue[T]]] = []
        self._numbers = count()
        self._slot = 0
        self._held_until = 0
        self._turn = 0
        self._served = [0 for _ in RANKS]
        self._floods: deque[tuple[int, int, int]] = deque()
        self._latest = 0
        self._shift = 0

    def __len__(self) -> int:
        """How many are queued; those in flight do not count."""
        return len(self._queued)

    @property
    def in_flight(self) -> int:
        """How many were handed out and not yet ended."""
        return len(self._flying)

    def resume(self, now: datetime, requests: Iterable[tuple[int, datetime]]) -> None:
        """Begin where another process ended: no slot is saved up, and its requests count for the limits of chats.

        Args:
            now: the moment.
            requests: chat and moment of those of the last `LONGEST_WINDOW`, oldest first.
        """
        at = self._at(now)
        self._slot = at + self._gap
        for chat, moment in requests:
            queue = self._lane(chat, 0).chat
            queue.remember(min((moment - _EPOCH) // _MICROSECOND + self._shift, at))
            self._file(queue, at)

    # --- in ---------------------------------------------------------------------------------------------

    def offer(self, delivery: T) -> bool:
        """Queue a delivery that is due; False where it is queued or in flight already."""
        if delivery.id in self._queued or delivery.id in self._flying:
            return False
        lane = self._lane(delivery.chat, delivery.thread)
        self._queued[delivery.id] = lane.append(delivery)
        chat = lane.chat
        if not lane.busy and not self._settled_as(chat, lane):
            self._file(chat, self._latest)
        return True

    def discard(self, delivery: int) -> bool:
        """Take a queued delivery out again; False where it is in flight or unknown."""
        node = self._queued.pop(delivery, None)
        if node is None or node.item is None:
            return False
        lane = self._lane(node.item.chat, node.item.thread)
        lane.discard(node)
        self._file(lane.chat, self._latest)
        return True

    def forget(self, chat: int, thread: int | None = None) -> tuple[T, ...]:
        """Take out all that is queued for a chat, or one of its topics, in order; for a pause or a migration."""
        main = self._lanes.get(chat)
        if main is None:
            return ()
        lanes = main.chat.lanes if thread is None else (self._lane(chat, thread),)
        found: list[T] = []
        for lane in lanes:
            while lane.census:
                item = lane.pop()
                del self._queued[item.id]
                found.append(item)
        self._file(main.chat, self._latest)
        return tuple(found)

    # --- out --------------------------------------------------------------------------------------------

    def next(self, now: datetime) -> T | Wait | Idle:
        """The delivery to request at this moment, or how long to wait for one.

        Args:
            now: the moment; may be late, never early.

        Returns:
            A delivery, which counts as requested now; Wait; or Idle, also while enough are in flight.
        """
        at = self._at(now)
        self._wake(at)
        if len(self._flying) >= self._most:
            return Idle()
        rank = self._next_rank()
        if rank is None:
            soonest = self._soonest()
            return Idle() if soonest is None else self._wait(soonest, at, now)
        if max(self._slot, self._held_until) > at:
            return self._wait(0, at, now)
        return self._grant(rank, at)

    def _wait(self, soonest: int, at: int, now: datetime) -> Wait:
        until = max(soonest, self._slot, self._held_until)
        return Wait(now + (until - at) * _MICROSECOND)

    def _grant(self, rank: int, at: int) -> T:
        chat = self._ready[rank].popleft()
        chat.filed = ""
        lane = chat.next_lane(at)
        if lane is None:  # pragma: no cover - a ready chat has an open lane
            raise AssertionError("a ready chat without an open lane")
        item = lane.pop()
        del self._queued[item.id]
        self._flying[item.id] = item
        chat.started(at)
        lane.busy, lane.turn = True, chat.turn
        self._turn += 1
        self._served[rank] = self._turn
        # A late caller may catch up one slot: at most 30 in any second, never a burst.
        self._slot = max(self._slot, at - self._gap) + self._gap
        self._file(chat, at)
        return item

    def _next_rank(self) -> int | None:
        """The best rank that has a ready chat; in every fifth turn the one served longest ago."""
        filled = [rank for rank in RANKS if self._has(rank)]
        if not filled:
            return None
        if self._turn % _RESERVE == _RESERVE - 1:
            return min(filled, key=lambda rank: self._served[rank])
        return filled[0]

    def _has(self, rank: int) -> bool:
        """Whether a chat is ready in this rank, after those that have left it were dropped."""
        line = self._ready[rank]
        while line and self._ghosts:
            mark = (rank, line[0].id)
            if mark not in self._ghosts:
                break
            self._ghosts[mark] -= 1
            if not self._ghosts[mark]:
                del self._ghosts[mark]
            line.popleft()
        return bool(line)

    # --- afterwards -------------------------------------------------------------------------------------

    def sent(self, delivery: int, now: datetime) -> None:
        """A delivery that `next` handed out has come to its end, well or badly."""
        item = self._flying.pop(delivery, None)
        if item is not None:
            self._land(self._lane(item.chat, item.thread), self._at(now))

    def again(self, delivery: T, now: datetime, until: datetime) -> None:
        """A delivery that `next` handed out goes back to the head of its lane, which waits until then.

        `delivery` may be a newer value with the same id; with another chat or thread it joins the end there.
        """
        before = self._flying.pop(delivery.id, None)
        if before is None:
            return
        at = self._at(now)
        lane = self._lane(before.chat, before.thread)
        if (before.chat, before.thread) == (delivery.chat, delivery.thread):
            self._queued[delivery.id] = lane.restore(delivery)
            lane.ready_at = at + max(until - now, timedelta()) // _MICROSECOND
            self._land(lane, at)
        else:
            self._land(lane, at)
            self.offer(delivery)

    def throttled(self, chat: int, retry_after: timedelta, now: datetime) -> None:
        """Telegram answered 429 for a chat: nothing goes there for so long.

        Where three chats are throttled within ten seconds everything stops for as long as all of them say. The
        delivery itself comes back by `again`.
        """
        at, pause = self._at(now), retry_after // _MICROSECOND
        self.hold(chat, now + retry_after)
        while self._floods and self._floods[0][0] < at - _FLOOD_WITHIN:
            self._floods.popleft()
        self._floods.append((at, chat, pause))
        if len({throttled for _, throttled, _ in self._floods}) >= _FLOOD_CHATS:
            shortest = min(pause for _, _, pause in self._floods)
            self._held_until = max(self._held_until, at + shortest)
            self._floods.clear()

    def hold(self, chat: int, until: datetime) -> None:
        """Nothing goes to this chat before then; for pauses that were stored before a restart."""
        queue = self._lane(chat, 0).chat
        queue.held_until = max(queue.held_until, (until - _EPOCH) // _MICROSECOND + self._shift)
        self._file(queue, self._latest)

    def hold_all(self, until: datetime) -> None:
        """Nothing goes out before then; for a network that is down."""
        self._held_until = max(self._held_until, (until - _EPOCH) // _MICROSECOND + self._shift)

    # --- filing -----------------------------------------------------------------------------------------

    def _land(self, lane: Lane[T], at: int) -> None:
        lane.busy = False
        lane.chat.ended(at)
        self._file(lane.chat, at)

    def _settled_as(self, chat: ChatQueue[T], lane: Lane[T]) -> bool:
        """Whether one more in this lane changes nothing about where the chat is filed."""
        if chat.filed == _READY:
            return chat.rank <= lane.rank
        return chat.filed == _WAITING and chat.wake_at >= lane.ready_at and len(chat.lanes) == 1

    def _file(self, chat: ChatQueue[T], at: int) -> None:
        """Put a chat where it belongs now."""
        open_lanes = [lane for lane in chat.lanes if lane.census and not lane.busy]
        if not open_lanes:
            self._unfile(chat)
            if not chat.flying and not any(lane.census for lane in chat.lanes):
                self._set_timer(chat, _RESTING, chat.quiet_at())
            return
        free_at = max(chat.free_at(at), min(lane.ready_at for lane in open_lanes))
        if free_at > at:
            if chat.filed != _WAITING or chat.wake_at != free_at:
                self._unfile(chat)
                self._set_timer(chat, _WAITING, free_at)
            return
        rank = min(lane.rank for lane in open_lanes if lane.ready_at <= at)
        if chat.filed != _READY or chat.rank != rank:
            self._unfile(chat)
            chat.filed, chat.rank = _READY, rank
            self._ready[rank].append(chat)

    def _unfile(self, chat: ChatQueue[T]) -> None:
        if chat.filed == _READY:
            self._ghosts[chat.rank, chat.id] += 1
        chat.filed = ""

    def _set_timer(self, chat: ChatQueue[T], filed: str, wake_at: int) -> None:
        chat.filed, chat.wake_at = filed, wake_at
        timers = self._waits if filed == _WAITING else self._rests
        heapq.heappush(timers, (wake_at, next(self._numbers), chat))

    def _wake(self, at: int) -> None:
        """File again all chats whose time has come, and drop those that are done."""
        while self._waits and self._waits[0][0] <= at:
            wake_at, _, chat = heapq.heappop(self._waits)
            if chat.filed == _WAITING and chat.wake_at == wake_at:
                self._file(chat, at)
        while self._rests and self._rests[0][0] <= at:
            wake_at, _, chat = heapq.heappop(self._rests)
            if chat.filed == _RESTING and chat.wake_at == wake_at:
                chat.filed = ""
                for lane in chat.lanes:
                    del self._lanes[_key(chat.id, lane.thread)]

    def _soonest(self) -> int | None:
        """When the first waiting chat may go; None where none waits."""
        while self._waits:
            wake_at, _, chat = self._waits[0]
            if chat.filed == _WAITING and chat.wake_at == wake_at:
                return wake_at
            heapq.heappop(self._waits)
        return None

    def _lane(self, chat: int, thread: int) -> Lane[T]:
        """The lane of a chat and topic, made where there is none; each chat has one for its thread 0."""
        lane = self._lanes.get(_key(chat, thread))
        if lane is not None:
            return lane
        main = self._lanes.get(chat)
        queue = main.chat if main else ChatQueue[T](chat)
        for missing in {thread} if main else {0, thread}:
            lane = self._lanes[_key(chat, missing)] = Lane(queue, missing)
            queue.lanes = (*queue.lanes, lane)
        return self._lanes[_key(chat, thread)]

    def _at(self, now: datetime) -> int:
        """The moment on the inner clock: a wall clock that is set back does not stop the deliveries."""
        at = (now - _EPOCH) // _MICROSECOND + self._shift
        if at < self._latest - _CLOCK_SLACK:
            self._shift += self._latest - at
        self._latest = max(self._latest, at)
        return self._latest


def _key(chat: int, thread: int) -> int | tuple[int, int]:
    """Chats without topics are many, and a tuple for each would be memory for nothing."""
    return (chat, thread) if thread else chat
