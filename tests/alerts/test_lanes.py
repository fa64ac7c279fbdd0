"""Queues of one chat and topic."""

import pytest

from bot.alerts.lanes import RANK, ChatQueue, Lane, Queue
from bot.model import Delivery, DeliveryKind
from tests.alerts.builders import delivery

ANSWER, UPDATE, EDIT, SAMPLE = (
    DeliveryKind.ANSWER,
    DeliveryKind.UPDATE,
    DeliveryKind.EDIT,
    DeliveryKind.SAMPLE,
)


def lane(*deliveries: Delivery) -> Lane[Delivery]:
    """A lane with deliveries in this order."""
    made: Lane[Delivery] = Lane(ChatQueue(7), 0)
    for one in deliveries:
        made.append(one)
    return made


def ids(made: Lane[Delivery]) -> list[int]:
    """All that a lane hands out."""
    found = []
    while made.census:
        found.append(made.pop().id)
    return found


def test_an_empty_queue_has_nothing_to_take() -> None:
    """Taking from it is a bug of the caller."""
    queue: Queue[Delivery] = Queue()
    assert queue.first() is None
    with pytest.raises(IndexError):
        queue.pop()


def test_tellings_keep_their_order() -> None:
    """An urgent one does not overtake in its own lane, and lends the lane its rank."""
    made = lane(delivery(1, SAMPLE), delivery(2, EDIT), delivery(3, UPDATE))
    assert made.rank == 1
    assert ids(made) == [1, 2, 3]


def test_answers_go_ahead_but_not_for_ever() -> None:
    """A person who presses a button does not wait; the alerts behind still get through."""
    made = lane(delivery(1, SAMPLE), *(delivery(number, ANSWER) for number in range(2, 8)))
    assert ids(made) == [2, 3, 4, 5, 1, 6, 7]


def test_one_that_comes_back_stands_first() -> None:
    """Order survives a retry."""
    made = lane(delivery(1), delivery(2))
    first = made.pop()
    made.restore(first)
    assert ids(made) == [1, 2]


def test_a_discarded_one_is_gone_and_counts_for_nothing() -> None:
    """Neither as a rank nor as a place in the queue, at the front and at the end."""
    made = lane(delivery(1, UPDATE), delivery(2, SAMPLE))
    last = made.append(delivery(3, EDIT))
    assert made.tellings is not None
    assert made.tellings.head is not None
    made.discard(made.tellings.head)
    made.discard(last)
    made.discard(last)
    assert made.rank == RANK[SAMPLE]
    assert ids(made) == [2]
    made.append(delivery(4))
    assert ids(made) == [4]
