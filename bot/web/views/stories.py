"""Stories: what was told, looking up what is stored, and one story with its articles, claims and figures."""

from starlette.responses import Response

from bot.web.visit import RefusedError, Visit


async def stories(visit: Visit) -> Response:
    """The newest, or what a search finds."""
    query, watchlist = visit.query("q", 200), visit.query("watchlist", 100)
    found = await visit.actions.stories(query, watchlist, visit.number)
    return visit.page(
        "stories.html",
        found=found,
        query=query,
        watchlist=watchlist,
        watchlists=await visit.actions.watchlists(),
    )


async def story(visit: Visit) -> Response:
    """One story."""
    found = await visit.actions.story(visit.request.path_params["story"][:60])
    if found is None:
        raise RefusedError(
            404,
            visit.words("There is no such story."),
            visit.words("It may have been merged, or be too old."),
        )
    return visit.page("story.html", story=found, content=found.content)
