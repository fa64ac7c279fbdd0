"""Who receives, and what is on its way: chats under pseudonyms."""

from starlette.responses import Response

from bot.model import Role
from bot.web.visit import RefusedError, Visit


async def people(visit: Visit) -> Response:
    """Subscribers and delivery, for admins."""
    if not visit.may(Role.ADMIN):
        raise RefusedError(403, visit.words("Only admins see who receives."))
    return visit.page("people.html", people=await visit.actions.people(visit.number))
