"""Atom feeds of watchlists under addresses that nobody can guess; what stands in them comes from the runtime."""

import hashlib
from typing import Protocol

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

#: A link to a feed is a key: it goes into no other site's log, no search engine and no shared cache.
_HEADERS = {
    "Cache-Control": "private, max-age=60",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'",
}


class Feeds(Protocol):
    """Makes feeds."""

    async def atom(self, watchlist: str, token: str, language: str) -> bytes | None:
        """The feed of a watchlist, in a language or where it is empty in that of the bot; None for a wrong token."""
        ...


def feed_route(feeds: Feeds) -> Route:
    """`/feeds/WATCHLIST/TOKEN.atom`, with `?lang=` en, ar, tr or fr."""

    async def serve(request: Request) -> Response:
        names = request.path_params
        body = await feeds.atom(names["watchlist"], names["token"], request.query_params.get("lang", ""))
        if body is None:
            return Response(
                "There is no such feed.\n", status_code=404, headers=_HEADERS, media_type="text/plain"
            )
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = _HEADERS | {"ETag": etag}
        if _is_known(request.headers.get("if-none-match", ""), etag):
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type="application/atom+xml; charset=utf-8")

    return Route("/feeds/{watchlist}/{token}.atom", serve)


def _is_known(header: str, etag: str) -> bool:
    """If-None-Match, by weak comparison (RFC 9110 section 13.1.2)."""
    return header.strip() == "*" or etag in (one.strip().removeprefix("W/") for one in header.split(","))
