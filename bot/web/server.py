"""The HTTP server on PORT: /healthz (alive), /readyz (can do its part), /metrics (for Prometheus), Atom feeds and the
admin page."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.web.feeds import Feeds, feed_route
from bot.web.ports import Backstage
from bot.web.vitals import Health


def application(
    health: Health, *, feeds: Feeds | None = None, backstage: Backstage | None = None
) -> Starlette:
    """The web application; `health` is asked anew for each request. Without `feeds` there are no Atom feeds, without
    `backstage` no admin page."""

    async def healthz(_: Request) -> Response:
        return _answer("stalled", health.stalled())

    async def readyz(_: Request) -> Response:
        return _answer("unready", await health.unready())

    async def metrics(_: Request) -> Response:
        from bot.web.metrics import CONTENT_TYPE, exposition

        return Response(exposition(await health.vitals()), media_type=CONTENT_TYPE)

    routes: list[BaseRoute] = [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", metrics),
    ]
    if feeds is not None:
        routes.append(feed_route(feeds))
    if backstage is not None:
        routes.append(Mount("/", _page(backstage)))
    return Starlette(routes=routes)


def _page(backstage: Backstage) -> ASGIApp:
    """The admin page, loaded when it is first asked for: health is asked for everywhere, the page by few."""

    @cache
    def loaded() -> ASGIApp:
        from bot.web.pages import pages

        return pages(backstage)

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await loaded()(scope, receive, send)

    return answer


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


def server(health: Health, *, feeds: Feeds | None = None, backstage: Backstage | None = None) -> Server:
    """The server, not yet running; run it with `await server.serve(sockets=[listening(port)])`."""
    config = uvicorn.Config(
        application(health, feeds=feeds, backstage=backstage),
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=3,
        server_header=False,
        # Who asks is whom the socket says: a header that anybody can send makes nobody local.
        proxy_headers=False,
    )
    return Server(config)
