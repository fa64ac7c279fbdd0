"""Documents in versions and drafts: what an editor may do in one transaction, whether in chat, on the page or typed.

Roles are enforced here, not in the callers. Whether a text is fit stands in proving.py; who has which role in roles.py.
"""

import asyncio
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.estimate import too_much
from bot.model import (
    Author,
    Conflict,
    Discarded,
    DocumentKind,
    DocumentVersion,
    Draft,
    Forbidden,
    Mode,
    NotSeen,
    Published,
    Refused,
    Role,
    Saved,
    TooMuch,
)
from bot.runtime.catalogue import Catalogue, compiled
from bot.runtime.lab import proving
from bot.runtime.lab.proving import BodyError, Effect, body_hash
from bot.runtime.lab.shelf import Shelf, outlets_in_force
from bot.runtime.world import published_sheets
from bot.storage import audit, documents, drafts, feeds, pseudonyms
from bot.storage.drafts import Seen
from bot.watch import QueryError, Watchlist, merging

#: A place of conflict.
_TAKEN_AWAY = "the document as a whole, which was taken away"

_WRITERS = frozenset({Role.OWNER, Role.ADMIN, Role.EDITOR})
_PUBLISHERS = frozenset({Role.OWNER, Role.ADMIN})


class Lab(Shelf):
    """What editors may do about documents, over one write transaction, which the caller ends.

    The catalogue is from `World.catalogue` just before.
    """

    def __init__(
        self, conn: AsyncConnection, catalogue: Catalogue, now: datetime, *, most_per_week: int = 0
    ) -> None:
        """As a shelf; a watchlist that would tell more than `most_per_week` alerts is not published (0: anything is)."""
        super().__init__(conn, catalogue, now)
        self._most_per_week = most_per_week

    async def save_draft(
        self,
        kind: DocumentKind,
        id_: str,
        body: str,
        author: Author,
        base: int,
        why: str = "",
        *,
        over: str | None = None,
    ) -> Saved | Refused | Conflict | Forbidden:
        """Write the author's draft, in place of an earlier one.

        Args:
            kind: of the document.
            id_: its id, new or known.
            body: its whole text, YAML.
            author: who writes.
            base: the version the text was made from; 0 for a new document.
            why: in his words.
            over: hash of the draft that the text was made from, where another window may have saved since.
        """
        if author.role not in _WRITERS:
            return Forbidden(author.role, Role.EDITOR)
        try:
            proving.understood(kind, id_, body)
        except BodyError as error:
            return Refused(error.problems)
        name = await self._name(author)
        await documents.take_turn(self._conn, kind)
        earlier = await drafts.get(self._conn, kind, id_, name)
        current = await documents.get(self._conn, kind, id_)
        version = current.version if current else 0
        if over is not None and earlier is not None and earlier.body_hash not in (over, body_hash(body)):
            return Conflict(version, earlier.body, body, ("your own draft, saved from another window",))
        draft = Draft(
            kind=kind,
            id=id_,
            body=body,
            body_hash=body_hash(body),
            base=base,
            at=self._now,
            author=name,
            origin=author.origin,
            why=why or (earlier.why if earlier else ""),
        )
        joined = await self._joined(draft, current)
        if isinstance(joined, Conflict):
            return joined
        found = await self._effect(joined)
        if found.problems:
            return Refused(found.problems)
        await drafts.save(self._conn, joined)
        return Saved(joined, merged=joined.base != base, failing=found.failing, affects=found.affects)

    async def note_seen(
        self,
        kind: DocumentKind,
        id_: str,
        author: Author,
        body_hash: str,
        *,
        per_week: float = 0,
        per_week_before: float = 0,
    ) -> None:
        """The author was shown what exactly this text would have caught, in alerts per week, and what the published."""
        seen = Seen(round(per_week), round(per_week_before))
        name = await self._name(author)
        await drafts.note_seen(self._conn, kind, id_, name, body_hash, seen, self._now)

    async def publish(
        self,
        kind: DocumentKind,
        id_: str,
        author: Author,
        base: int,
        why: str = "",
        *,
        draft_by: str | None = None,
        shown: str = "",
        cases_changed_on_purpose: bool = False,
    ) -> Published | Refused | Conflict | NotSeen | Forbidden | TooMuch:
        """Put a draft in force.

        Args:
            kind: of the document.
            id_: its id.
            author: who publishes.
            base: the draft's base, as the author saw it.
            why: in his words; the draft's own where it is empty.
            draft_by: whose draft, by pseudonym; his own by default.
            shown: how the hash begins of the text that he was shown; a draft that was changed since is not published.
            cases_changed_on_purpose: cases which the query would fail were taken out knowingly.
        """
        if author.role not in _PUBLISHERS:
            return Forbidden(author.role, Role.ADMIN)
        await documents.take_turn(self._conn, kind)
        name = await self._name(author)
        draft = await drafts.get(self._conn, kind, id_, name if draft_by is None else draft_by)
        if draft is None:
            return Refused((f"{id_}: there is no draft to publish",))
        current = await documents.get(self._conn, kind, id_)
        joined = await self._joined(draft, current)
        if isinstance(joined, Conflict):
            return joined
        if joined is not draft:
            draft = joined
            await drafts.save(self._conn, draft)
            # Not even where no look is needed: what was joined is not what he pressed the button for.
            return NotSeen(draft, merged=True)
        if draft.base != base or not draft.body_hash.startswith(shown):
            return NotSeen(draft, merged=draft.base != base)
        found = await self._fit(draft, current, on_purpose=cases_changed_on_purpose)
        if isinstance(found, Refused):
            return found
        if (unseen := await self._unseen(draft, current, name)) is not None:
            return unseen
        number = await self._put(draft, author, name, why or draft.why)
        await drafts.discard(self._conn, kind, id_, draft.author)
        return Published(number, found.affects)

    async def dropped_cases(self, draft: Draft) -> tuple[str, ...]:
        """Cases that a draft has taken out and that its query would fail, in words: `publish` asks for a purpose."""
        current = await documents.get(self._conn, draft.kind, draft.id)
        before, after = _watchlist(draft.kind, current), _watchlist(draft.kind, draft)
        try:
            return proving.dropped_cases(before, after, self._catalogue) if before and after else ()
        except QueryError:  # a concept of it has gone: publishing says so
            return ()

    async def discard(
        self, kind: DocumentKind, id_: str, author: Author, *, draft_by: str | None = None
    ) -> Discarded | Refused | Forbidden:
        """Throw a draft away: one's own, or as an admin anybody's."""
        name = await self._name(author)
        of = name if draft_by is None else draft_by
        if author.role not in (_WRITERS if of == name else _PUBLISHERS):
            return Forbidden(author.role, Role.EDITOR if of == name else Role.ADMIN)
        if not await drafts.discard(self._conn, kind, id_, of):
            return Refused((f"{id_}: there is no draft to discard",))
        await audit.note(self._conn, name, "discard", f"{kind}:{id_}", self._now, of=of, origin=author.origin)
        return Discarded()

    async def roll_back(
        self, kind: DocumentKind, id_: str, version: int, author: Author, why: str
    ) -> Published | Refused | Forbidden:
        """Put an earlier version in force again, as a new version."""
        if author.role not in _PUBLISHERS:
            return Forbidden(author.role, Role.ADMIN)
        await documents.take_turn(self._conn, kind)
        history = await documents.versions(self._conn, kind, id_)
        wanted = next((one for one in history if one.version == version), None)
        if wanted is None or not wanted.body:
            return Refused((f"{id_}: there is no version {version} to go back to",))
        draft = self._as_draft(wanted, history[-1].version)
        found = await self._fit(draft, history[-1], on_purpose=True)
        if isinstance(found, Refused):
            return found
        name = await self._name(author)
        said = f"back to version {version}" + (f": {why}" if why else "")
        return Published(await self._put(draft, author, name, said, action="roll back"), found.affects)

    async def remove(
        self, kind: DocumentKind, id_: str, author: Author, why: str
    ) -> Published | Refused | Forbidden:
        """Take away a concept that nothing uses, or an outlet; its versions stay, and a roll back brings it back."""
        if author.role not in _PUBLISHERS:
            return Forbidden(author.role, Role.ADMIN)
        await documents.take_turn(self._conn, kind)
        current = await documents.get(self._conn, kind, id_)
        if current is None or not current.body:
            return Refused((f"{id_}: there is no such {kind}",))
        draft = replace(self._as_draft(current, current.version), body="", body_hash=body_hash(""))
        found = await self._fit(draft, current, on_purpose=False)
        if isinstance(found, Refused):
            return found
        name = await self._name(author)
        return Published(await self._put(draft, author, name, why, action="remove"), found.affects)

    async def _joined(self, draft: Draft, current: DocumentVersion | None) -> Draft | Conflict:
        """The draft upon what is published now, with what others changed since its base; the same where none did."""
        version = current.version if current else 0
        if draft.base == version or current is None:
            return draft if draft.base == version else replace(draft, base=version)
        was = await documents.version(self._conn, draft.kind, draft.id, draft.base)
        if not current.body:
            return Conflict(version, "", draft.body, (_TAKEN_AWAY,))
        merge = merging.merge(was.body if was else "", draft.body, current.body)
        if merge.conflicts:
            return Conflict(version, current.body, merge.text, merge.conflicts)
        try:
            proving.understood(draft.kind, draft.id, merge.text)
        except BodyError as error:
            return Conflict(version, current.body, draft.body, error.problems)
        return replace(draft, body=merge.text, body_hash=body_hash(merge.text), base=version)

    async def _name(self, author: Author) -> str:
        """What versions and the audit call him."""
        if author.person is None:
            return ""
        return (await pseudonyms.of(self._conn, [author.person]))[author.person]

    async def _fit(
        self, draft: Draft, current: DocumentVersion | None, *, on_purpose: bool
    ) -> Effect | Refused:
        """What publishing would do, or why it cannot be published."""
        if current is not None and draft.body_hash == current.body_hash:
            return Refused((f"{draft.id}: this is what is published already",))
        found = await self._effect(draft)
        if found.problems or found.failing:
            return Refused((*found.problems, *found.failing))
        before, after = _watchlist(draft.kind, current), _watchlist(draft.kind, draft)
        if before is not None and after is not None:
            if before.alert.mode is Mode.RETIRED and after.alert.mode is Mode.RETIRED:
                return Refused(
                    (
                        f"{draft.id}: the watchlist was ended. Write `mode: live` to begin it again, or discard the draft",
                    )
                )
            if not on_purpose and (dropped := proving.dropped_cases(before, after, self._catalogue)):
                return Refused(dropped)
        return found

    async def _effect(self, draft: Draft) -> Effect:
        generation = await documents.generation(self._conn)
        if generation != self._catalogue.generation:  # somebody published at this very moment
            sheets = await published_sheets(self._conn)
            self._catalogue = await asyncio.to_thread(compiled, sheets, generation=generation)
        others = await outlets_in_force(self._conn) if draft.kind is DocumentKind.OUTLET else {}
        return proving.effect(draft.kind, draft.id, draft.body, self._catalogue, others)

    async def _unseen(
        self, draft: Draft, current: DocumentVersion | None, name: str
    ) -> NotSeen | TooMuch | None:
        before, after = _watchlist(draft.kind, current), _watchlist(draft.kind, draft)
        if after is None or not proving.needs_look(before, after):
            return None
        seen = await drafts.seen(self._conn, draft.kind, draft.id, name, draft.body_hash)
        if seen is None:
            return NotSeen(draft)
        if too_much(seen.per_week, seen.per_week_before, self._most_per_week):
            return TooMuch(seen.per_week)
        return None

    async def _put(
        self, draft: Draft, author: Author, name: str, why: str, *, action: str = "publish"
    ) -> int:
        number = await documents.publish(
            self._conn,
            draft.kind,
            draft.id,
            draft.body,
            draft.body_hash,
            self._now,
            author=name,
            origin=author.origin,
            why=why,
        )
        if draft.kind is DocumentKind.OUTLET:
            await feeds.sync(self._conn, [*(await outlets_in_force(self._conn)).values()], self._now)
        subject = f"{draft.kind}:{draft.id}"
        of = {"of": draft.author} if action == "publish" and draft.author != name else {}
        await audit.note(
            self._conn, name, action, subject, self._now, version=number, origin=author.origin, why=why, **of
        )
        return number

    def _as_draft(self, version: DocumentVersion, base: int) -> Draft:
        return Draft(
            kind=version.kind,
            id=version.id,
            body=version.body,
            body_hash=version.body_hash,
            base=base,
            at=self._now,
            author=version.author,
            origin=version.origin,
            why=version.why,
        )


def _watchlist(kind: DocumentKind, text: DocumentVersion | Draft | None) -> Watchlist | None:
    """A watchlist that is known to be right, or was when it was published."""
    if kind is not DocumentKind.WATCHLIST or text is None or not text.body:
        return None
    try:
        found = proving.understood(kind, text.id, text.body)
    except BodyError:
        return None
    return found if isinstance(found, Watchlist) else None
