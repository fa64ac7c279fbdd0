"""Telegram's limits, priorities and fairness, on a simulated clock."""

import heapq
import random
import tracemalloc
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alerts.pacing import Idle, Pacer, Wait
from bot.model import Delivery, DeliveryKind
from tests.alerts.builders import T0, after, delivery

ANSWER, FIRST, UPDATE, EDIT, SAMPLE = (
    DeliveryKind.ANSWER,
    DeliveryKind.FIRST,
    DeliveryKind.UPDATE,
    DeliveryKind.EDIT,
    DeliveryKind.SAMPLE,
)


def queued(*deliveries: Delivery) -> Pacer[Delivery]:
    """A pacer with these offered."""
    pacer: Pacer[Delivery] = Pacer()
    for one in deliveries:
        assert pacer.offer(one)
    return pacer


def drain(pacer: Pacer[Delivery], now: datetime = T0) -> list[tuple[int, datetime]]:
    """Ids in the order they go out, each answered at once, with their times."""
    found = []
    while not isinstance(step := pacer.next(now), Idle):
        if isinstance(step, Wait):
            assert step.until > now
            now = step.until
        else:
            found.append((step.id, now))
            pacer.sent(step.id, now)
    return found


def ids(pacer: Pacer[Delivery], now: datetime = T0) -> list[int]:
    """Ids in the order they go out."""
    return [number for number, _ in drain(pacer, now)]


def test_nothing_to_do_is_idle() -> None:
    """Nothing queued, nothing to wait for."""
    assert queued().next(T0) == Idle()


def test_requests_are_spaced_evenly() -> None:
    """28 a second; the two slots of an idle moment go at once."""
    times = [at for _, at in drain(queued(*(delivery(number, chat=number) for number in range(1, 101))))]
    gaps = {later - earlier for earlier, later in pairwise(times)}
    assert times[:2] == [T0, T0]
    assert gaps == {timedelta(0), timedelta(microseconds=35_715)}
    assert max(windows(times, timedelta(seconds=1))) == 29


def test_a_late_caller_catches_up_one_slot_and_never_bursts() -> None:
    """After a pause of the process two may go at once, not twenty."""
    pacer = queued(*(delivery(number, chat=number) for number in range(1, 30)))
    assert isinstance(pacer.next(T0), Delivery)
    late = after(seconds=9)
    steps = [pacer.next(late) for _ in range(3)]
    assert [type(step) for step in steps] == [Delivery, Delivery, Wait]


def test_a_private_chat_gets_one_a_second() -> None:
    """Counted from the answer, because only then it is known to have arrived before."""
    pacer = queued(delivery(1), delivery(2))
    assert isinstance(pacer.next(T0), Delivery)
    assert pacer.next(after(seconds=5)) == Idle()
    pacer.sent(1, after(seconds=5))
    assert pacer.next(after(seconds=5)) == Wait(after(seconds=6))


def test_a_group_gets_twenty_a_minute() -> None:
    """The twenty-first waits until the first is a minute old; edits count like messages."""
    kinds = [FIRST, EDIT, UPDATE, EDIT]
    pacer = queued(*(delivery(number, kinds[number % 4], chat=-5) for number in range(1, 26)))
    times = [at for _, at in drain(pacer)]
    assert times[19] == after(seconds=19)
    assert times[20] == after(seconds=60)


def test_topics_share_the_limits_of_their_group() -> None:
    """One a second over all topics of a forum, in turn."""
    pacer = queued(*(delivery(number, chat=-5, thread=number % 3) for number in range(1, 10)))
    found = drain(pacer)
    assert sorted(number % 3 for number, _ in found[:3]) == [0, 1, 2]
    assert all(later - earlier >= timedelta(seconds=1) for (_, earlier), (_, later) in pairwise(found))


def test_priorities() -> None:
    """Answer before update before first before edit before sample."""
    kinds = [SAMPLE, EDIT, FIRST, UPDATE, ANSWER]
    pacer = queued(*(delivery(number, kind, chat=number) for number, kind in enumerate(kinds, 1)))
    assert ids(pacer) == [5, 4, 3, 2, 1]


def test_an_urgent_one_passes_ten_thousand() -> None:
    """Its turn comes within two slots."""
    pacer = queued(*(delivery(number, chat=number) for number in range(1, 10_001)))
    now = T0
    for _ in range(500):
        step = pacer.next(now)
        if isinstance(step, Wait):
            now = step.until
        elif isinstance(step, Delivery):
            pacer.sent(step.id, now)
    pacer.offer(delivery(99_999, UPDATE, chat=99_999))
    waited = next(at for number, at in drain(pacer, now) if number == 99_999) - now
    assert waited <= timedelta(milliseconds=72)


