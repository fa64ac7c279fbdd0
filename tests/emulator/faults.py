"""Planned faults: which requests fail, how often, and in which of Telegram's or the network's ways."""

import itertools
import random
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from tests.emulator.errors import Refusal, bad_request, forbidden, too_many_requests, upgraded


class Kind(StrEnum):
    """How a request fails. The first group is not accepted, the second is accepted although it looks failed."""

    FLOOD = "flood"  # 429 with retry_after = seconds, the chat refused for so long
    FORBIDDEN = "forbidden"  # 403 with text
    BAD_REQUEST = "bad_request"  # 400 with text
    MIGRATE = "migrate"  # 400 with migrate_to_chat_id = migrate_to
    SERVER_ERROR = "server_error"  # 500 as JSON
    BAD_GATEWAY = "bad_gateway"  # 502 with an HTML page, not accepted
    DROP_BEFORE = "drop_before"  # the connection closes before the request is looked at

    BAD_GATEWAY_AFTER = "bad_gateway_after"  # accepted, then 502 with an HTML page
    DROP_AFTER = "drop_after"  # accepted, then the connection closes
    CUT = "cut"  # accepted, half of the answer arrives
    HOLD = "hold"  # accepted, the answer comes after so many seconds

    SLOW = "slow"  # looked at after so many seconds, then all is well


@dataclass(slots=True)
class Fault:
    """One plan. Empty `method` and zero `chat` mean any; `times` None means for good."""

    kind: Kind
    id: int = 0
    method: str = ""
    chat: int = 0
    times: int | None = 1
    #: Let so many matching requests pass first.
    after: int = 0
    #: Of the matching requests, 0 to 1, chosen by the emulator's seed.
    share: float = 1.0
    seconds: float = 1.0
    text: str = ""
    migrate_to: int = 0
    #: How often it has struck.
    struck: int = 0

    def matches(self, method: str, chat: str) -> bool:
        """Whether it is meant for such a request."""
        same_method = self.method.lower() in ("", method)
        return same_method and (not self.chat or str(self.chat) == chat)

    def refusal(self) -> Refusal:
        """The answer of a fault that refuses."""
        match self.kind:
            case Kind.FLOOD:
                return too_many_requests(self.seconds)
            case Kind.FORBIDDEN:
                return forbidden(self.text or "bot was blocked by the user")
            case Kind.MIGRATE:
                return upgraded(self.migrate_to)
            case Kind.SERVER_ERROR:
                return Refusal(500, f"Internal Server Error: {self.text or 'restart'}")
        return bad_request(self.text or "chat not found")


class Faults:
    """All plans, in the order in which they were made; the first that matches strikes."""

    def __init__(self, seed: int = 0) -> None:
        self._chance = random.Random(seed)
        self._plans: list[Fault] = []
        self._ids = itertools.count(1)

    def plan(self, fault: Fault) -> int:
        """Add a plan; returns its id."""
        fault.id = next(self._ids)
        self._plans.append(fault)
        return fault.id

    def clear(self, fault_id: int = 0) -> None:
        """Drop one plan, or all."""
        self._plans = [fault for fault in self._plans if fault_id and fault.id != fault_id]

    def take(self, method: str, chat: str) -> Fault | None:
        """The fault that strikes this request, if any. `method` in lower case."""
        for fault in self._plans:
            if not fault.matches(method, chat) or fault.times == 0:
                continue
            if fault.after:
                fault.after -= 1
                continue
            if self._chance.random() >= fault.share:
                continue
            if fault.times is not None:
                fault.times -= 1
            fault.struck += 1
            return fault
        return None

    def shape(self) -> list[dict[str, Any]]:
        """The plans as JSON, spent ones included."""
        return [asdict(fault) for fault in self._plans]
