"""What a watchlist would have caught: asked for, looked at again and again, and shown."""

from starlette.responses import Response

from bot.model import Role
from bot.web.views.documents import forbidden, place_of
from bot.web.visit import RefusedError, Visit

#: Seconds between two looks of a page without a script.
_LOOK = 2


async def asked(visit: Visit) -> Response:
    """Begin one; of an earlier one nothing more comes."""
    _, _, id_ = place_of(visit)
    if not visit.may(Role.EDITOR):
        raise forbidden(visit)
    number = await visit.documents.ask_backtest(id_, visit.form.get("body", ""))
    if visit.wants_json:
        return visit.json({"task": number})
    return visit.to(f"/watchlists/{id_}/backtest?task={number}")


async def shown(visit: Visit) -> Response:
    """How far it is, or what it found."""
    _, _, id_ = place_of(visit)
    text = visit.query("task", 12)
    number = int(text) if text.isascii() and text.isdecimal() else 0
    found = await visit.documents.backtest(number)
    if found is None:
        raise RefusedError(
            404,
            visit.words("This backtest is not known, or somebody else asked for it."),
            visit.words("Open the watchlist in the editor, and try it there."),
        )
    if visit.wants_json:
        html = visit.rendered("backtest.html", test=found)
        hash_ = found.result.body_hash if found.result else ""
        return visit.json({"state": found.state, "over": found.is_over, "hash": hash_, "html": html})
    response = visit.page("backtest_page.html", id=id_, test=found)
    if not found.is_over:
        response.headers["Refresh"] = str(_LOOK)
    return response
