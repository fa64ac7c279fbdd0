"""The HTTP server on PORT: /healthz answers 200 while every station moves, 503 with the reason otherwise."""

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

#: Sentences on what has stalled (empty while all is well), by station.
Stalled = Callable[[], Mapping[str, str]]


def application(stalled: Stalled) -> Starlette:
    """The web application; `stalled` is asked anew for each request."""

    async def healthz(_: Request) -> JSONResponse:
        found = stalled()
        return JSONResponse({"ok": not found, "stalled": dict(found)}, status_code=503 if found else 200)

    return Starlette(routes=[Route("/healthz", healthz)])


class Server(uvicorn.Server):
    """A uvicorn server that leaves signals to the worker it runs in."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def stop(self) -> None:
        """Let `serve()` return after the requests under way."""
        self.should_exit = True


def listening(port: int, host: str = "0.0.0.0") -> socket.socket:  # noqa: S104 - platforms probe from outside
    """A socket for `Server.serve`; OSError where the port is taken or not allowed."""
    return socket.create_server((host, port))


def server(stalled: Stalled) -> Server:
    """The server, not yet running; run it with `await server.serve(sockets=[listening(port)])`."""
    config = uvicorn.Config(
        application(stalled),
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=3,
        server_header=False,
    )
    return Server(config)
