"""Writing a document: marks at what is wrong, completion of concepts, the proof on an article, saving and publishing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from starlette.responses import Response

from bot.model import (
    Conflict,
    Discarded,
    DocumentKind,
    Forbidden,
    NotSeen,
    Published,
    Refused,
    Role,
    Saved,
    TooMuch,
)
from bot.watch.changes import changes
from bot.web.document_ports import Checked, DocumentView, Sample
from bot.web.views.documents import forbidden, place_of
from bot.web.visit import RefusedError, Visit

_BEGUN = {
    DocumentKind.CONCEPT: "id: {id}\ntitle: {{en: }}\ntype: place\nnames:\n  en: []\n  ar: []\n  tr: []\n  fr: []\n",
    DocumentKind.OUTLET: "- id: {id}\n  name: \n  country: \n  language: \n  feeds:\n    - {{url: }}\n",
    DocumentKind.WATCHLIST: "id: {id}\ntitle: {{en: }}\nquery: |\n  \n",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What is on the desk of who writes."""

    name: str
    kind: DocumentKind
    id: str
    body: str
    base: int
    #: Hash of the draft that the text was made from.
    over: str
    why: str = ""
    #: An address, or pasted words, to try the text on.
    sample: str = ""
    samples: Sequence[Sample] = ()
    checked: Checked
    #: What has to be said above the editor, and how serious it is.
    note: str = ""
    note_kind: str = "warn"
    problems: Sequence[str] = field(default=())
    #: Hash of the text in force.
    published_hash: str = ""


async def editor(visit: Visit) -> Response:
    """The editor: with one's own draft, somebody else's, or what is in force."""
    name, kind, id_ = place_of(visit)
    if not visit.may(Role.EDITOR):
        raise forbidden(visit)
    found = await visit.documents.one(kind, id_)
    body, base, over, why = _text(found, visit.query("of", 60), kind, id_)
    samples = await visit.documents.samples(id_) if kind is DocumentKind.WATCHLIST else ()
    sample = samples[0].url if samples else ""
    published = found.document.published if found else None
    return await _shown(
        visit,
        Desk(
            name=name,
            kind=kind,
            id=id_,
            body=body,
            base=base,
            over=over,
            why=why,
            sample=sample,
            samples=samples,
            checked=await visit.documents.check(kind, id_, body, sample),
            published_hash=published.body_hash if published else "",
        ),
    )


def _text(found: DocumentView | None, of: str, kind: DocumentKind, id_: str) -> tuple[str, int, str, str]:
    """What to begin with: the text, the version it was made from, the hash of one's own draft, and why."""
    if found is None:
        return _BEGUN[kind].format(id=id_), 0, "", ""
    own = found.own
    over = own.body_hash if own else ""
    theirs = next((draft for draft in found.document.drafts if of and draft.author == of), own)
    if theirs is not None:
        return theirs.body, theirs.base, over, theirs.why
    published = found.document.published
    if published is None:
        draft = found.document.drafts[0]
        return draft.body, draft.base, over, draft.why
    return published.body or _BEGUN[kind].format(id=id_), published.version, over, ""


async def check(visit: Visit) -> Response:
    """For the script: marks, cases and proof of the text as it is now."""
    _, kind, id_ = place_of(visit)
    if not visit.may(Role.EDITOR):
        raise forbidden(visit)
    found = await visit.documents.check(kind, id_, visit.form.get("body", ""), visit.form.get("sample", ""))
    marks = [
        {"line": mark.line, "column": mark.column, "message": mark.message, "kind": mark.kind}
        for mark in found.marks
    ]
    html = visit.rendered("checked.html", checked=found, kind=kind)
    return visit.json({"marks": marks, "right": found.is_right, "hash": found.body_hash, "html": html})


async def complete(visit: Visit) -> Response:
    """For the script: concepts that a name may mean."""
    found = await visit.documents.complete(visit.query("q", 60))
    language = visit.words.language
    return visit.json(
        {
            "concepts": [
                {
                    "id": one.id,
                    "title": one.titles.get(language) or one.titles.get("en", ""),
                    "type": one.type,
                }
                for one in found
            ]
        }
    )


