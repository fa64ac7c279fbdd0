"""The queues behind the pacer: a lane for each chat and topic, first in, first out. When one may move stands in
pacing.py."""

from collections import deque
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from bot.model import DeliveryKind

#: Priorities: 0 goes first.
RANK = {
    DeliveryKind.ANSWER: 0,
    DeliveryKind.UPDATE: 1,
    DeliveryKind.FIRST: 2,
    DeliveryKind.EDIT: 3,
    DeliveryKind.DIGEST: 4,
    DeliveryKind.SAMPLE: 5,
}
#: Of the first message of an urgent watchlist: with what turns a story that was told.
URGENT = RANK[DeliveryKind.UPDATE]
RANKS = range(len(RANK))
_ANSWER = RANK[DeliveryKind.ANSWER]
#: After so many answers in a row a lane lets one telling through.
_ANSWERS_IN_A_ROW = 4
#: Bits of a lane's census for each rank; 16 million deliveries of one rank fit into one lane.
_BITS = 24


class Paced(Protocol):
    """What the pacer needs to know of a delivery."""

    @property
    def id(self) -> int: ...
    @property
    def priority(self) -> int: ...
    @property
    def chat(self) -> int: ...
    @property
    def thread(self) -> int: ...


T = TypeVar("T", bound=Paced)


class Node(Generic[T]):
    """One queued delivery; `item` is None once it was discarded."""

    __slots__ = ("after", "item")

    def __init__(self, item: T, after: "Node[T] | None" = None) -> None:
        self.item: T | None = item
        self.after = after


class Queue(Generic[T]):
    """First in, first out, as a linked list: ten thousand almost empty deques would take 6 MB."""

    __slots__ = ("head", "tail")

    def __init__(self) -> None:
        self.head: Node[T] | None = None
        self.tail: Node[T] | None = None

    def append(self, item: T) -> Node[T]:
        """Add at the end."""
        node = Node(item)
        if self.tail is None:
            self.head = node
        else:
            self.tail.after = node
        self.tail = node
        return node

    def restore(self, item: T) -> Node[T]:
        """Put back at the front."""
        self.head = Node(item, self.head)
        self.tail = self.tail or self.head
        return self.head

    def first(self) -> T | None:
        """The first one that was not discarded."""
        while self.head is not None and self.head.item is None:
            self._step()
        return self.head.item if self.head else None

    def pop(self) -> T:
        """Take the first one.

        Raises:
            IndexError: the queue is empty.
        """
        item = self.first()
        if item is None:
            raise IndexError("the queue is empty")
        self._step()
        return item

    def _step(self) -> None:
        self.head = self.head.after if self.head else None
        if self.head is None:
            self.tail = None


class Lane(Generic[T]):
    """One chat and topic: tellings in order, answers in order, and answers ahead of tellings.

    A person who presses a button does not wait for the alerts that happen to be queued for the same chat.
    """

    __slots__ = ("answers", "busy", "census", "chat", "ready_at", "streak", "tellings", "thread", "turn")

    def __init__(self, chat: "ChatQueue[T]", thread: int) -> None:
        self.chat = chat
        self.thread = thread
        self.tellings: Queue[T] | None = None
        self.answers: Queue[T] | None = None
        #: One delivery is in flight: the next waits, or the order could be lost.
        self.busy = False
        #: Retry time of its first delivery, in microseconds.
        self.ready_at = 0
        #: How many of each rank are queued, one field of `_BITS` bits for each.
        self.census = 0
        self.streak = 0
        #: The chat's turn in which this lane was served last.
        self.turn = 0

    @property
    def rank(self) -> int:
        """The best rank queued: what stands in front of an urgent delivery moves with its urgency."""
        return ((self.census & -self.census).bit_length() - 1) // _BITS

    def append(self, item: T) -> Node[T]:
        """Queue one more."""
        if not self.census:
            self.turn = self.chat.turn
        self.census += 1 << (_BITS * item.priority)
        return self._queue(item).append(item)

    def restore(self, item: T) -> Node[T]:
        """Put one back that could not be delivered yet, ahead of the others."""
        self.census += 1 << (_BITS * item.priority)
        return self._queue(item).restore(item)

    def discard(self, node: Node[T]) -> None:
        """Remove a queued one."""
        if node.item is not None:
            self._forget(node.item)
            node.item = None

    def pop(self) -> T:
        """Take the next one.

        Raises:
            IndexError: nothing is queued.
        """
        answers = self.answers if self.answers and self.answers.first() else None
        tellings = self.tellings if self.tellings and self.tellings.first() else None
        if answers and (tellings is None or self.streak < _ANSWERS_IN_A_ROW):
            self.streak += 1
            queue = answers
        else:
            self.streak = 0
            queue = tellings or Queue()
        item = queue.pop()
        self._forget(item)
        return item

    def _queue(self, item: T) -> Queue[T]:
        if item.priority == _ANSWER:
            self.answers = self.answers or Queue()
            return self.answers
        self.tellings = self.tellings or Queue()
        return self.tellings

    def _forget(self, item: T) -> None:
        self.census -= 1 << (_BITS * item.priority)


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram's limits of one chat, in microseconds and messages."""

    gap: int = 1_000_000
    window: int = 60_000_000
    #: In one window; None for private chats, which have only the gap.
    most: int | None = None


