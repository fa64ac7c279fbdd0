"""What the lab's handlers in chat may see and do, in the transaction of their turn: see telegram/lab/ports.py."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import (
    Author,
    ChatKind,
    Conflict,
    Discarded,
    Document,
    DocumentKind,
    DocumentSummary,
    DocumentVersion,
    Draft,
    Feed,
    FeedHealth,
    Forbidden,
    Mode,
    NotSeen,
    Published,
    Refused,
    Role,
    Saved,
    TooMuch,
)
from bot.runtime.catalogue import Catalogue
from bot.runtime.lab import proving
from bot.runtime.lab.headlines import headline_of_alert, headline_of_story, verdict_on
from bot.runtime.lab.names import names_effect
from bot.runtime.lab.roles import Roles
from bot.runtime.lab.shelf import outlets_in_force
from bot.runtime.lab.suggestions import suggested
from bot.runtime.lab.tasks import ask_backtest, backtest_of
from bot.runtime.lab.trial import Asked
from bot.runtime.lab.versions import Lab
from bot.sources.outletedits import paused
from bot.storage import (
    articles,
    audit,
    chats,
    dialogues,
    documents,
    drafts,
    feeds,
    pseudonyms,
    subscriptions,
    tasks,
)
from bot.storage.feeds import FeedRow
from bot.storage.words import TaskKind
from bot.stories.skeletons import skeleton
from bot.telegram.lab.ports import (
    Deed,
    Dialogue,
    FeedState,
    Headline,
    Look,
    Member,
    NamesEffect,
    OutletState,
    SuggestedPart,
    Verdict,
)
from bot.watch import Concept, QueryError, parse
from bot.watch.changes import changes
from bot.watch.likeness import alike
from bot.watch.rewriting import RewriteError, with_mode

#: How long an answer is waited for; whoever comes back later begins anew.
PATIENCE = timedelta(days=2)
_TRIAL = "(trial)"
_DAY = timedelta(hours=24)
_ORDER = (Role.OWNER, Role.ADMIN, Role.EDITOR, Role.VIEWER)


class StoredLab:
    """A Lab over one connection."""

    def __init__(
        self,
        conn: AsyncConnection,
        catalogue: Catalogue,
        owners: frozenset[int],
        now: datetime,
        *,
        most_per_week: int = 0,
    ) -> None:
        self._conn = conn
        self._catalogue = catalogue
        self._now = now
        self._roles = Roles(conn, owners, now)
        self._lab = Lab(conn, catalogue, now, most_per_week=most_per_week)

    # --- people ---------------------------------------------------------------------------------------

    async def role(self, person: int) -> Role | None:
        return await self._roles.of(person) if person else None

    async def members(self) -> Sequence[Member]:
        found = [
            Member(person, await self._title(person), role)
            for person, role in (await self._roles.all()).items()
        ]
        return sorted(found, key=lambda one: (_ORDER.index(one.role or Role.VIEWER), one.name, one.person))

    async def acquaintances(self) -> Sequence[Member]:
        known = await self._roles.all()
        return [
            Member(chat.id, chat.title, None)
            for chat in await chats.all(self._conn)
            if chat.kind is ChatKind.PRIVATE and chat.id not in known
        ]

    async def give(self, person: int, role: Role | None, author: Author) -> Forbidden | None:
        return await self._roles.give(author, person, role)

    async def names(self, names: Sequence[str]) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for name, person in (await pseudonyms.behind(self._conn, names)).items():
            if title := await self._title(person):
                found[name] = title
        return found

    async def deeds(self, subject: str, limit: int, offset: int) -> Sequence[Deed]:
        found = await audit.latest(self._conn, limit, subject=subject, offset=offset)
        about = [one.subject.removeprefix("person:") for one in found if one.subject.startswith("person:")]
        names = await self.names([*(one.actor for one in found), *about])
        return [
            Deed(
                at=one.at,
                actor=names.get(one.actor, one.actor),
                action=one.action,
                subject=names.get(one.subject.removeprefix("person:"), one.subject),
                detail=one.detail,
            )
            for one in found
        ]

    async def _title(self, person: int) -> str:
        chat = await chats.get(self._conn, person)
        return chat.title if chat else ""

    # --- what is asked --------------------------------------------------------------------------------

    async def asked(self, person: int) -> Dialogue | None:
        found = await dialogues.get(self._conn, person, self._now)
        return Dialogue(found.step, found.state) if found else None

    async def ask(self, person: int, step: str, state: Mapping[str, Any]) -> None:
        await dialogues.put(self._conn, person, step, state, self._now + PATIENCE)

    async def end(self, person: int) -> None:
        await dialogues.end(self._conn, person)

    # --- documents ------------------------------------------------------------------------------------

    async def documents(self, kind: DocumentKind) -> Sequence[DocumentSummary]:
        return await self._lab.documents(kind)

    async def document(self, kind: DocumentKind, id_: str) -> Document | None:
        return await self._lab.document(kind, id_)

    async def draft(self, kind: DocumentKind, id_: str, author: Author) -> Draft | None:
        return await self._lab.draft(kind, id_, author)

    async def history(self, kind: DocumentKind, id_: str) -> Sequence[DocumentVersion]:
        return await self._lab.history(kind, id_)

    async def save(
        self, kind: DocumentKind, id_: str, body: str, author: Author, base: int, why: str = ""
    ) -> Saved | Refused | Conflict | Forbidden:
        return await self._lab.save_draft(kind, id_, body, author, base, why)

    async def publish(
        self, draft: Draft, author: Author, *, cases_changed_on_purpose: bool = False
    ) -> Published | Refused | Conflict | NotSeen | Forbidden | TooMuch:
        return await self._lab.publish(
            draft.kind,
            draft.id,
            author,
            draft.base,
            draft_by=draft.author,
            shown=draft.body_hash,
            cases_changed_on_purpose=cases_changed_on_purpose,
        )

    async def dropped_cases(self, draft: Draft) -> Sequence[str]:
        return await self._lab.dropped_cases(draft)

    async def discard(
        self, kind: DocumentKind, id_: str, author: Author, *, draft_by: str
    ) -> Discarded | Refused | Forbidden:
        return await self._lab.discard(kind, id_, author, draft_by=draft_by)

    async def roll_back(
        self, kind: DocumentKind, id_: str, version: int, author: Author
    ) -> Published | Refused | Forbidden:
        return await self._lab.roll_back(kind, id_, version, author, "")

    async def remove(self, kind: DocumentKind, id_: str, author: Author) -> Published | Refused | Forbidden:
        return await self._lab.remove(kind, id_, author, "")

    def diff(self, kind: DocumentKind, old: str, new: str) -> Sequence[str]:
        del kind
        return [str(one) for one in changes(old, new)]

    async def subscribers(self, watchlist: str) -> int:
        return (await subscriptions.count(self._conn)).get(watchlist, 0)

    # --- queries and concepts ---------------------------------------------------------------------------

    def problem(self, query: str) -> QueryError | None:
        try:
            self._catalogue.index.put(_TRIAL, parse(query))
        except QueryError as error:
            return error
        self._catalogue.index.remove(_TRIAL)
        return None

    def concepts(self, name: str) -> Sequence[Concept]:
        library = self._catalogue.library
        one = library.get(name.removeprefix("@").casefold())
        return (one,) if one is not None else library.named(name)

    def near(self, name: str) -> Sequence[Concept]:
        found = [one.concept for one in alike(name, self._catalogue.library, skeleton)]
        ids = self._catalogue.library.nearest(name.casefold())
        found += [one for id_ in ids if (one := self._catalogue.library.get(id_)) is not None]
        return list({one.id: one for one in found}.values())

    def users(self, concept: str) -> tuple[Sequence[str], Sequence[str]]:
        return proving.users(concept, self._catalogue)

    async def suggest(self, topic: str, lang: str) -> Sequence[SuggestedPart]:
        return await suggested(self._conn, self._catalogue, topic, lang, self._now)

    # --- looking before publishing --------------------------------------------------------------------

    async def look(self, id_: str, body: str, author: Author) -> int:
        published = await documents.get(self._conn, DocumentKind.WATCHLIST, id_)
        if published is not None and published.body == body:
            asked = Asked(watchlist=id_)
        else:
            asked = Asked(watchlist=id_, body=body, path=f"{id_}.yaml")
        return await ask_backtest(self._conn, asked, author, self._now)

    async def looked(self, number: int) -> Look | None:
        task = await tasks.state(self._conn, number)
        if task is None or task.kind is not TaskKind.BACKTEST:
            return None
        return Look(
            found=backtest_of(task), error=task.error, done=task.done, total=task.total, caught=task.found
        )

    async def publish_shadowed(
        self, draft: Draft, author: Author
    ) -> Published | Refused | Conflict | NotSeen | Forbidden | TooMuch:
        name = (await pseudonyms.of(self._conn, [author.person or 0]))[author.person or 0]
        seen = await drafts.seen(self._conn, draft.kind, draft.id, name, draft.body_hash)
        if seen is None:
            return NotSeen(draft)
        try:
            body = with_mode(draft.body, Mode.SHADOW)
        except RewriteError as error:
            return Refused((str(error),))
        saved = await self._lab.save_draft(draft.kind, draft.id, body, author, draft.base)
        if not isinstance(saved, Saved):
            return saved
        await drafts.note_seen(self._conn, draft.kind, draft.id, name, saved.draft.body_hash, seen, self._now)
        return await self._lab.publish(draft.kind, draft.id, author, saved.draft.base)

    async def names_effect(self, draft: Draft) -> NamesEffect | None:
        published = await documents.get(self._conn, DocumentKind.CONCEPT, draft.id)
        old = published.body if published else ""
        return await names_effect(self._conn, self._catalogue, draft.id, old, draft.body, self._now)

    # --- headlines --------------------------------------------------------------------------------------

    async def headline_of_story(self, story: str) -> Headline | None:
        return await headline_of_story(self._conn, story)

    async def headline_of_alert(self, alert: int) -> Headline | None:
        return await headline_of_alert(self._conn, alert)

    async def verdict(self, watchlist: str, headline: Headline, author: Author) -> Verdict | None:
        document = await self._lab.document(DocumentKind.WATCHLIST, watchlist)
        draft = await self._lab.draft(DocumentKind.WATCHLIST, watchlist, author)
        text = draft or (document.published if document else None)
        return await verdict_on(self._conn, self._catalogue, text.body, headline) if text else None

    # --- outlets --------------------------------------------------------------------------------------

    async def outlets(self) -> Sequence[OutletState]:
        rows = {row.url: row for row in await feeds.all(self._conn)}
        seen = await articles.count_by_outlet(self._conn, self._now - _DAY)
        return [
            OutletState(
                id=id_,
                name=outlet.name,
                feeds=[_feed(feed, rows.get(feed.url)) for feed in outlet.feeds],
                articles_day=seen.get(id_, 0),
            )
            for id_, outlet in (await outlets_in_force(self._conn)).items()
        ]

    async def discover(self, url: str, author: Author) -> None:
        await tasks.ask(self._conn, TaskKind.DISCOVERY, url, {}, author, self._now)

    async def test_outlet(self, id_: str, author: Author) -> None:
        await tasks.ask(self._conn, TaskKind.FEED_TEST, id_, {}, author, self._now)

    def paused_outlet(self, id_: str, body: str, *, pause: bool) -> str:
        return paused(body, id_, pause=pause)[0]


def _feed(feed: Feed, row: FeedRow | None) -> FeedState:
    return FeedState(
        url=feed.url,
        state=row.state if row else FeedHealth.NEW,
        reason=row.reason if row else "",
        since=row.state_since if row else None,
        paused=feed.paused,
    )
