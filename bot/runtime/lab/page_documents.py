"""What the admin page does about documents, for one signed-in person; see web/document_ports.py for what each does."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.language import fold
from bot.model import (
    Article,
    Author,
    Conflict,
    Discarded,
    DocumentKind,
    Draft,
    Forbidden,
    NotSeen,
    Origin,
    Outlet,
    Published,
    Refused,
    Saved,
    TooMuch,
)
from bot.runtime.lab import proving
from bot.runtime.lab.answering import reading, writing
from bot.runtime.lab.checking import Checker, Tried
from bot.runtime.lab.links import MACHINE
from bot.runtime.lab.shelf import Shelf
from bot.runtime.lab.suggestions import suggested
from bot.runtime.lab.tasks import ask_backtest, backtest_of
from bot.runtime.lab.trial import Asked
from bot.runtime.lab.versions import Lab
from bot.runtime.world import World
from bot.sources.identity import canonical
from bot.storage import articles, matches, subscriptions, tasks
from bot.storage.tasks import Task
from bot.storage.words import TaskKind
from bot.watch import Concept
from bot.watch.changes import changes
from bot.watch.drafting import slug
from bot.watch.rewriting import new_watchlist
from bot.web.document_ports import (
    BacktestView,
    Checked,
    Completion,
    DocumentList,
    DocumentView,
    Offer,
    Part,
    Sample,
    VersionView,
)
from bot.web.ports import Person

_LISTED = 60
_HISTORY = 30
_SAMPLES = 10
_COMPLETIONS = 12
_WEEK = timedelta(days=7)


class StoredDocuments:
    """Documents over the world."""

    def __init__(self, world: World, checker: Checker, person: Person, language: str) -> None:
        self._world = world
        self._checker = checker
        self._language = language
        self._author = Author(person.id if person.id != MACHINE else None, person.role, Origin.PAGE)

    # --- seeing -----------------------------------------------------------------------------------------

    async def listed(self, kind: DocumentKind, query: str, page: int) -> DocumentList:
        catalogue, now = await self._world.catalogue(), self._world.clock.now()
        async with reading(self._world) as conn:
            every = await Shelf(conn, catalogue, now).documents(kind)
            hits = await matches.counts(conn, now - _WEEK) if kind is DocumentKind.WATCHLIST else {}
        wanted = fold(query).strip()
        found = [one for one in every if wanted in fold(f"{one.id} {' '.join(one.title.values())}")]
        return DocumentList(
            shown=found[page * _LISTED : (page + 1) * _LISTED],
            page=page,
            more=len(found) > (page + 1) * _LISTED,
            number=len(found),
            hits_week=hits,
        )

    async def one(self, kind: DocumentKind, id_: str) -> DocumentView | None:
        catalogue, now = await self._world.catalogue(), self._world.clock.now()
        async with reading(self._world) as conn:
            shelf = Shelf(conn, catalogue, now)
            document = await shelf.document(kind, id_)
            if document is None:
                return None
            own = await shelf.draft(kind, id_, self._author)
            history = await shelf.history(kind, id_)
            is_list = kind is DocumentKind.WATCHLIST
            hits = (await matches.counts(conn, now - _WEEK)).get(id_, 0) if is_list else 0
            chats = (await subscriptions.count(conn)).get(id_, 0) if is_list else 0
        before = [None, *history]
        views = [
            VersionView(one, changes(old.body if old else "", one.body))
            for old, one in list(zip(before, history, strict=False))[-_HISTORY:]
        ]
        published = document.published.body if document.published else ""
        used = proving.users(id_, catalogue) if kind is DocumentKind.CONCEPT else ((), ())
        return DocumentView(
            document=document,
            own=own,
            history=views[::-1],
            drafted=[(draft, changes(published, draft.body)) for draft in document.drafts],
            watchlist=catalogue.watchlists.get(id_) if is_list else None,
            subscribers=chats,
            hits_week=hits,
            used_by=[*used[0], *(f"@{one}" for one in used[1])],
        )

    # --- trying -----------------------------------------------------------------------------------------

    async def check(self, kind: DocumentKind, id_: str, body: str, sample: str) -> Checked:
        catalogue = await self._world.catalogue()
        outlets = await self._world.outlets()
        tried = await self._tried(sample.strip()) if kind is DocumentKind.WATCHLIST else None
        return await self._checker.check(kind, id_, body, catalogue, outlets, tried)

    async def _tried(self, sample: str) -> Tried | None:
        """An article of the archive, or what was pasted: its first line is the headline."""
        if not sample:
            return None
        if sample.startswith(("http://", "https://")) and len(sample.split()) == 1:
            async with reading(self._world) as conn:
                for address in dict.fromkeys((sample, canonical(sample))):
                    if found := await articles.by_url(conn, address):
                        outlets = await self._world.outlets()
                        return Tried(found.article, outlets.get(found.article.outlet))
            return None
        title, _, text = sample.partition("\n")
        return Tried(Article(id="pasted", title=title.strip(), text=text.strip()))

    async def samples(self, watchlist: str) -> Sequence[Sample]:
        catalogue, outlets = await self._world.catalogue(), await self._world.outlets()
        async with reading(self._world) as conn:
            found = await articles.latest(conn, [watchlist], _SAMPLES)
            if not found:
                found = await articles.latest(conn, [*catalogue.watchlists], _SAMPLES)
        return [
            Sample(one.article.url, one.article.title, _name(outlets, one.article.outlet)) for one in found
        ]

    async def ask_backtest(self, watchlist: str, body: str) -> int:
        asked = Asked(watchlist=watchlist, body=body, path=f"{watchlist}.yaml")
        async with writing(self._world) as conn:
            number = await ask_backtest(conn, asked, self._author, self._world.clock.now())
        self._world.nudge("tasks")
        return number

    async def backtest(self, number: int) -> BacktestView | None:
        async with reading(self._world) as conn:
            task = await tasks.state(conn, number)
        if task is None or task.kind is not TaskKind.BACKTEST or task.author.person != self._author.person:
            return None
        return _view(task)

    async def newest_backtest(self, watchlist: str) -> BacktestView | None:
        async with reading(self._world) as conn:
            task = await tasks.newest(conn, TaskKind.BACKTEST, watchlist, self._author.person)
        return _view(task) if task else None

    async def complete(self, text: str) -> Sequence[Completion]:
        library = (await self._world.catalogue()).library
        wanted = fold(text).strip()
        if not wanted:
            return []
        exact = library.named(text)
        begins = [
            one
            for one in library
            if one.id.startswith(wanted)
            or any(fold(title).startswith(wanted) for title in one.title.values())
        ]
        within = [one for one in library if f"-{wanted}" in one.id]
        order = {one.id: one for one in [*exact, *sorted(begins, key=_short), *sorted(within, key=_short)]}
        return [
            Completion(one.id, dict(one.title), str(one.type)) for one in list(order.values())[:_COMPLETIONS]
        ]

    async def suggest(self, topic: str) -> Sequence[Part]:
        catalogue = await self._world.catalogue()
        async with reading(self._world) as conn:
            found = await suggested(conn, catalogue, topic, self._language, self._world.clock.now())
        return [
            Part(
                part.said,
                [
                    Offer(
                        term=one.term,
                        titles=one.titles,
                        names=one.names,
                        type=one.type,
                        articles=one.articles,
                        meant=one.meant,
                    )
                    for one in part.offers
                ],
                part.excluded,
            )
            for part in found
        ]

    # --- writing ----------------------------------------------------------------------------------------

    async def begin(self, title: str, about: str, query: str, titles: Mapping[str, str]) -> Draft | str:
        catalogue = await self._world.catalogue()
        async with writing(self._world) as conn:
            lab = Lab(conn, catalogue, self._world.clock.now())
            taken = [one.id for one in await lab.documents(DocumentKind.WATCHLIST)]
            id_ = slug(titles.get("en") or title, taken)
            body = new_watchlist(id_, {self._language: title} | dict(titles), about, query)
            saved = await lab.save_draft(DocumentKind.WATCHLIST, id_, body, self._author, 0)
        match saved:
            case Saved():
                return saved.draft
            case Refused():
                return " ".join(saved.problems)
            case _:
                return ""

    async def save(
        self, kind: DocumentKind, id_: str, body: str, base: int, why: str, over: str
    ) -> Saved | Refused | Conflict | Forbidden:
        catalogue = await self._world.catalogue()
        async with writing(self._world) as conn:
            lab = Lab(conn, catalogue, self._world.clock.now())
            return await lab.save_draft(kind, id_, body, self._author, base, why, over=over or None)

    async def publish(
        self, kind: DocumentKind, id_: str, body: str, base: int, why: str, over: str, *, on_purpose: bool
    ) -> Published | Refused | Conflict | NotSeen | Forbidden | TooMuch:
        catalogue = await self._world.catalogue()
        async with writing(self._world) as conn:
            most = self._world.settings.behaviour.most_alerts_per_week
            lab = Lab(conn, catalogue, self._world.clock.now(), most_per_week=most)
            saved = await lab.save_draft(kind, id_, body, self._author, base, why, over=over or None)
            if not isinstance(saved, Saved):
                return saved
            if saved.merged:
                return NotSeen(saved.draft, merged=True)
            done = await lab.publish(
                kind, id_, self._author, saved.draft.base, why, cases_changed_on_purpose=on_purpose
            )
        self._published(done)
        return done

    async def publish_draft(
        self, kind: DocumentKind, id_: str, author: str, base: int, why: str
    ) -> Published | Refused | Conflict | NotSeen | Forbidden | TooMuch:
        catalogue = await self._world.catalogue()
        async with writing(self._world) as conn:
            most = self._world.settings.behaviour.most_alerts_per_week
            lab = Lab(conn, catalogue, self._world.clock.now(), most_per_week=most)
            done = await lab.publish(kind, id_, self._author, base, why, draft_by=author)
        self._published(done)
        return done

    async def discard(
        self, kind: DocumentKind, id_: str, author: str | None
    ) -> Discarded | Refused | Forbidden:
        catalogue = await self._world.catalogue()
        async with writing(self._world) as conn:
            lab = Lab(conn, catalogue, self._world.clock.now())
            return await lab.discard(kind, id_, self._author, draft_by=author)

    async def roll_back(
        self, kind: DocumentKind, id_: str, version: int, why: str
    ) -> Published | Refused | Forbidden:
        catalogue = await self._world.catalogue()
        async with writing(self._world) as conn:
            lab = Lab(conn, catalogue, self._world.clock.now())
            done = await lab.roll_back(kind, id_, version, self._author, why)
        self._published(done)
        return done

    def _published(self, done: object) -> None:
        if isinstance(done, Published):
            self._world.nudge("import")
            self._world.nudge("desk")


def _name(outlets: Mapping[str, Outlet], id_: str) -> str:
    return outlets[id_].name if id_ in outlets else id_


def _view(task: Task) -> BacktestView:
    return BacktestView(
        id=task.id,
        state=str(task.state),
        done=task.done,
        total=task.total,
        found=task.found,
        error=task.error,
        result=backtest_of(task),
    )


def _short(one: Concept) -> tuple[int, str]:
    return len(one.id), one.id