def test_a_fifth_is_reserved_for_those_who_wait() -> None:
    """Samples go out while alerts never end, at one request in five."""
    alerts = [delivery(number, FIRST, chat=number) for number in range(1, 401)]
    samples = [delivery(number, SAMPLE, chat=number) for number in range(1001, 1051)]
    order = ids(queued(*alerts, *samples))
    assert sum(number > 1000 for number in order[:250]) == 50


def test_chats_take_turns() -> None:
    """A chat with many queued does not hold up a chat with one."""
    many = [delivery(number, chat=7) for number in range(1, 10)]
    assert ids(queued(*many, delivery(50, chat=8)))[1] == 50


def test_what_is_known_is_not_queued_twice() -> None:
    """Neither while it waits nor while it is in flight."""
    pacer = queued(delivery(1))
    assert not pacer.offer(delivery(1))
    pacer.next(T0)
    assert not pacer.offer(delivery(1))
    assert (len(pacer), pacer.in_flight) == (0, 1)


def test_no_more_than_sixteen_are_in_flight() -> None:
    """As many may arrive twice after a crash."""
    pacer = queued(*(delivery(number, chat=number) for number in range(1, 40)))
    now, flying = T0, []
    while not isinstance(step := pacer.next(now), Idle):
        if isinstance(step, Wait):
            now = step.until
        else:
            flying.append(step.id)
    assert len(flying) == 16
    pacer.sent(flying[0], now)
    assert not isinstance(pacer.next(now), Idle)


def test_a_retry_keeps_its_place() -> None:
    """The lane waits with it; another topic of the chat does not."""
    pacer = queued(delivery(1, chat=-5, thread=1), delivery(2, chat=-5, thread=1))
    step = pacer.next(T0)
    assert isinstance(step, Delivery)
    pacer.offer(delivery(3, chat=-5))
    pacer.again(step, T0, after(seconds=30))
    found = dict(drain(pacer))
    assert found[3] < found[1] < found[2]
    assert found[1] == after(seconds=30)


def test_a_migrated_delivery_moves() -> None:
    """Handed back with another chat it goes out there."""
    pacer = queued(delivery(1, chat=-5), delivery(2, chat=-5))
    step = pacer.next(T0)
    assert isinstance(step, Delivery)
    pacer.again(delivery(1, chat=-1005), T0, T0)
    assert [one.id for one in pacer.forget(-5)] == [2]
    assert ids(pacer) == [1]


def test_throttling_pauses_one_chat() -> None:
    """The others go on."""
    pacer = queued(delivery(1, chat=7), delivery(2, chat=8))
    step = pacer.next(T0)
    assert isinstance(step, Delivery)
    pacer.throttled(7, timedelta(seconds=40), T0)
    pacer.again(step, T0, after(seconds=40))
    assert drain(pacer) == [(2, T0), (1, after(seconds=40))]


def test_three_throttled_chats_pause_all() -> None:
    """For as long as all three say; two chats, or three over a longer time, do not."""
    for spread, expected in ((4, 14), (6, 12)):
        pacer = queued(delivery(9, chat=99))
        for number in range(3):
            pacer.throttled(
                number + 1, timedelta(seconds=(50, 20, 6)[number]), after(seconds=number * spread)
            )
        start = after(seconds=2 * spread)
        step = pacer.next(start)
        if spread == 4:
            assert step == Wait(after(seconds=expected))
        else:
            assert isinstance(step, Delivery)


def test_a_stored_pause_holds_after_a_restart() -> None:
    """For its chat only, also where it was held before anything was offered."""
    pacer: Pacer[Delivery] = Pacer()
    pacer.hold(7, after(minutes=3))
    pacer.offer(delivery(1))
    pacer.offer(delivery(2, chat=8))
    assert drain(pacer) == [(2, T0), (1, after(minutes=3))]


def test_all_can_be_held() -> None:
    """While the network is down."""
    pacer = queued(delivery(1), delivery(2, ANSWER, chat=8))
    pacer.hold_all(after(seconds=30))
    assert pacer.next(T0) == Wait(after(seconds=30))


def test_discarding() -> None:
    """A cancelled delivery does not go out, nor does it hold its chat's place in a rank."""
    pacer = queued(delivery(1, UPDATE), delivery(2), delivery(3, chat=8))
    assert pacer.discard(1)
    assert not pacer.discard(1)
    assert len(pacer) == 2
    assert ids(pacer) == [3, 2]


def test_forgetting_a_chat_or_a_topic() -> None:
    """What was queued comes back in order, and only that."""
    pacer = queued(*(delivery(number, chat=-5, thread=number % 2) for number in range(1, 7)), delivery(9))
    assert [one.id for one in pacer.forget(-5, 1)] == [1, 3, 5]
    assert [one.id for one in pacer.forget(-5)] == [2, 4, 6]
    assert pacer.forget(-99) == ()
    assert ids(pacer) == [9]


