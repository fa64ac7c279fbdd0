"""The queries that run all day long find their rows by an index, on both databases."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import (
    Database,
    alerts,
    articles,
    chats,
    concepts,
    corrections,
    deliveries,
    digests,
    events,
    fanout,
    feedback,
    feeds,
    matches,
    places,
    readings,
    rechecks,
    search,
    sendings,
    stories,
    withheld,
)
from bot.watch.searching import read_search
from tests.storage.builders import NOW, at, put_alert, put_articles, put_chat

QUERIES: dict[str, Callable[[AsyncConnection], Awaitable[object]]] = {
    "feeds.due": lambda conn: feeds.due(conn, NOW, 10),
    "feeds.next_due_at": feeds.next_due_at,
    "feeds.overdue": lambda conn: feeds.overdue(conn, NOW),
    "articles.known": lambda conn: articles.known(conn, "mada", ["a", "b"]),
    "articles.get": lambda conn: articles.get(conn, ["a", "b"]),
    "articles.by_url": lambda conn: articles.by_url(conn, "u"),
    "articles.seen_after": lambda conn: articles.seen_after(conn, NOW, "a", 10),
    "articles.due_texts": lambda conn: articles.due_texts(conn, NOW, 10),
    "articles.latest": lambda conn: articles.latest(conn, {"w1"}, 10),
    "search.find": lambda conn: search.find(conn, read_search("sirte -football", NOW), 10),
    "alerts.told_by": lambda conn: alerts.told_by(conn, 5, 7),
    "matches.of": lambda conn: matches.of(conn, ["a"]),
    "events.next": lambda conn: events.next(conn, 10),
    "events.pending_count": events.pending_count,
    "stories.articles": lambda conn: stories.articles(conn, "a1"),
    "stories.told_under": lambda conn: stories.told_under(conn, "a1"),
    "stories.window": lambda conn: stories.window(conn, NOW),
    "concepts.of": lambda conn: concepts.concepts_of(conn, ["a"]),
    "concepts.carried": lambda conn: concepts.carried(conn, ["egypt"], shared=1, since=NOW, until=at(9)),
    "stories.of": lambda conn: stories.of(conn, ["a"]),
    "alerts.by_story": lambda conn: alerts.by_story(conn, "a1"),
    "fanout.next": fanout.next,
    "fanout.recipients": lambda conn: fanout.recipients(conn, 1, NOW, (1, 0)),
    "digests.due": lambda conn: digests.due(conn, NOW, 10),
    "digests.due_in": lambda conn: digests.due_in(conn, 5, 0, NOW),
    "digests.waiting": lambda conn: digests.waiting(conn, 5, 0),
    "places.get": lambda conn: places.get(conn, 5),
    "places.mutes": lambda conn: places.mutes(conn, 5, 0, NOW),
    "chats.get": lambda conn: chats.get(conn, 5),
    "deliveries.due": lambda conn: deliveries.due(conn, at(1), 10),
    "deliveries.requested_since": lambda conn: deliveries.requested_since(conn, NOW),
    "deliveries.in_flight": deliveries.in_flight,
    "deliveries.first_of": lambda conn: deliveries.first_of(conn, 1, 5),
    "readings.of": lambda conn: readings.of(conn, ["a"]),
    "rechecks.due": lambda conn: rechecks.due(conn, NOW, 10),
    "corrections.of": lambda conn: corrections.of(conn, 1),
    "feedback.said": lambda conn: feedback.said(conn, ["a"], ["w1"], "p"),
    "withheld.all_of": lambda conn: withheld.all_of(conn, 1),
    "sendings.of_alert": lambda conn: sendings.of_alert(conn, 1),
    "feedback.counts": lambda conn: feedback.counts(conn, ["a"]),
    "deliveries.states": lambda conn: deliveries.states(conn, ["k"]),
}

#: What may hold a hundred thousand rows that wait, of which a few are asked for.
QUEUES = {
    "feeds.due",
    "articles.due_texts",
    "articles.seen_after",
    "articles.latest",
    "rechecks.due",
    "events.next",
    "fanout.next",
    "deliveries.due",
    "digests.due",
}


@pytest.mark.parametrize("name", QUERIES)
async def test_hot_queries_scan_no_table(db: Database, name: str) -> None:
    """No full scan, and no sorting of everything that waits."""
    async with db.write() as conn:
        await put_articles(conn, "a1")
        await put_alert(conn)
        await put_chat(conn, 5, "w1")
    asked: list[tuple[str, Any]] = []
    async with db.read() as conn:

        def note(
            _conn: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool
        ) -> None:
            asked.append((statement, parameters))

        event.listen(conn.sync_connection, "before_cursor_execute", note)
        await QUERIES[name](conn)
        event.remove(conn.sync_connection, "before_cursor_execute", note)
        assert asked
        for statement, parameters in asked:
            plan = await _plan(conn, statement, parameters)
            assert not _scans(plan, may_sort=name not in QUEUES), f"{statement}\n{plan}"


async def _plan(conn: AsyncConnection, statement: str, parameters: Any) -> list[str]:
    if conn.dialect.name == "sqlite":
        rows = await conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return [row.detail for row in rows]
    # Small tables are scanned whatever indexes there are; this asks whether it could be avoided.
    await conn.exec_driver_sql("SET LOCAL enable_seqscan = off")
    return list((await conn.exec_driver_sql(f"EXPLAIN {statement}", parameters)).scalars())


def _scans(plan: list[str], *, may_sort: bool) -> list[str]:
    """Steps that read a whole table, or sort a whole queue; reading an index in order is what a LIMIT is for."""
    return [
        step
        for step in plan
        if "Seq Scan" in step
        or (
            step.startswith("SCAN ")
            and not any(
                word in step for word in (" USING ", "anon_", "CONSTANT ROW", " VIRTUAL TABLE INDEX ")
            )
        )
        or (step == "USE TEMP B-TREE FOR ORDER BY" and not may_sort)
    ]
