"""python -m bot watchlists|concepts|outlets publish, discard, rollback, remove: what changes documents in the database,
beside a worker that runs.
"""

import asyncio
import sys
from collections.abc import Sequence
from typing import NamedTuple

from bot.cli.documents import TYPED, StopError, stopping
from bot.cli.problems import WRONG, settings_or_none, tell
from bot.model import (
    Conflict,
    Discarded,
    DocumentKind,
    Draft,
    Forbidden,
    NotSeen,
    Published,
    Refused,
    TooMuch,
)
from bot.runtime.lab.trial import Asked
from bot.runtime.lab.versions import Lab
from bot.settings import Settings


class Seen(NamedTuple):
    """What was shown of a draft, in alerts a week."""

    body_hash: str
    now: float
    before: float


class UnseenError(Exception):
    """A draft that is to be looked at first."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft.id)
        self.draft = draft


def publish(
    kind: DocumentKind, ids: Sequence[str], *, why: str, by: str | None, unseen: bool, cases_changed: bool
) -> int:
    """Put drafts in force, after showing what each would have caught; returns the exit code."""

    def put(id_: str, *, seen: Seen | None) -> int:
        async def work(lab: Lab, _: Settings) -> int:
            document = await lab.document(kind, id_)
            draft = (
                next((one for one in document.drafts if one.author == (by or "")), None) if document else None
            )
            if draft is None:
                whose = by or "the command line"
                raise StopError(f"{id_}: {whose} has no draft of it; `list` shows who has one, for --by")
            if seen is not None:
                await lab.note_seen(
                    kind, id_, TYPED, seen.body_hash, per_week=seen.now, per_week_before=seen.before
                )
            elif unseen:
                await lab.note_seen(kind, id_, TYPED, draft.body_hash)
            answer = await lab.publish(
                kind, id_, TYPED, draft.base, why, draft_by=by, cases_changed_on_purpose=cases_changed
            )
            if isinstance(answer, NotSeen) and not answer.merged:
                raise UnseenError(answer.draft)
            return told(kind, id_, answer)

        return stopping(work)

    for id_ in ids:
        try:
            code = put(id_, seen=None)
        except UnseenError as error:
            shown = _shown(error.draft)
            code = WRONG if shown is None else put(id_, seen=shown)
        if code:
            return code
    return 0


def _shown(draft: Draft) -> Seen | None:
    """Show what a draft would have caught, and ask; None where it is not to be published."""
    from bot.cli.backtest import show, tried

    settings = settings_or_none()
    if settings is None:
        return None
    found = asyncio.run(tried(settings, Asked(watchlist=draft.id, body=draft.body, path=f"{draft.id}.yaml")))
    show(found)
    if not sys.stdin.isatty():
        tell(
            [
                f"{draft.id}: this is what it would have caught. Publish it with --unseen, or answer at a terminal"
            ]
        )
        return None
    if input(f"Put {draft.id} in force? [y/N] ").strip().lower() not in ("y", "yes"):
        return None
    before = found.against.alerts_per_week if found.against else 0
    return Seen(found.body_hash, found.alerts_per_week, before)


def discard(kind: DocumentKind, id_: str, *, by: str | None) -> int:
    """Throw a draft away; returns the exit code."""

    async def work(lab: Lab, _: Settings) -> int:
        return told(kind, id_, await lab.discard(kind, id_, TYPED, draft_by=by))

    return stopping(work)


def roll_back(kind: DocumentKind, id_: str, version: int, *, why: str) -> int:
    """Put an earlier version in force again; returns the exit code."""

    async def work(lab: Lab, _: Settings) -> int:
        return told(kind, id_, await lab.roll_back(kind, id_, version, TYPED, why))

    return stopping(work)


def remove(kind: DocumentKind, id_: str, *, why: str) -> int:
    """Take a document away; returns the exit code."""

    async def work(lab: Lab, _: Settings) -> int:
        return told(kind, id_, await lab.remove(kind, id_, TYPED, why))

    return stopping(work)


def told(
    kind: DocumentKind,
    id_: str,
    answer: Published | Discarded | Refused | Conflict | NotSeen | Forbidden | TooMuch,
) -> int:
    """Print what was done, or stop with why it was not; returns the exit code."""
    match answer:
        case Published(version, affects):
            reach = f"; it touches {', '.join(affects)}" if affects and affects != (id_,) else ""
            print(
                f"{id_}: version {version} is in force{reach}. A running worker takes it up within seconds."
            )
        case Discarded():
            print(f"{id_}: the draft is gone.")
        case Refused(problems):
            raise StopError("\n".join(problems))
        case Conflict(version, _, _, places):
            raise StopError(
                f"{id_}: version {version} changed the same: {', '.join(places)}. Nothing was done; "
                f"`python -m bot {kind}s show {id_}` has it, export it and edit that"
            )
        case NotSeen():
            # The joined draft is kept, so this is no end.
            tell(
                [
                    f"{id_}: others have published meanwhile. Their edits were joined into the draft: look at `diff`, then publish"
                ]
            )
            return WRONG
        case TooMuch(per_week):
            raise StopError(
                f"{id_}: about {per_week:,.0f} alerts a week, more than anybody reads. Make the query narrower"
            )
        case Forbidden():
            raise StopError(f"{id_}: not allowed")
    return 0
