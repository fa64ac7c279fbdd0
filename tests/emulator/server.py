"""The emulator itself: it joins world, methods, limits, faults and log behind one HTTP address."""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.emulator.clock import Clock
from tests.emulator.control import Control
from tests.emulator.errors import Refusal
from tests.emulator.evidence import Log, Record, Sent, sent
from tests.emulator.faults import Fault, Faults, Kind
from tests.emulator.inbox import Inbox
from tests.emulator.limits import Limits, Pace
from tests.emulator.lookup import Lookup
from tests.emulator.parameters import Parameters, read_parameters
from tests.emulator.sending import Sending
from tests.emulator.stage import Stage
from tests.emulator.wire import DROP, Answer, HttpServer, Request
from tests.emulator.world import Message, User, World

TOKEN = "5000000001:AAEmulatorTokenThatOpensNothing00001"
BAD_GATEWAY = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
CALL = re.compile(r"/(file/)?bot([^/]*)/(.+)")


class Emulator:
    """A strict Bot API for one bot. `async with Emulator() as emulator`, then `emulator.url` is its address."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        username: str = "khabar_bot",
        log: Path | None = None,
        pace: Pace | None = None,
        enforce: bool = True,
        clock: Clock | None = None,
        privacy: bool = True,
        conflict_delay: float = 3.0,
        seed: int = 0,
        port: int = 0,
    ) -> None:
        self.token = token
        self.clock = clock or Clock()
        self.world = World(User(int(token.split(":")[0]), "Khabar", username, is_bot=True))
        self.inbox = Inbox(self.clock, conflict_delay)
        self.limits = Limits(self.clock, pace, on=enforce)
        self.faults = Faults(seed)
        self.log = Log(log)
        self.sending = Sending(self.world, self.clock, self.limits)
        self.lookup = Lookup(self.world, self.sending.files, privacy)
        self.stage = Stage(self.world, self.inbox, self.sending, privacy=privacy)
        self.lookup.on_leave = lambda chat: self.stage.set_bot(chat, "left", by=self.world.bot.id)
        self._methods: dict[str, Callable[[Parameters], Any]] = {
            **self.sending.methods(),
            **self.lookup.methods(),
            "getwebhookinfo": lambda _: self.inbox.webhook_info(),
        }
        self._waiting_methods = {
            "getupdates": self.inbox.get,
            "setwebhook": self.inbox.set_webhook,
            "deletewebhook": self.inbox.delete_webhook,
        }
        self._control = Control(self)
        self.http = HttpServer(self._answer, port=port)

    @property
    def url(self) -> str:
        """What goes into TELEGRAM_API_URL; python-telegram-bot's base_url is this plus "/bot"."""
        return self.http.url

    async def __aenter__(self) -> "Emulator":
        await self.http.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.inbox.stop()
        await self.http.stop()
        self.log.close()

    async def go_down(self) -> None:
        """Refuse connections, as in a network outage; open ones close."""
        await self.http.stop()

    async def come_up(self) -> None:
        """Listen again at the same address."""
        await self.http.start()

    # --- evidence and knobs (people's acts are in `stage`) ---------------------------------------------------

    def sent(self, chat: int = 0) -> list[Sent]:
        """The bot's messages that are still there, of one chat or of all, as the chats see them now."""
        return [sent(message) for message in self._messages(chat) if not message.deleted]

    def deleted(self, chat: int = 0) -> list[Sent]:
        """The bot's messages that were deleted."""
        return [sent(message) for message in self._messages(chat) if message.deleted]

    def _messages(self, chat: int) -> list[Message]:
        found = self.world.chats[chat].messages.values() if chat else self.world.order
        return [message for message in found if message.by_bot]

    def history(self, method: str = "", outcome: str = "accepted") -> list[Record]:
        """Requests in order, by default the accepted ones; `outcome=""` for all. getUpdates is not recorded."""
        return [
            record
            for record in self.log.records
            if method.lower() in ("", record.method) and outcome in ("", record.outcome)
        ]

    def fault(self, kind: Kind | str, **plan: Any) -> int:
        """Plan a fault (fields of `Fault`); returns its id."""
        return self.faults.plan(Fault(Kind(kind), **plan))

    # --- requests ---------------------------------------------------------------------------------------

    async def _answer(self, request: Request) -> Answer | None:
        if request.path.startswith("/control/"):
            return self._control.answer(request)
        call = CALL.fullmatch(request.path)
        if call is None or not re.fullmatch(r"\d+:[\w-]{30,}", call[2]):
            return Answer.json({"ok": False, "error_code": 404, "description": "Not Found"}, 404)
        if call[2] != self.token:
            return Answer.json({"ok": False, "error_code": 401, "description": "Unauthorized"}, 401)
        if call[1]:
            return self._download(call[3])
        method = call[3].lower()
        try:
            parameters = read_parameters(request)
        except Refusal as refusal:
            return self._refused(method, Parameters({}), refusal)
        return await self._under_fault(method, parameters)

    async def _under_fault(self, method: str, parameters: Parameters) -> Answer | None:
        fault = self.faults.take(method, parameters.text("chat_id"))
        if fault is None:
            return await self._run(method, parameters)
        match fault.kind:
            case Kind.DROP_BEFORE | Kind.BAD_GATEWAY:
                self._record(method, parameters, "lost", fault=fault.kind)
                return DROP if fault.kind is Kind.DROP_BEFORE else Answer(502, BAD_GATEWAY, "text/html")
            case Kind.FLOOD | Kind.FORBIDDEN | Kind.BAD_REQUEST | Kind.MIGRATE | Kind.SERVER_ERROR:
                if fault.kind is Kind.FLOOD and parameters.number("chat_id"):
                    self.limits.block(parameters.number("chat_id"), fault.seconds)
                return self._refused(method, parameters, fault.refusal(), fault.kind)
            case Kind.SLOW:
                await asyncio.sleep(fault.seconds)
                return await self._run(method, parameters, fault.kind)
        answer = await self._run(method, parameters, fault.kind)
        match fault.kind:
            case Kind.DROP_AFTER:
                return DROP
            case Kind.BAD_GATEWAY_AFTER:
                return Answer(502, BAD_GATEWAY, "text/html")
            case Kind.CUT:
                return Answer(answer.status, answer.body, cut=True)
        await asyncio.sleep(fault.seconds)
        return answer

    async def _run(self, method: str, parameters: Parameters, fault: str = "") -> Answer:
        try:
            if method in self._waiting_methods:
                result: Any = await self._waiting_methods[method](parameters)
            elif method in self._methods:
                result = self._methods[method](parameters)
            else:
                raise Refusal(404, "Not Found: method not found")
        except Refusal as refusal:
            return self._refused(method, parameters, refusal, fault)
        if method != "getupdates":
            self._record(method, parameters, "accepted", result=result, fault=fault)
        return Answer.json({"ok": True, "result": result})

    def _refused(self, method: str, parameters: Parameters, refusal: Refusal, fault: str = "") -> Answer:
        self._record(method, parameters, "refused", error=refusal.description, fault=fault)
        headers = {"Retry-After": str(refusal.parameters["retry_after"])} if refusal.code == 429 else {}
        answer = Answer.json(refusal.shape(), refusal.code)
        return Answer(answer.status, answer.body, headers=headers)

    def _record(
        self,
        method: str,
        parameters: Parameters,
        outcome: str,
        *,
        result: Any = None,
        error: str = "",
        fault: str = "",
    ) -> None:
        # A copy of the result: the message changes with later edits.
        kept = dict(result) if isinstance(result, dict) else result
        record = Record(
            n=len(self.log.records) + 1,
            at=self.clock.now(),
            method=method,
            outcome=outcome,
            chat=parameters.text("chat_id"),
            parameters=parameters.shape(),
            result=kept,
            error=error,
            fault=str(fault),
        )
        self.log.write(record)

    def _download(self, path: str) -> Answer:
        upload = self.sending.files.get(path.rsplit("/", 1)[-1])
        if upload is None:
            return Answer.json({"ok": False, "error_code": 404, "description": "Not Found"}, 404)
        return Answer(200, upload.data, "application/octet-stream")