def test_ending_what_is_unknown_changes_nothing() -> None:
    """A settlement of another process's delivery is no event here."""
    pacer = queued(delivery(1))
    pacer.sent(5, T0)
    pacer.again(delivery(5), T0, T0)
    assert ids(pacer) == [1]


def test_a_clock_that_is_set_back_stops_nothing() -> None:
    """An hour back costs no hour; later pauses are counted on the new time."""
    pacer = queued(*(delivery(number, chat=7) for number in range(1, 5)))
    step = pacer.next(T0)
    assert isinstance(step, Delivery)
    back = after(hours=-1)
    pacer.sent(step.id, back)
    found = drain(pacer, back)
    assert [number for number, _ in found] == [2, 3, 4]
    assert found[-1][1] <= back + timedelta(seconds=4)


def test_chats_are_forgotten_when_nothing_of_them_matters() -> None:
    """Memory does not grow with every chat ever written to."""
    pacer = queued(*(delivery(number, chat=-number, thread=number % 2) for number in range(1, 200)))
    drain(pacer)
    pacer.next(after(minutes=10))
    pacer.offer(delivery(5, chat=5))
    assert len(pacer._lanes) == 1


def test_ten_thousand_fit_into_five_megabytes() -> None:
    """One delivery in each of ten thousand chats, without the deliveries themselves."""
    deliveries = [delivery(number, chat=number) for number in range(1000, 11_000)]
    tracemalloc.start()
    pacer = queued(*deliveries)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(pacer) == 10_000
    assert used <= 5_000_000


# --- random traffic -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Job:
    """One delivery of the random traffic, and what Telegram does with it, first try first."""

    wait_ms: int
    chat: int
    thread: int
    kind: DeliveryKind
    latency_ms: int
    #: Seconds of 429 on the first tries.
    throttles: tuple[int, ...]


jobs = st.builds(
    Job,
    wait_ms=st.sampled_from((0, 0, 0, 0, 5, 300, 5_000)),
    chat=st.sampled_from((1, 2, 3, -1, -1, -1, -2)),
    thread=st.sampled_from((0, 0, 4, 5)),
    kind=st.sampled_from(DeliveryKind),
    latency_ms=st.sampled_from((0, 10, 200, 900, 4_000)),
    throttles=st.sampled_from(((), (), (), (), (), (3,), (1, 20))),
)


@dataclass
class World:
    """A simulated Telegram: the clock, what is in flight, and a log of what happened."""

    pacer: Pacer[Delivery] = field(default_factory=lambda: Pacer(in_flight=4))
    now: datetime = T0
    #: (moment, number, kind of event, delivery id).
    events: list[tuple[datetime, int, str, int]] = field(default_factory=list)
    granted: list[tuple[datetime, Delivery]] = field(default_factory=list)
    #: Each request as [granted, answered].
    spans: list[tuple[datetime, datetime, Delivery]] = field(default_factory=list)
    done: list[Delivery] = field(default_factory=list)
    held: dict[int, datetime] = field(default_factory=dict)

    def run(self, traffic: Sequence[Job]) -> None:
        """Until nothing is left to do."""
        numbers = count()
        moment = T0
        for number, job in enumerate(traffic):
            moment += timedelta(milliseconds=job.wait_ms)
            heapq.heappush(self.events, (moment, next(numbers), "offer", number))
        tries: dict[int, int] = defaultdict(int)
        while True:
            while self.events and self.events[0][0] <= self.now:
                _, _, what, number = heapq.heappop(self.events)
                self._happen(what, number, traffic[number], tries)
            step = self.pacer.next(self.now)
            if isinstance(step, Delivery):
                self._grant(step, traffic[step.id], next(numbers))
                continue
            upcoming = [self.events[0][0]] if self.events else []
            if isinstance(step, Wait):
                assert step.until > self.now
                upcoming.append(step.until)
            if not upcoming:
                return
            self.now = min(upcoming)

    def _grant(self, step: Delivery, job: Job, number: int) -> None:
        assert self.now >= self.held.get(step.chat, T0)
        self.granted.append((self.now, step))
        answered = self.now + timedelta(milliseconds=job.latency_ms)
        self.spans.append((self.now, answered, step))
        heapq.heappush(self.events, (answered, number, "answer", step.id))

    def _happen(self, what: str, number: int, job: Job, tries: dict[int, int]) -> None:
        one = delivery(number, job.kind, chat=job.chat, thread=job.thread)
        if what == "offer":
            assert self.pacer.offer(one)
            return
        tries[number] += 1
        if tries[number] <= len(job.throttles):
            pause = timedelta(seconds=job.throttles[tries[number] - 1])
            self.held[job.chat] = max(self.held.get(job.chat, T0), self.now + pause)
            self.pacer.throttled(job.chat, pause, self.now)
            self.pacer.again(one, self.now, self.now + pause)
        else:
            self.done.append(one)
            self.pacer.sent(number, self.now)


