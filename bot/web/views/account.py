"""Signing in by a one-time link, signing out, and the language of the page."""

import time

from starlette.responses import Response

from bot.alerts.words import LANGUAGES
from bot.web.ports import LinkProblem
from bot.web.visit import RefusedError, Visit, cookie_name
from bot.web.wording import Words

#: Longer than any link of ours.
_LONGEST = 100
_YEAR = 365 * 86400


async def asked(visit: Visit) -> Response:
    """What to do to sign in; with a link, a button. Looking at it uses no link up, for whoever previews it looks too."""
    link = visit.request.path_params.get("link", "")[:_LONGEST]
    problem = None
    if link:
        _wait_for_turn(visit)
        problem = await visit.backstage.door.look(link)
        if problem is LinkProblem.UNKNOWN:
            visit.turnstile.failed(_place(visit), time.monotonic())
    status = 200 if problem is None else 410 if problem is not LinkProblem.UNKNOWN else 404
    return visit.page(
        "sign_in.html",
        status=status,
        link=link if problem is None else "",
        problem=_sentence(visit.words, problem) if problem else "",
    )


async def sign_in(visit: Visit) -> Response:
    """Use the link up, and begin a session."""
    _wait_for_turn(visit)
    link = visit.form.get("link", "")[:_LONGEST]
    found = await visit.backstage.door.sign_in(link)
    if isinstance(found, LinkProblem):
        visit.turnstile.failed(_place(visit), time.monotonic())
        raise RefusedError(
            403, _sentence(visit.words, found), visit.words("Send /page to the bot for a new link.")
        )
    response = visit.to("/")
    response.set_cookie(
        cookie_name(visit.backstage),
        found.token,
        max_age=int((found.until - visit.now).total_seconds()),
        path="/",
        secure=visit.is_secure,
        httponly=True,
        samesite="lax",
    )
    return response


async def sign_out(visit: Visit) -> Response:
    """End this session."""
    await visit.backstage.door.sign_out(visit.session)
    response = visit.to("/sign-in")
    response.delete_cookie(cookie_name(visit.backstage), path="/")
    return response


async def sign_out_everywhere(visit: Visit) -> Response:
    """End all sessions of this person."""
    if visit.person is not None:
        await visit.backstage.door.sign_out_everywhere(visit.person.id)
    return await sign_out(visit)


async def language(visit: Visit) -> Response:
    """Another language for the page, in this browser."""
    chosen = visit.form.get("language", "")
    if chosen not in LANGUAGES:
        raise RefusedError(400, visit.words("There is no such language here."))
    back = visit.form.get("back", "/")
    # Only a path of our own: "//elsewhere" and "/\\elsewhere" are addresses to browsers.
    is_path = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    response = visit.to(back if is_path else "/")
    response.set_cookie(
        "language",
        chosen,
        max_age=_YEAR,
        path="/",
        secure=visit.is_secure,
        httponly=True,
        samesite="lax",
    )
    return response


def _wait_for_turn(visit: Visit) -> None:
    if wait := visit.turnstile.wait(_place(visit), time.monotonic()):
        raise RefusedError(
            429,
            visit.words("Too many attempts to sign in."),
            visit.words("Wait a minute, and try again."),
            wait=wait,
        )


def _place(visit: Visit) -> str:
    """Where an attempt comes from: the peer, and what the proxy before us added last about its own."""
    peer = visit.request.client.host if visit.request.client else ""
    return f"{peer} {visit.request.headers.get('x-forwarded-for', '').rpartition(',')[2].strip()[:60]}"


def _sentence(words: Words, problem: LinkProblem) -> str:
    match problem:
        case LinkProblem.USED:
            return words("This link was used already; each works once.")
        case LinkProblem.EXPIRED:
            return words("This link has expired; each works for ten minutes.")
        case LinkProblem.CHANGED:
            return words("Your role has changed since this link was made.")
        case LinkProblem.UNKNOWN:
            return words("This link is not one of mine.")
