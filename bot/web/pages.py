"""The admin page: its routes, and what holds for every request before and after a view. What views show stands in views/.

Imported when the page is first asked for, for Jinja and the views take 6 MB.
"""

import hmac
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl

from markupsafe import Markup
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.alerts.phrases import interface_language
from bot.web.entrance import Turnstile, is_local, is_own, origin_of
from bot.web.ports import AwayError, Backstage
from bot.web.templating import statics
from bot.web.views import (
    account,
    backtests,
    documents,
    editor,
    home,
    outlets,
    people,
    receipts,
    stories,
    trail,
)
from bot.web.visit import RefusedError, Visit, cookie_name, csrf_of
from bot.web.wording import Words

log = logging.getLogger(__name__)

View = Callable[[Visit], Awaitable[Response]]

#: Of a form; the largest watchlist is far smaller.
LARGEST_FORM = 512 * 1024
_MOST_FIELDS = 50

#: Nothing but our own files; no frame may hold the page, no form may lead elsewhere.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": _POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: with that browsers send forms with "Origin: null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex, nofollow",
}

#: Path, view; answered to GET.
_SHOWN: tuple[tuple[str, View], ...] = (
    ("/", home.home),
    ("/outlets", outlets.outlets),
    ("/stories", stories.stories),
    ("/stories/{story}", stories.story),
    ("/why", receipts.why),
    ("/alerts/{alert:int}", receipts.alert),
    ("/subscribers", people.people),
    ("/audit", trail.trail),
    ("/complete", editor.complete),
    ("/watchlists", documents.listed),
    ("/concepts", documents.listed),
    ("/watchlists/{id}/backtest", backtests.shown),
    *((f"/{kind}/new", documents.new) for kind in documents.KINDS),
    *((f"/{kind}/{{id}}", documents.one) for kind in documents.KINDS),
    *((f"/{kind}/{{id}}/edit", editor.editor) for kind in documents.KINDS),
)
#: Answered to POST, for who is signed in.
_DONE: tuple[tuple[str, View], ...] = (
    ("/sign-out", account.sign_out),
    ("/sign-out-everywhere", account.sign_out_everywhere),
    ("/watchlists/new", documents.begun),
    ("/watchlists/{id}/backtest", backtests.asked),
    *((f"/{kind}/{{id}}/edit", editor.written) for kind in documents.KINDS),
    *((f"/{kind}/{{id}}/check", editor.check) for kind in documents.KINDS),
    *((f"/{kind}/{{id}}/back", documents.rolled_back) for kind in documents.KINDS),
    *((f"/{kind}/{{id}}/draft", documents.draft_settled) for kind in documents.KINDS),
)
#: For everybody.
_OPEN_SHOWN: tuple[tuple[str, View], ...] = (
    ("/sign-in", account.asked),
    ("/sign-in/{link}", account.asked),
)
_OPEN_DONE: tuple[tuple[str, View], ...] = (
    ("/sign-in", account.sign_in),
    ("/language", account.language),
)


def pages(backstage: Backstage) -> Starlette:
    """The admin page as an application."""
    desk = _Pages(backstage)
    routes = [Route("/static/{name}", desk.static)]
    routes += [Route(path, desk.endpoint(view)) for path, view in _SHOWN]
    routes += [Route(path, desk.endpoint(view), methods=["POST"]) for path, view in _DONE]
    routes += [Route(path, desk.endpoint(view, is_open=True)) for path, view in _OPEN_SHOWN]
    routes += [Route(path, desk.endpoint(view, is_open=True), methods=["POST"]) for path, view in _OPEN_DONE]
    routes.append(Route("/{path:path}", desk.endpoint(_nowhere)))
    return Starlette(routes=routes)


async def _nowhere(visit: Visit) -> Response:
    raise RefusedError(404, visit.words("There is no such page."))


