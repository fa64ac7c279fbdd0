"""The emulator by remote: `POST /control/<act>` with JSON arguments does what the method of that name does.

Acts are the public methods of `Stage`, and the few of the emulator itself listed here. `Remote` is the client.
"""

import json
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, cast

import httpx

from tests.emulator.evidence import Record, Sent
from tests.emulator.stage import Stage
from tests.emulator.wire import Answer, Request

if TYPE_CHECKING:
    from tests.emulator.server import Emulator


class Control:
    """Answers the control requests of one emulator."""

    def __init__(self, emulator: "Emulator") -> None:
        self._emulator = emulator

    def answer(self, request: Request) -> Answer:
        """Do an act; 400 with the error's words where it fails."""
        act = request.path.removeprefix("/control/")
        arguments = json.loads(request.body) if request.body else {}
        try:
            return Answer.json({"result": self._do(act, arguments)})
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            return Answer.json({"error": f"{type(error).__name__}: {error}"}, 400)

    def _do(self, act: str, arguments: dict[str, Any]) -> Any:
        emulator = self._emulator
        own: dict[str, Callable[..., Any]] = {
            "sent": lambda **a: [asdict(message) for message in emulator.sent(**a)],
            "deleted": lambda **a: [asdict(message) for message in emulator.deleted(**a)],
            "history": lambda **a: [asdict(record) for record in emulator.history(**a)],
            "fault": emulator.fault,
            "clear_faults": emulator.faults.clear,
            "faults": emulator.faults.shape,
            "enforce": emulator.limits.enforce,
            "violations": emulator.limits.shape,
            "peaks": emulator.limits.peaks,
            "advance": emulator.clock.advance,
            "waiting": lambda: emulator.inbox.waiting,
        }
        if act.startswith("_"):
            raise AttributeError(act)
        do = own.get(act) or getattr(emulator.stage, act)
        return do(**arguments)


class Remote:
    """A client of an emulator in another process. `stage` acts like the emulator's own."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._client = httpx.Client(base_url=url, timeout=30, trust_env=False)
        self.stage = cast(Stage, _Acts(self))

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def act(self, act: str, **arguments: Any) -> Any:
        """Do an act; raises RuntimeError with the emulator's words."""
        answer = self._client.post(f"/control/{act}", json=arguments)
        decoded = answer.json()
        if answer.status_code != 200:
            raise RuntimeError(decoded["error"])
        return decoded["result"]

    def sent(self, chat: int = 0) -> list[Sent]:
        """As `Emulator.sent`."""
        return [Sent(**message) for message in self.act("sent", chat=chat)]

    def history(self, method: str = "", outcome: str = "accepted") -> list[Record]:
        """As `Emulator.history`."""
        return [Record(**record) for record in self.act("history", method=method, outcome=outcome)]

    def fault(self, kind: str, **plan: Any) -> int:
        """As `Emulator.fault`."""
        return int(self.act("fault", kind=kind, **plan))

    def wait_until_up(self, seconds: float = 10.0) -> None:
        """Wait for the process to listen; raises TimeoutError."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                self.act("peaks")
            except httpx.TransportError as error:
                if time.monotonic() > deadline:
                    raise TimeoutError(f"no emulator at {self.url}") from error
                time.sleep(0.02)
            else:
                return


class _Acts:
    """Makes `remote.stage.say(...)` a control request; positional arguments get their names from `Stage`."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def __getattr__(self, act: str) -> Any:
        code = getattr(Stage, act).__code__

        def do(*values: Any, **arguments: Any) -> Any:
            names = code.co_varnames[1 : 1 + len(values)]
            return self._remote.act(act, **dict(zip(names, values, strict=True)), **arguments)

        return do
