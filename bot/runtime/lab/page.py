"""What the admin page shows and does, for one signed-in person: its port filled from the store and the world."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.alerts import markup
from bot.alerts.coverage import render_coverage
from bot.model import AlertContent, ChatKind, WatchlistName
from bot.runtime.actions import read_status
from bot.runtime.archive import StoredArchive
from bot.runtime.coverage import coverage_of
from bot.runtime.health import Health
from bot.runtime.lab.answering import reading, writing
from bot.runtime.lab.checking import Checker
from bot.runtime.lab.door import StoredDoor
from bot.runtime.lab.page_documents import StoredDocuments
from bot.runtime.receipts import Receipts
from bot.runtime.world import World
from bot.sources.health import FINE
from bot.storage import (
    alerts,
    articles,
    audit,
    chats,
    deliveries,
    feeds,
    pseudonyms,
    signins,
    stories,
    subscriptions,
)
from bot.telegram.gate_words import sentence
from bot.telegram.lookup import complaint
from bot.telegram.receipt_pages import receipt_lines
from bot.telegram.words import Words
from bot.watch.searching import SearchError, read_search
from bot.web.document_ports import Documents
from bot.web.ports import (
    Actions,
    Deed,
    FeedView,
    Home,
    OutletView,
    People,
    Person,
    ReceiptView,
    StoryLine,
    StoryList,
    StoryView,
    Subscriber,
    Trail,
)

_STORIES = 20
_CHATS = 50
_DEEDS = 50
_DAY = timedelta(hours=24)


class PageBackstage:
    """A Backstage over the world; see web/ports.py."""

    def __init__(self, world: World, health: Health) -> None:
        self._world = world
        self._health = health
        self._door = StoredDoor(world)
        self._checker = Checker()

    @property
    def now(self) -> datetime:
        return self._world.clock.now()

    @property
    def public_url(self) -> str:
        return self._world.settings.environment.public_url

    @property
    def default_language(self) -> str:
        return self._world.settings.behaviour.default_language

    @property
    def door(self) -> StoredDoor:
        return self._door

    def actions(self, person: Person, language: str) -> Actions:
        return StoredActions(self._world, self._health, person, language)

    def documents(self, person: Person, language: str) -> Documents:
        return StoredDocuments(self._world, self._checker, person, language)


class StoredActions:
    """Actions over the world; see web/ports.py for what each does."""

    def __init__(self, world: World, health: Health, person: Person, language: str) -> None:
        self._world = world
        self._health = health
        self._person = person
        self._words = Words(language, person.timezone)

    @property
    def _now(self) -> datetime:
        return self._world.clock.now()

    async def home(self) -> Home:
        async with reading(self._world) as conn:
            status = await read_status(conn, self._now)
            sessions = await signins.count(conn, self._person.id, self._now)
        outlets = await self._world.outlets()
        return Home(
            status=status,
            vitals=await self._health.vitals(),
            troubles=await self._health.troubles(),
            sessions=sessions,
            outlet_names={one.id: one.name for one in outlets.values()},
        )

    async def outlets(self) -> Sequence[OutletView]:
        async with reading(self._world) as conn:
            rows = await feeds.all(conn)
            seen = await articles.count_by_outlet(conn, self._now - _DAY)
        found: dict[str, list[feeds.FeedRow]] = {}
        for row in rows:
            found.setdefault(row.outlet.id, []).append(row)
        views = [
            OutletView(
                outlet=listed[0].outlet,
                feeds=[_feed(row) for row in listed],
                articles_day=seen.get(outlet, 0),
            )
            for outlet, listed in found.items()
        ]
        return sorted(views, key=lambda view: (not _is_ill(view), view.outlet.name.casefold()))

    async def watchlists(self) -> Sequence[WatchlistName]:
        catalogue = await self._world.catalogue()
        return [catalogue.name(id_) for id_ in sorted(catalogue.watchlists)]

    # --- stories ----------------------------------------------------------------------------------------

    async def stories(self, query: str, watchlist: str, page: int) -> StoryList:
        if query:
            return await self._search(query, page)
        ids = [one.id for one in await self.watchlists() if watchlist in ("", one.id)]
        async with reading(self._world) as conn:
            rows = await alerts.latest(conn, ids, _STORIES + 1, page * _STORIES)
        lines = [StoryLine(content=row.content, alert=row.id) for row in rows[:_STORIES]]
        return StoryList(lines=lines, page=page, more=len(rows) > _STORIES)

    async def _search(self, query: str, page: int) -> StoryList:
        try:
            wanted = read_search(query, self._now)
        except SearchError as error:
            said = markup.plain_text(complaint(self._words, error))
            return StoryList(lines=(), page=0, more=False, problem=said)
        async with reading(self._world) as conn:
            found = await StoredArchive(conn).search(wanted, page, _STORIES)
        if found is None:
            return StoryList(lines=(), page=0, more=False)
        lines = [StoryLine(content=content) for content in found.stories]
        return StoryList(lines=lines, page=found.page, more=found.page + 1 < found.pages)

    async def story(self, story: str) -> StoryView | None:
        catalogue = await self._world.catalogue()
        async with reading(self._world) as conn:
            content = await StoredArchive(conn).story(story)
            if content is None:
                return None
            covered = await coverage_of(conn, content.story, catalogue.library, self._now)
            told = await alerts.chapters(conn, content.story)
            rows = await stories.told_under(conn, content.story)
            rows = rows or await stories.articles(conn, content.story)
        said = ""
        if covered is not None:
            rendered = render_coverage(
                covered, language=self._words.language, timezone=self._person.timezone, now=self._now
            )
            said = markup.plain_text(rendered.html)
        return StoryView(
            content=_spoken(content, told),
            # The heading stands on the page already.
            coverage=[line for line in said.splitlines()[1:] if line],
            alerts=[row.id for row in told],
            reasons={
                row.article.article.id: "; ".join(
                    dict.fromkeys(part for part in (row.reason, row.rejected) if part)
                )
                for row in rows
            },
        )

    async def receipt(self, asked: str) -> ReceiptView | None:
        catalogue, outlets = await self._world.catalogue(), await self._world.outlets()
        async with writing(
            self._world
        ) as conn:  # chats that are named for the first time get their pseudonyms
            desk = Receipts(conn, catalogue, outlets, self._now, self._world.settings.behaviour.max_age)
            found = await (desk.of_alert(int(asked)) if asked.isdecimal() else desk.of_url(asked))
        if found is None:
            return None
        return ReceiptView(
            receipt=found,
            sentence=markup.plain_text(sentence(self._words, found.gate, found.facts)),
            counts=[
                (number, markup.plain_text(sentence(self._words, gate, found.facts)))
                for gate, number in sorted(found.counts.items(), key=lambda item: -item[1])
            ],
            lines=receipt_lines(self._words, found, self._now),
        )

    # --- people -----------------------------------------------------------------------------------------

    async def people(self, page: int) -> People:
        catalogue = await self._world.catalogue()
        async with writing(self._world) as conn:  # as above
            known = [chat for chat in await chats.all(conn) if chat.kind is not ChatKind.TERMINAL]
            # By id and not by title: an order by titles would tell something of them.
            known.sort(key=lambda chat: abs(chat.id))
            shown = known[page * _CHATS : (page + 1) * _CHATS]
            names = await pseudonyms.of(conn, (chat.id for chat in shown))
            rows = {chat.id: await chats.row_of(conn, chat.id) for chat in shown}
            wanted = await subscriptions.count_by_chat(conn)
            listed = await subscriptions.count(conn)
            open_ = await deliveries.open_counts(conn)
        return People(
            chats=[
                Subscriber(
                    name=names[chat.id],
                    kind=chat.kind,
                    state=chat.state,
                    since=row.state_since,
                    language=chat.language,
                    watchlists=wanted.get(chat.id, 0),
                )
                for chat in shown
                if (row := rows[chat.id]) is not None
            ],
            page=page,
            more=len(known) > (page + 1) * _CHATS,
            by_state=Counter(chat.state for chat in known),
            deliveries={str(state): number for state, number in open_.items()},
            subscriptions=[
                (catalogue.name(id_), number)
                for id_, number in sorted(listed.items(), key=lambda item: (-item[1], item[0]))
                if id_ in catalogue.watchlists
            ],
        )

    async def trail(self, subject: str, page: int) -> Trail:
        async with reading(self._world) as conn:
            found = await audit.latest(conn, _DEEDS + 1, subject=subject, offset=page * _DEEDS)
        deeds = [
            Deed(at=one.at, actor=one.actor, action=one.action, subject=one.subject, detail=one.detail)
            for one in found[:_DEEDS]
        ]
        return Trail(deeds=deeds, page=page, more=len(found) > _DEEDS)


def _feed(row: feeds.FeedRow) -> FeedView:
    return FeedView(
        url=row.url,
        language=row.language,
        state=row.state,
        since=row.state_since,
        reason=row.reason,
        last_ok_at=row.last_ok_at,
        next_poll_at=row.next_poll_at,
        failures=row.failures,
        active=row.active,
    )


def _is_ill(view: OutletView) -> bool:
    return any(feed.active and feed.state not in FINE for feed in view.feeds)


def _spoken(content: AlertContent, told: Sequence[alerts.AlertRow]) -> AlertContent:
    """The story with the titles of its speakers and its watchlists, which stand in its alerts only."""
    if not told:
        return content
    newest = told[-1].content
    return replace(
        content,
        speakers=newest.speakers,
        watchlists=newest.watchlists,
        edits=newest.edits,
        ruling=newest.ruling,
    )