class _Pages:
    """What every request goes through."""

    def __init__(self, backstage: Backstage) -> None:
        self._backstage = backstage
        self._turnstile = Turnstile()

    def endpoint(self, view: View, *, is_open: bool = False) -> Callable[[Request], Awaitable[Response]]:
        """A view with all that holds for every request."""

        async def answer(request: Request) -> Response:
            response = self._turned_away(request) or await self._answer(request, view, is_open=is_open)
            response.headers.update(_HEADERS)
            response.headers["Cache-Control"] = "no-store"
            return response

        return answer

    async def static(self, request: Request) -> Response:
        """A file of ours."""
        found = statics().get(request.path_params["name"])
        if found is None or self._turned_away(request):
            return PlainTextResponse("Not found.", status_code=404)
        response = Response(found.body, media_type=found.media_type)
        response.headers.update(_HEADERS)
        kept = request.query_params.get("v") == found.version
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if kept else "no-cache"
        return response

    def _turned_away(self, request: Request) -> Response | None:
        """The one sentence for who asks from elsewhere where the page has no address."""
        peer = request.client.host if request.client else None
        if self._backstage.public_url or is_local(peer, request.scope["headers"]):
            return None
        return PlainTextResponse(
            "The admin page is off from here: PUBLIC_URL is not set. "
            "Set it to the address under which people reach this bot, or open the page on the machine itself.",
            status_code=403,
        )

    async def _answer(self, request: Request, view: View, *, is_open: bool) -> Response:
        visit = Visit(
            request=request,
            backstage=self._backstage,
            words=Words(self._language(request, "")),
            person=None,
            session="",
            turnstile=self._turnstile,
        )
        try:
            visit = await self._visit(request)
            if visit.person is None and not is_open:
                return _to_sign_in(visit)
            return await view(visit)
        except RefusedError as refused:
            return _refused(visit, refused)
        except AwayError as away:
            log.warning("the admin page waits: %s", away)
            sentence = visit.words("The database does not answer.")
            remedy = visit.words("Try again in a minute. What was being saved was not saved.")
            return _refused(visit, RefusedError(503, sentence, remedy))
        except Exception:
            log.exception("a request to the admin page failed: %s %s", request.method, view.__name__)
            sentence = visit.words("Something went wrong here; it is in the bot's log.")
            return _refused(visit, RefusedError(500, sentence))

    async def _visit(self, request: Request) -> Visit:
        """Who asks and what; a form is taken from our own pages only."""
        session = request.cookies.get(cookie_name(self._backstage), "")
        person = await self._backstage.door.person(session) if session else None
        words = Words(
            self._language(request, person.language if person else ""), person.timezone if person else "UTC"
        )
        visit = Visit(
            request=request,
            backstage=self._backstage,
            words=words,
            person=person,
            session=session if person else "",
            turnstile=self._turnstile,
        )
        if request.method != "POST":
            return visit
        self._check_origin(request, words)
        form = await _form(request, words)
        if person is not None and not hmac.compare_digest(
            form.get("csrf", "").encode(), csrf_of(session).encode()
        ):
            if request.url.path in {path for path, _ in _OPEN_DONE}:
                return replace(visit, form=form)
            raise RefusedError(
                403,
                words("This form is from another session."),
                words("Load the page again, and send it anew."),
            )
        return replace(visit, form=form)

    def _check_origin(self, request: Request, words: Words) -> None:
        expected = origin_of(self._backstage.public_url, request.headers.get("host", ""))
        if is_own(request.headers.get("origin"), request.headers.get("sec-fetch-site"), expected):
            return
        raise RefusedError(
            403,
            words("This form was not sent from the admin page itself."),
            words(
                "Open the page at {address} and try again.", address=self._backstage.public_url or expected
            ),
        )

    def _language(self, request: Request, own: str) -> str:
        chosen = request.cookies.get("language", "")
        asked = request.headers.get("accept-language", "").split(",")[0].split(";")[0]
        return interface_language(chosen or own or asked, self._backstage.default_language)


async def _form(request: Request, words: Words) -> dict[str, str]:
    """The fields of a form, as browsers send it without files."""
    too_large = RefusedError(
        413,
        words("This is larger than {size} kB.", size=LARGEST_FORM // 1024),
        words("Make it smaller; a watchlist needs a few kilobytes."),
    )
    if int(request.headers.get("content-length") or 0) > LARGEST_FORM:
        raise too_large
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise too_large
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise RefusedError(400, words("This form cannot be read.")) from error
    # Browsers send line ends as CR LF (HTML, form submission).
    return {name: value.replace("\r\n", "\n") for name, value in pairs}


def _to_sign_in(visit: Visit) -> Response:
    if visit.wants_json:
        return JSONResponse({"problem": visit.words.bare("You are not signed in.")}, status_code=401)
    return RedirectResponse("/sign-in", status_code=303)


def _refused(visit: Visit, refused: RefusedError) -> Response:
    if visit.wants_json:
        response: Response = JSONResponse(
            {"problem": f"{_bare(refused.sentence)} {_bare(refused.remedy)}".strip()},
            status_code=refused.status,
        )
    else:
        response = visit.page(
            "error.html", status=refused.status, sentence=refused.sentence, remedy=refused.remedy
        )
    if refused.wait:
        response.headers["Retry-After"] = str(int(refused.wait) + 1)
    return response


def _bare(text: str) -> str:
    """Without the markup that isolates what was filled in."""
    return text.striptags() if isinstance(text, Markup) else text