def windows(times: Sequence[datetime], width: timedelta) -> Iterable[int]:
    """How many of the sorted times lie in each window that begins with one of them."""
    for number, start in enumerate(times):
        yield sum(one < start + width for one in times[number:])


@settings(max_examples=60, deadline=None)
@given(st.lists(jobs, max_size=90))
def test_random_traffic_keeps_every_law(traffic: list[Job]) -> None:
    """Limits hold, order is kept, one is in flight per lane, nothing is lost and nothing is left over."""
    _check(traffic)


@pytest.mark.parametrize("seed", range(8))
def test_heavy_traffic_keeps_every_law(seed: int) -> None:
    """The same for hundreds of deliveries to a few busy groups, where the minute's limit bites."""
    chance = random.Random(seed)
    _check(
        [
            Job(
                wait_ms=chance.choice((0, 0, 0, 40, 2_500)),
                chat=chance.choice((1, -1, -1, -1, -2, -3)),
                thread=chance.choice((0, 0, 4, 5)),
                kind=chance.choice(list(DeliveryKind)),
                latency_ms=chance.choice((0, 10, 300, 1_700)),
                throttles=chance.choice(((),) * 20 + ((3,), (1, 9))),
            )
            for _ in range(350)
        ]
    )


def _check(traffic: list[Job]) -> None:
    world = World()
    world.run(traffic)
    assert sorted(one.id for one in world.done) == list(range(len(traffic)))
    assert (len(world.pacer), world.pacer.in_flight) == (0, 0)
    assert max(windows([at for at, _ in world.granted], timedelta(seconds=1)), default=0) <= 30
    by_chat: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    by_lane: dict[tuple[int, int], list[tuple[datetime, datetime]]] = defaultdict(list)
    for start, end, one in world.spans:
        by_chat[one.chat].append((start, end))
        by_lane[one.chat, one.thread].append((start, end))
    for chat, spans in by_chat.items():
        assert all(later[0] - earlier[0] >= timedelta(seconds=1) for earlier, later in pairwise(spans))
        # However late within its request Telegram counted each of them.
        if chat < 0:
            assert all(
                spans[number + 20][0]
                >= min(end for _, end in spans[number : number + 20]) + timedelta(minutes=1)
                for number in range(len(spans) - 20)
            )
    for spans in by_lane.values():
        assert all(later[0] >= earlier[1] for earlier, later in pairwise(spans))
    streams: dict[tuple[int, int, bool], list[int]] = defaultdict(list)
    for one in world.done:
        streams[one.chat, one.thread, one.kind is ANSWER].append(one.id)
    assert all(numbers == sorted(numbers) for numbers in streams.values())


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from((FIRST, EDIT, SAMPLE)), st.integers(1, 40)), min_size=1, max_size=40)
)
def test_nothing_starves(waiting: list[tuple[DeliveryKind, int]]) -> None:
    """Behind urgent messages that never end all the others go out, one request in five at least."""
    numbers = count(1000)
    pacer = queued(*(delivery(number, kind, chat=chat) for number, (kind, chat) in enumerate(waiting)))
    left, now, requests = set(range(len(waiting))), T0, 0
    while left:
        while len(pacer) < len(left) + 60:
            number = next(numbers)
            pacer.offer(delivery(number, UPDATE, chat=number))
        step = pacer.next(now)
        if isinstance(step, Wait):
            now = step.until
        elif isinstance(step, Delivery):
            requests += 1
            left.discard(step.id)
            pacer.sent(step.id, now)
        # A chat with several of them needs a second for each.
        assert requests <= 5 * 4 * len(waiting) + 28 * len(waiting) + 20


def test_an_heir_starts_with_an_empty_bucket() -> None:
    """No slot is saved up while nobody sent: what the last holder sent counts too."""
    pacer: Pacer[Delivery] = Pacer()
    pacer.resume(T0, [])
    for number in range(1, 40):
        pacer.offer(delivery(number, chat=number))
    times = [at for _, at in drain(pacer)]
    assert times[0] > T0
    assert min(later - earlier for earlier, later in pairwise(times)) == timedelta(microseconds=35_715)


def test_an_heir_knows_the_last_minute() -> None:
    """A group that got its twenty from the last holder waits; a chat written to just now gets its second."""
    pacer: Pacer[Delivery] = Pacer()
    pacer.resume(
        after(seconds=30), [*((-5, after(seconds=number)) for number in range(20)), (7, after(seconds=29.5))]
    )
    pacer.offer(delivery(1, chat=-5))
    pacer.offer(delivery(2, chat=7))
    assert dict(drain(pacer, after(seconds=30))) == {2: after(seconds=30.5), 1: after(seconds=60)}
