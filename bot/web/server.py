"""The HTTP server on PORT: /healthz (alive), /readyz (can do its part) and /metrics (for Prometheus), and Atom feeds."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.feeds import Feeds, feed_route
from bot.web.vitals import Health


def application(health: Health, *, feeds: Feeds | None = None) -> Starlette:
    """The web application; `health` is asked anew for each request. Without `feeds` there are no Atom feeds."""

    async def healthz(_: Request) -> Response:
        return _answer("stalled", health.stalled())

    async def readyz(_: Request) -> Response:
        return _answer("unready", await health.unready())

    async def metrics(_: Request) -> Response:
        from bot.web.metrics import CONTENT_TYPE, exposition

        return Response(exposition(await health.vitals()), media_type=CONTENT_TYPE)

    routes = [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
    if feeds is not None:
        routes.append(feed_route(feeds))
    return Starlette(routes=routes)


def _answer(name: str, found: Mapping[str, str]) -> Response:
    """200 where nothing was found, else 503 with the reasons."""
    return JSONResponse({"ok": not found, name: dict(found)}, status_code=503 if found else 200)


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


def server(health: Health, *, feeds: Feeds | None = None) -> Server:
    """The server, not yet running; run it with `await server.serve(sockets=[listening(port)])`."""
    config = uvicorn.Config(
        application(health, feeds=feeds),
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=3,
        server_header=False,
    )
    return Server(config)
