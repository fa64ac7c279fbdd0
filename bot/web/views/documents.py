"""Watchlists, concepts and outlets: lists, one with its versions and drafts, going back, and beginning a new one. Writing
them stands in editor.py."""

import re
from collections.abc import Mapping, Sequence

from starlette.responses import Response

from bot.model import DocumentKind, Draft, Forbidden, Published, Refused, Role
from bot.watch.drafting import Closeness, composed, titles_of, usual_closeness
from bot.web.document_ports import Part
from bot.web.visit import RefusedError, Visit

#: By the first part of their addresses.
KINDS: Mapping[str, DocumentKind] = {
    "watchlists": DocumentKind.WATCHLIST,
    "concepts": DocumentKind.CONCEPT,
    "outlets": DocumentKind.OUTLET,
}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def place_of(visit: Visit) -> tuple[str, DocumentKind, str]:
    """The kind's name in addresses, the kind, and the id that the address names."""
    name = visit.request.url.path.split("/")[1]
    id_ = visit.request.path_params.get("id", "")
    if id_ and (not _ID.fullmatch(id_) or len(id_) > 100):
        raise RefusedError(
            404,
            visit.words("{id} is no id.", id=id_[:60]),
            visit.words("Ids are small letters and digits, joined by hyphens: red-sea."),
        )
    return name, KINDS[name], id_


async def listed(visit: Visit) -> Response:
    """All of a kind, or those whose name has these letters."""
    name, kind, _ = place_of(visit)
    query = visit.query("q", 100)
    found = await visit.documents.listed(kind, query, visit.number)
    return visit.page("documents.html", kind=name, found=found, query=query, may_write=visit.may(Role.EDITOR))


async def one(visit: Visit) -> Response:
    """One document."""
    name, kind, id_ = place_of(visit)
    found = await visit.documents.one(kind, id_)
    if found is None:
        raise RefusedError(
            404,
            visit.words("Nothing is known under the id {id}.", id=id_),
            visit.words("Look it up in the list."),
        )
    return visit.page(
        "document.html",
        kind=name,
        id=id_,
        view=found,
        may_write=visit.may(Role.EDITOR),
        may_publish=visit.may(Role.ADMIN),
    )


async def rolled_back(visit: Visit) -> Response:
    """An earlier version in force again."""
    name, kind, id_ = place_of(visit)
    number = visit.form.get("version", "")
    version = int(number) if number.isascii() and number.isdecimal() and len(number) < 9 else 0
    done = await visit.documents.roll_back(kind, id_, version, visit.form.get("why", "")[:300])
    return _settled(visit, f"/{name}/{id_}?done=back", done)


async def draft_settled(visit: Visit) -> Response:
    """Somebody's draft published, or thrown away."""
    name, kind, id_ = place_of(visit)
    author = visit.form.get("author", "")[:60]
    if visit.form.get("do") == "discard":
        gone = await visit.documents.discard(kind, id_, author)
        if isinstance(gone, Forbidden | Refused):
            return _settled(visit, "", gone)
        still = await visit.documents.one(kind, id_)
        return visit.to(f"/{name}/{id_}?done=discarded" if still else f"/{name}?done=discarded")
    base = visit.form.get("base", "")
    version = int(base) if base.isascii() and base.isdecimal() and len(base) < 9 else -1
    done = await visit.documents.publish_draft(kind, id_, author, version, visit.form.get("why", "")[:300])
    if isinstance(done, Published | Refused | Forbidden):
        return _settled(visit, f"/{name}/{id_}?done=published", done)
    # What has to be seen, or decided, before is shown where one's own drafts are written.
    return visit.to(f"/{name}/{id_}/edit?of={author}")


def _settled(visit: Visit, path: str, done: Published | Refused | Forbidden) -> Response:
    match done:
        case Published():
            return visit.to(path)
        case Refused(problems):
            raise RefusedError(409, visit.words("That cannot be done: {why}", why=" · ".join(problems)))
        case Forbidden():
            raise forbidden(visit)


def forbidden(visit: Visit) -> RefusedError:
    """What somebody is told whose role does not allow it."""
    return RefusedError(
        403,
        visit.words("Your role does not allow that."),
        visit.words("Editors write drafts, admins and owners publish them. An owner gives roles with /role."),
    )


# --- a new watchlist -----------------------------------------------------------------------------------


async def new(visit: Visit) -> Response:
    """Something new: of a watchlist its topic, of others an id."""
    name, _, _ = place_of(visit)
    if not visit.may(Role.EDITOR):
        raise forbidden(visit)
    if name != "watchlists":
        id_ = visit.query("id", 100).lower()
        if _ID.fullmatch(id_):
            return visit.to(f"/{name}/{id_}/edit")
        return visit.page("new.html", kind=name, topic="", parts_=(), id=id_, closeness="")
    topic = visit.query("topic", 200)
    parts = await visit.documents.suggest(topic) if topic else ()
    usual = usual_closeness([_types(part) for part in parts if not part.excluded])
    return visit.page("new.html", kind=name, topic=topic, parts_=parts, id="", closeness=usual)


def _types(part: Part) -> set[str]:
    return {offer.type for offer in part.offers[:1] if offer.type}


async def begun(visit: Visit) -> Response:
    """A draft from what was chosen."""
    topic = visit.form.get("topic", "")[:200]
    parts = await visit.documents.suggest(topic)
    wanted, excluded = _chosen(visit, parts)
    query = visit.form.get("query", "").strip()[:20_000]
    if not query:
        if not wanted:
            raise RefusedError(
                400,
                visit.words("Nothing was chosen to look for."),
                visit.words("Go back, and tick at least one concept or word."),
            )
        closeness = visit.form.get("closeness", "")
        near = Closeness(closeness) if closeness in set(Closeness) else Closeness.LEAD
        types = [_types(part) for part, _ in wanted]
        query = composed([terms for _, terms in wanted], excluded, near, types)
    titles = titles_of([(part.said, part.offers[0].titles) for part, _ in wanted]) if wanted else {}
    title = visit.form.get("title", "").strip()[:120] or titles.get(visit.words.language, "") or topic
    begun_ = await visit.documents.begin(title, visit.form.get("about", "").strip()[:300], query, titles)
    if isinstance(begun_, Draft):
        return visit.to(f"/watchlists/{begun_.id}/edit")
    if not begun_:
        raise forbidden(visit)
    raise RefusedError(422, visit.words("That cannot be done: {why}", why=begun_))


def _chosen(visit: Visit, parts: Sequence[Part]) -> tuple[list[tuple[Part, list[str]]], list[str]]:
    """The ticked terms of each part, and those that must not be there."""
    wanted: list[tuple[Part, list[str]]] = []
    excluded: list[str] = []
    for number, part in enumerate(parts):
        terms = [
            offer.term
            for at, offer in enumerate(part.offers)
            if visit.form.get(f"offer-{number}-{at}") == "1"
        ]
        if part.excluded:
            excluded += terms
        elif terms:
            wanted.append((part, terms))
    return wanted, excluded
