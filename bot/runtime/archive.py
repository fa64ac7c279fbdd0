"""What chat handlers may look up: alerts, stories and articles, read in the transaction of their turn."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.language import fold
from bot.model import AlertContent, Outlet
from bot.runtime.decision import report_of
from bot.sources.identity import canonical
from bot.storage import alerts, articles, feeds, search, stories
from bot.storage.search import FoundArticle
from bot.storage.stories import StoryArticle
from bot.stories import state
from bot.telegram.ports import FoundStories
from bot.watch.searching import Search

#: Articles that one search looks at; who wants older ones narrows it down.
_HITS = 300


class StoredArchive:
    """An Archive over one connection; see telegram/ports.py for what each action does."""

    def __init__(self, conn: AsyncConnection) -> None:
        self._conn = conn

    async def latest(self, watchlists: Sequence[str], limit: int, offset: int = 0) -> Sequence[AlertContent]:
        return [row.content for row in await alerts.latest(self._conn, watchlists, limit, offset)]

    async def search(self, search_: Search, page: int, size: int) -> FoundStories | None:
        outlets = await feeds.outlets(self._conn)
        among = _named(outlets, search_.outlet)
        if among is not None and not among:
            return None
        hits = await search.find(self._conn, search_, _HITS + 1, outlets=among)
        groups: dict[str, list[FoundArticle]] = {}
        for hit in hits[:_HITS]:
            groups.setdefault(hit.story or f"article {hit.article}", []).append(hit)
        pages = max(1, -(-len(groups) // size))
        page = min(max(page, 0), pages - 1)
        shown = list(groups.values())[page * size : (page + 1) * size]
        return FoundStories(
            stories=[await self._found(group, outlets) for group in shown],
            page=page,
            pages=pages,
            articles=min(len(hits), _HITS),
            is_cut=len(hits) > _HITS,
        )

    async def story(self, story: str) -> AlertContent | None:
        row = await stories.get(self._conn, await stories.named(self._conn, story) or "")
        if row is None:
            return None
        root = row.development or row.id
        told = await alerts.by_story(self._conn, root)
        outlets = await feeds.outlets(self._conn)
        rows = await stories.told_under(self._conn, root) or await stories.articles(self._conn, row.id)
        return _content(root, rows, outlets, told.content if told else None)

    async def story_of_message(self, chat: int, message: int) -> str | None:
        alert = await alerts.told_by(self._conn, chat, message)
        found = (await alerts.get(self._conn, [alert])).get(alert) if alert is not None else None
        return found.story if found else None

    async def story_of_url(self, url: str) -> str | None:
        for address in dict.fromkeys((url, canonical(url), url.rstrip("/"), url + "/")):
            if found := await articles.by_url(self._conn, address):
                return (await stories.of(self._conn, [found.article.id])).get(found.article.id)
        return None

    async def _found(self, group: Sequence[FoundArticle], outlets: Mapping[str, Outlet]) -> AlertContent:
        """A story as a search shows it: only the reports that were hit, newest first."""
        by_id = await articles.get(self._conn, (hit.article for hit in group))
        rows = [
            StoryArticle(
                story=hit.story or "",
                article=by_id[hit.article],
                joined_at=hit.seen_at,
                reason="",
                features="",
                claims=(),
                credit="",
            )
            for hit in group
            if hit.article in by_id
        ]
        story = await stories.get(self._conn, group[0].story) if group[0].story else None
        content = _content(group[0].story or "", rows, outlets, None)
        return content if story is None else replace(content, state=story.state)


def _content(
    story: str, rows: Sequence[StoryArticle], outlets: Mapping[str, Outlet], told: AlertContent | None
) -> AlertContent:
    """A story as an alert would tell it, though it may never have been one."""
    reports = tuple(report_of(row, outlets) for row in rows)
    found = state(reports, outlets)
    seen = [report.seen_at for report in reports]
    return AlertContent(
        story=story,
        state=told.state if told else found.state,
        state_revision=told.state_revision if told else 0,
        watchlists=told.watchlists if told else (),
        reports=reports,
        independent=tuple(found.independent),
        first_seen_at=min(seen),
        updated_at=max(seen),
        correction=told.correction if told else "",
    )


def _named(outlets: Mapping[str, Outlet], wanted: str) -> list[str] | None:
    """Ids of the outlets whose id or name contains what is wanted; None where any will do."""
    if not wanted:
        return None
    return [one.id for one in outlets.values() if wanted in fold(one.id) or wanted in fold(one.name)]
