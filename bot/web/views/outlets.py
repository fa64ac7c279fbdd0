"""Outlets, their feeds, and how these are."""

from starlette.responses import Response

from bot.language import fold
from bot.model import FeedHealth, Role
from bot.web.visit import Visit

_WELL = frozenset({FeedHealth.WELL, FeedHealth.SLOW, FeedHealth.NEW})


async def outlets(visit: Visit) -> Response:
    """All, or those whose name has these letters, or those in trouble."""
    every = await visit.actions.outlets()
    wanted = fold(visit.query("q", 100)).strip()
    ill = visit.query("state") == "trouble"
    shown = [
        one
        for one in every
        if (not wanted or wanted in fold(f"{one.outlet.id} {one.outlet.name}"))
        and (not ill or any(feed.active and feed.state not in _WELL for feed in one.feeds))
    ]
    feeds = [feed for one in every for feed in one.feeds if feed.active]
    return visit.page(
        "outlets.html",
        outlets=shown,
        feeds=len(feeds),
        ill=sum(feed.state not in _WELL for feed in feeds),
        well=_WELL,
        query=visit.query("q", 100),
        only_ill=ill,
        may_write=visit.may(Role.EDITOR),
    )
