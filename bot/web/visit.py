"""One request of the admin page as its views see it: who asks, in which language, with which form, and how it is answered."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from bot.alerts.phrases import LANGUAGE_NAMES, later
from bot.model import Role
from bot.web.document_ports import Documents
from bot.web.entrance import Turnstile
from bot.web.ports import Actions, Backstage, Person
from bot.web.shown import Shown
from bot.web.templating import environment
from bot.web.wording import Words

#: From the least.
_RANKS = (Role.VIEWER, Role.EDITOR, Role.ADMIN, Role.OWNER)
_ROLE_NAMES = {
    Role.VIEWER: later("You see everything and change nothing"),
    Role.EDITOR: later("You write drafts"),
    Role.ADMIN: later("You are an admin"),
    Role.OWNER: later("You are an owner"),
}
#: Path, name, and the least role that sees it.
_MENU = (
    ("/", later("Status"), Role.VIEWER),
    ("/watchlists", later("Watchlists"), Role.VIEWER),
    ("/concepts", later("Concepts"), Role.VIEWER),
    ("/stories", later("Stories"), Role.VIEWER),
    ("/outlets", later("Outlets"), Role.VIEWER),
    ("/why", later("Receipt"), Role.VIEWER),
    ("/subscribers", later("Subscribers"), Role.ADMIN),
    ("/audit", later("Audit trail"), Role.VIEWER),
)
#: What a page says of what was done just before, by the word in its address.
_DONE: Mapping[str, str] = {
    "saved": later("The draft is saved."),
    "published": later("Published. It is in force within moments."),
    "discarded": later("The draft is gone."),
    "back": later("The earlier version is in force again."),
}


class RefusedError(Exception):
    """A request that is not answered, with a sentence that says why and what to do."""

    def __init__(self, status: int, sentence: str, remedy: str = "", *, wait: float = 0) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.remedy = remedy
        #: Seconds.
        self.wait = wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request."""

    request: Request
    backstage: Backstage
    words: Words
    #: None where nobody is signed in.
    person: Person | None
    #: The session's secret; empty without one.
    session: str
    turnstile: Turnstile
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_secure(self) -> bool:
        """Whether people reach the page over HTTPS."""
        return is_secure(self.backstage)

    @property
    def now(self) -> datetime:
        """The moment of asking."""
        return self.backstage.now

    @property
    def actions(self) -> Actions:
        """What the person may do.

        Raises:
            RefusedError: nobody is signed in.
        """
        return self.backstage.actions(self._signed_in, self.words.language)

    @property
    def documents(self) -> Documents:
        """What the person may do about documents.

        Raises:
            RefusedError: nobody is signed in.
        """
        return self.backstage.documents(self._signed_in, self.words.language)

    @property
    def _signed_in(self) -> Person:
        if self.person is None:
            raise RefusedError(401, self.words("You are not signed in."))
        return self.person

    @property
    def wants_json(self) -> bool:
        """Whether our own script asks."""
        return "application/json" in self.request.headers.get("accept", "")

    @property
    def csrf(self) -> str:
        """What our own forms carry: known to nobody but who has the session."""
        return csrf_of(self.session)

    @property
    def menu(self) -> Sequence[tuple[str, str]]:
        """Paths and names of the parts that the person may see."""
        return [(path, name) for path, name, role in _MENU if self.may(role)]

    def is_at(self, path: str) -> bool:
        """Whether this page belongs to a part of the menu."""
        at = self.request.url.path
        return at == path or (path != "/" and at.startswith(f"{path}/"))

    @property
    def here(self) -> str:
        """This page's path and query, to come back to; the first page for what cannot be asked for again."""
        url = self.request.url
        if self.request.method != "GET" or url.path.startswith("/sign-in"):
            return "/"
        return f"{url.path}?{url.query}" if url.query else url.path

    @property
    def role_name(self) -> str:
        """The person's role, in English."""
        return _ROLE_NAMES[self.person.role] if self.person else ""

    @property
    def said(self) -> str:
        """What was done just before, where this page is where that led."""
        return self.words(_DONE[done]) if (done := self.query("done")) in _DONE else ""

    def kept(self, *names: str) -> str:
        """Parameters of this address that other pages of the list keep."""
        given = {name: self.query(name) for name in names if self.query(name)}
        return urlencode(given) + "&" if given else ""

    def may(self, role: Role) -> bool:
        """Whether the person has this role or a higher one."""
        return self.person is not None and _RANKS.index(self.person.role) >= _RANKS.index(role)

    def query(self, name: str, longest: int = 300) -> str:
        """A parameter of the address."""
        return self.request.query_params.get(name, "").strip()[:longest]

    @property
    def number(self) -> int:
        """The page of a list, from 0."""
        text = self.query("page")
        return min(int(text), 10_000) if text.isascii() and text.isdecimal() and len(text) < 9 else 0

    def page(self, template: str, *, status: int = 200, **facts: Any) -> Response:
        """A page."""
        return HTMLResponse(self.rendered(template, **facts), status_code=status)

    def rendered(self, template: str, **facts: Any) -> str:
        """A template's text."""
        return (
            environment()
            .get_template(template)
            .render(
                visit=self,
                words=self.words,
                show=Shown(self.words),
                now=self.now,
                languages=LANGUAGE_NAMES,
                **facts,
            )
        )

    def json(self, data: Mapping[str, Any], status: int = 200) -> Response:
        """An answer for our own script."""
        return JSONResponse(data, status_code=status)

    def to(self, path: str) -> Response:
        """On to another page, after something was done."""
        return RedirectResponse(path, status_code=303)


def csrf_of(session: str) -> str:
    """The token of a session's forms."""
    return hmac.new(session.encode(), b"forms of the admin page", hashlib.sha256).hexdigest()


def is_secure(backstage: Backstage) -> bool:
    """Whether people reach the page over HTTPS."""
    return backstage.public_url.lower().startswith("https://")


def cookie_name(backstage: Backstage) -> str:
    """Of the session's cookie; browsers take one with this prefix only over HTTPS, and send it to this host only."""
    return "__Host-khabar" if is_secure(backstage) else "khabar"