async def written(visit: Visit) -> Response:
    """What the buttons under the editor do."""
    name, kind, id_ = place_of(visit)
    form = visit.form
    body, why, over = form.get("body", ""), form.get("why", "").strip()[:300], form.get("over", "")[:64]
    base = _number(form.get("base", ""))
    if not body.strip():
        raise RefusedError(
            400, visit.words("The text is empty."), visit.words("Go back, and write something.")
        )
    match form.get("do"):
        case "discard":
            gone = await visit.documents.discard(kind, id_, None)
            if isinstance(gone, Discarded):
                return visit.to(f"/{name}?done=discarded")
            done: Saved | Published | Refused | Conflict | NotSeen | Forbidden | TooMuch | None = gone
        case "publish":
            purpose = form.get("on_purpose") == "1"
            done = await visit.documents.publish(kind, id_, body, base, why, over, on_purpose=purpose)
        case "save":
            done = await visit.documents.save(kind, id_, body, base, why, over)
        case _:
            done = None
    match done:
        case Published():
            return visit.to(f"/{name}/{id_}?done=published")
        case Saved(merged=False):
            return visit.to(f"/{name}/{id_}/edit?done=saved")
        case Forbidden():
            raise forbidden(visit)
        case Conflict():
            return _conflict(visit, name, id_, done)
    return await _again(visit, kind, id_, done)


async def _again(
    visit: Visit, kind: DocumentKind, id_: str, done: Saved | Refused | NotSeen | TooMuch | None
) -> Response:
    """The editor with what was written, and what has to be said about it."""
    form, words = visit.form, visit.words
    body, base, over = form.get("body", ""), form.get("base", ""), form.get("over", "")[:64]
    note, kind_of_note = "", "warn"
    problems: tuple[str, ...] = ()
    if isinstance(
        done, Saved | NotSeen
    ):  # the text may have been joined with what others published meanwhile
        body, base, over = done.draft.body, str(done.draft.base), done.draft.body_hash
    match done:
        case Saved():
            note = words(
                "Saved, together with what others have published meanwhile. Look at the text once more."
            )
        case NotSeen(merged=True):
            note = words(
                "Others have published meanwhile, and both edits were joined. Look at the text once more."
            )
        case NotSeen():
            note = words("See first what it would have caught; then publish it.")
            await visit.documents.ask_backtest(id_, body)
        case TooMuch(per_week):
            number = words.number(round(per_week))
            note = words("This would bring about {n} alerts a week, more than anybody reads.", n=number)
            kind_of_note = "bad"
        case Refused(found):
            problems = found
            note, kind_of_note = words("It was not stored:"), "bad"
    desk = Desk(
        name=visit.request.url.path.split("/")[1],
        kind=kind,
        id=id_,
        body=body,
        base=_number(base),
        over=over,
        why=form.get("why", "").strip()[:300],
        sample=form.get("sample", "")[:20_000],
        samples=await visit.documents.samples(id_) if kind is DocumentKind.WATCHLIST else (),
        checked=await visit.documents.check(kind, id_, body, form.get("sample", "")[:20_000]),
        note=note,
        note_kind=kind_of_note,
        problems=problems,
    )
    return await _shown(visit, desk, status=422 if isinstance(done, Refused | TooMuch) else 200)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


async def _shown(visit: Visit, desk: Desk, *, status: int = 200) -> Response:
    test = None
    if desk.kind is DocumentKind.WATCHLIST:
        test = await visit.documents.newest_backtest(desk.id)
        if test is not None and test.result is not None and test.result.body_hash != desk.checked.body_hash:
            test = None  # of another text
    return visit.page("editor.html", status=status, desk=desk, test=test, may_publish=visit.may(Role.ADMIN))


def _conflict(visit: Visit, name: str, id_: str, found: Conflict) -> Response:
    """Both texts, and the choice: nothing is ever lost without somebody deciding so."""
    mine = visit.form.get("body", "")
    return visit.page(
        "conflict.html",
        status=409,
        kind=name,
        id=id_,
        found=found,
        mine=mine,
        differences=changes(found.theirs, mine),
        why=visit.form.get("why", "")[:300],
        over=visit.form.get("over", "")[:64],
    )