PRIVATE = Limits()
GROUP = Limits(most=20)


class ChatQueue(Generic[T]):
    """One chat: its lanes, and what Telegram's limits per chat leave it."""

    __slots__ = (
        "done",
        "filed",
        "flying",
        "held_until",
        "id",
        "lanes",
        "rank",
        "ready_at",
        "turn",
        "wake_at",
    )

    def __init__(self, chat: int) -> None:
        self.id = chat
        self.lanes: tuple[Lane[T], ...] = ()
        #: Earliest next request by the gap.
        self.ready_at = 0
        #: Telegram's flood wait.
        self.held_until = 0
        #: When the requests of the last window were answered; None for a chat without a window.
        self.done: deque[int] | None = None if self.limits.most is None else deque()
        self.flying = 0
        self.turn = 0
        #: Where the pacer has filed it, and as what.
        self.filed = ""
        self.rank = 0
        self.wake_at = 0

    @property
    def limits(self) -> Limits:
        """Groups, supergroups and channels have negative ids (Bot API, Chat)."""
        return GROUP if self.id < 0 else PRIVATE

    def free_at(self, at: int) -> int:
        """When Telegram's limits of this chat allow the next request, in microseconds."""
        limits, free = self.limits, max(self.ready_at, self.held_until)
        if self.done is None or limits.most is None:
            return free
        while self.done and self.done[0] + limits.window <= at:
            self.done.popleft()
        over = len(self.done) + self.flying - limits.most
        if over < 0:
            return free
        # Where those in flight fill the window, the first answer files the chat again.
        oldest = self.done[min(over, len(self.done) - 1)] if self.done else at
        return max(free, oldest + limits.window)

    def started(self, at: int) -> None:
        """A request goes out."""
        self.flying += 1
        self.turn += 1
        self.ready_at = at + self.limits.gap

    def ended(self, at: int) -> None:
        """A request was answered. Telegram took it at some moment before, so the limits count from here."""
        self.flying -= 1
        self.remember(at)

    def remember(self, at: int) -> None:
        """A request was answered then; count it."""
        self.ready_at = max(self.ready_at, at + self.limits.gap)
        if self.done is not None:
            self.done.append(at)

    def next_lane(self, at: int) -> Lane[T] | None:
        """The lane whose turn it is: the most urgent, but none waits for more than a few turns of the others."""
        open_lanes = [lane for lane in self.lanes if lane.census and not lane.busy and lane.ready_at <= at]
        if not open_lanes:
            return None
        oldest = min(open_lanes, key=lambda lane: lane.turn)
        if self.turn - oldest.turn > 2 * _ANSWERS_IN_A_ROW:
            return oldest
        return min(open_lanes, key=lambda lane: (lane.rank, lane.turn))

    def quiet_at(self) -> int:
        """When nothing of this chat has to be remembered any more, if nothing is queued."""
        last = self.done[-1] + self.limits.window if self.done else 0
        return max(self.ready_at, self.held_until, last)
