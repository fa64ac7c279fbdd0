"""The audit trail: who did what that others see."""

from starlette.responses import Response

from bot.web.visit import Visit


async def trail(visit: Visit) -> Response:
    """The newest deeds, of one subject or of all."""
    subject = visit.query("subject", 120)
    found = await visit.actions.trail(subject, visit.number)
    return visit.page("trail.html", trail=found, subject=subject)
