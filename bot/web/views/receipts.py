"""The receipt of an alert or of an article's address: its whole way, or the gate at which it stopped."""

import json
import re

from pydantic import TypeAdapter
from starlette.responses import Response

from bot.alerts.receipt import Receipt
from bot.web.ports import ReceiptView
from bot.web.visit import RefusedError, Visit

_URL = re.compile(r"https?://\S{4,2000}", re.IGNORECASE)
_NUMBER = re.compile(r"#?(\d{1,18})")


async def why(visit: Visit) -> Response:
    """A field for an address or number, and its receipt."""
    asked = visit.query("q", 2000)
    if not asked:
        return visit.page("receipt.html", found=None, asked="")
    number = _NUMBER.fullmatch(asked)
    if number is None and not _URL.fullmatch(asked):
        raise RefusedError(
            400,
            visit.words("{asked} is neither an address nor an alert's number.", asked=asked),
            visit.words("Give an article's address with https://, or a number such as 12."),
        )
    return _shown(visit, await visit.actions.receipt(number[1] if number else asked), asked)


async def alert(visit: Visit) -> Response:
    """The receipt of an alert."""
    number = visit.request.path_params["alert"]
    found = await visit.actions.receipt(str(number)) if number < 2**62 else None
    return _shown(visit, found, f"#{number}")


def _shown(visit: Visit, found: ReceiptView | None, asked: str) -> Response:
    if found is None:
        raise RefusedError(
            404,
            visit.words("There is no such alert."),
            visit.words("Its number stands in its receipt in chat."),
        )
    if visit.query("as") == "json":
        data = json.loads(TypeAdapter(Receipt).dump_json(found.receipt))
        return visit.json(data)
    return visit.page("receipt.html", found=found, asked=asked)
