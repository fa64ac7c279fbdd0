"""A real HTTP server on loopback whose every byte a test decides."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it arrived; header names in lower case, values byte for byte."""

    path: str
    headers: dict[str, str]


Handler = Callable[[Seen, asyncio.StreamWriter], Awaitable[None]]


@dataclass(slots=True)
class Server:
    """Where it listens, and what it was asked."""

    port: int = 0
    seen: list[Seen] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """An address on this server."""
        return f"http://{host}:{self.port}{path}"


def answer(status: str = "200 OK", body: bytes = b"", **headers: str) -> Handler:
    """A handler that always answers this; underscores in header names are hyphens."""

    async def handle(seen: Seen, writer: asyncio.StreamWriter) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join([*lines, "", ""]).encode("latin-1") + body)

    return handle


def routes(**handlers: Handler) -> Handler:
    """One handler per first word of the path; anything else is 404."""

    async def handle(seen: Seen, writer: asyncio.StreamWriter) -> None:
        name = seen.path.strip("/").partition("?")[0]
        await handlers.get(name, answer("404 Not Found"))(seen, writer)

    return handle


@asynccontextmanager
async def serving(handler: Handler, host: str = "127.0.0.1") -> AsyncIterator[Server]:
    """The server, until the test is over; connections still open are cut."""
    server = Server()
    tasks: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            pairs = (line.partition(":") for line in head[1:] if line)
            seen = Seen(head[0].split()[1], {name.lower(): value.strip() for name, _, value in pairs})
            server.seen.append(seen)
            await handler(seen, writer)
            await writer.drain()
        except (
            ConnectionError,
            asyncio.IncompleteReadError,
            asyncio.LimitOverrunError,
            asyncio.CancelledError,
        ):
            pass
        finally:
            writer.close()
            tasks.discard(task)
            with suppress(ConnectionError):
                await writer.wait_closed()

    listening = await asyncio.start_server(connected, host, 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
