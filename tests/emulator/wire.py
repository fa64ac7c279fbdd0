"""HTTP/1.1 over asyncio streams: one request in, one answer out, connections that can be dropped on purpose.

No Bot API lives here. Own sockets rather than a web framework, because a fault such as "accepted, but the connection
died before the answer" must be exact.
"""

import asyncio
import contextlib
import json
import traceback
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qsl, unquote, urlsplit

BODY_LIMIT = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request; header names are lower case, the path is percent-decoded."""

    verb: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    #: Whether the client has closed its side meanwhile.
    gone: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer; `cut` sends only half of the body and closes the connection."""

    status: int
    body: bytes
    content_type: str = "application/json"
    cut: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def json(cls, value: object, status: int = 200) -> "Answer":
        """Encode a value as Telegram does: UTF-8, compact."""
        return cls(status, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


#: Returned instead of an answer: the connection closes without one.
DROP = None

Handler = Callable[[Request], Awaitable[Answer | None]]


class HttpServer:
    """Serves a handler on loopback; `stop` refuses new connections and closes the open ones."""

    def __init__(self, handler: Handler, host: str = "127.0.0.1", port: int = 0) -> None:
        self._handler = handler
        self._host = host
        self.port = port
        self._server: asyncio.Server | None = None
        self._open: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    @property
    def url(self) -> str:
        """Scheme, host and port."""
        return f"http://{self._host}:{self.port}"

    async def start(self) -> None:
        """Listen; the port stays the same over a stop and a start."""
        # The backlog is large because a bench opens hundreds of connections at once.
        self._server = await asyncio.start_server(
            self._serve, self._host, self.port, limit=1 << 20, backlog=1024
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stop listening and close every connection."""
        if self._server is None:
            return
        self._server.close()
        for writer in self._open.values():
            writer.close()
        tasks = list(self._open)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._server.wait_closed()
        self._server = None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open[task] = writer
        try:
            while await self._exchange(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            # The client went away, or we are being stopped: either way nobody waits for an answer.
            pass
        finally:
            del self._open[task]
            writer.close()
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        request = await _read(reader)
        try:
            answer = await self._handler(request)
        except Exception:  # noqa: BLE001 -- a bug in the emulator must be seen, not hang the bot
            traceback.print_exc()
            answer = Answer.json({"ok": False, "error_code": 500, "description": "emulator bug"}, 500)
        if answer is None:
            return False
        keep = request.headers.get("connection", "").lower() != "close" and not answer.cut
        writer.write(_head(answer, keep))
        body = b"" if request.verb == "HEAD" else answer.body
        writer.write(body[: len(body) // 2] if answer.cut else body)
        await writer.drain()
        return keep


async def _read(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip("\r\n").split("\r\n")
    verb, target, _ = first.split(" ", 2)
    pairs = (line.split(":", 1) for line in lines)
    headers = {name.strip().lower(): value.strip() for name, value in pairs}
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = await _chunks(reader)
    else:
        length = int(headers.get("content-length", "0"))
        if length > BODY_LIMIT:
            raise ConnectionError("body too large")
        body = await reader.readexactly(length)
    parts = urlsplit(target)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    return Request(verb, unquote(parts.path), query, headers, body, reader.at_eof)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = bytearray()
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readuntil(b"\r\n")
    return bytes(body)


def _head(answer: Answer, keep: bool) -> bytes:
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:
        phrase = "Unknown"
    lines = [
        f"HTTP/1.1 {answer.status} {phrase}",
        f"Content-Type: {answer.content_type}",
        f"Content-Length: {len(answer.body)}",
        f"Connection: {'keep-alive' if keep else 'close'}",
        *(f"{name}: {value}" for name, value in answer.headers.items()),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
