"""Feeds: the file's word is kept in step, and what polling learned survives."""

from datetime import timedelta

from bot.model import Feed, FeedHealth, Outlet
from bot.storage import Database, feeds
from bot.storage.feeds import FeedRow, FeedUpdate
from tests.storage.builders import NOW, at, outlet

A, B = "https://a.example/feed", "https://b.example/feed"


async def _sync(db: Database, *outlets: Outlet, seconds: float = 0) -> dict[str, FeedRow]:
    async with db.write() as conn:
        await feeds.sync(conn, outlets, at(seconds))
    async with db.read() as conn:
        return {row.url: row for row in await feeds.all(conn)}


async def test_new_feeds_are_spread_over_the_first_seconds(db: Database) -> None:
    """Two hundred feeds do not start at one moment, and none later than the spread."""
    rows = await _sync(db, outlet("mada", *(f"https://h{n}.example/" for n in range(200))))
    moments = {row.next_poll_at for row in rows.values()}
    assert len(moments) > 190
    assert NOW <= min(moments) < max(moments) <= at(5)


async def test_due_gives_the_longest_waiting_first_and_the_outlet_with_it(db: Database) -> None:
    """A feed row carries what fetching needs."""
    said = outlet("mada", user_agent="Mozilla", language="ar", country="EG")
    said = Outlet(
        id="mada", name="Mada", user_agent="Mozilla", language="ar", country="EG",
        feeds=(Feed(url=A, language="en", every=timedelta(seconds=30)), Feed(url=B)),
    )  # fmt: skip
    await _sync(db, said)
    async with db.read() as conn:
        assert await feeds.due(conn, at(-1), 10) == []
        due = await feeds.due(conn, at(5), 10)
        assert await feeds.next_due_at(conn) == due[0].next_poll_at
    assert due[0].next_poll_at < due[1].next_poll_at
    rows = {row.url: row for row in due}
    assert (rows[A].language, rows[A].every, rows[A].host) == ("en", timedelta(seconds=30), "a.example")
    assert (rows[B].language, rows[B].every, rows[B].outlet.user_agent) == ("ar", None, "Mozilla")
    assert not rows[A].primed


async def test_a_settled_poll_is_kept_through_the_next_sync(db: Database) -> None:
    """A restart forgets no validator and polls nothing before its time."""
    row = (await _sync(db, outlet("mada", A)))[A]
    change = FeedUpdate(
        id=row.id, polled_at=at(6), next_poll_at=at(300), ok=True, state=FeedHealth.WELL,
        etag='W/"ä-1"', last_modified="Mon, 20 Jul 2020 12:00:00 GMT", body_hash="h", primed=True, cadence={"rate": 1.5},
    )  # fmt: skip
    async with db.write() as conn:
        await feeds.settle(conn, change)
    row = (await _sync(db, outlet("mada", A, B), seconds=10))[A]
    assert (row.etag, row.primed, row.cadence, row.next_poll_at) == ('W/"ä-1"', True, {"rate": 1.5}, at(300))
    assert (row.state, row.state_since, row.last_ok_at) == (FeedHealth.WELL, at(6), at(6))


async def test_a_failed_poll_keeps_validators_and_notes_since_when(db: Database) -> None:
    """`state_since` moves only when the state does; `last_ok_at` only when it went well."""
    row = (await _sync(db, outlet("mada", A)))[A]
    for seconds in (10, 20):
        async with db.write() as conn:
            await feeds.settle(
                conn,
                FeedUpdate(
                    id=row.id,
                    polled_at=at(seconds),
                    next_poll_at=at(seconds + 10),
                    ok=False,
                    state=FeedHealth.FAILING,
                    failures=seconds // 10,
                    reason="503",
                ),
            )
    async with db.read() as conn:
        row = (await feeds.get(conn, [row.id]))[row.id]
        assert await feeds.states(conn) == {FeedHealth.FAILING: 1}
    assert (row.state_since, row.failures, row.last_ok_at, row.reason) == (at(10), 2, None, "503")


async def test_a_vanished_feed_is_not_polled_and_keeps_its_state_for_a_return(db: Database) -> None:
    """What leaves the file is switched off; what returns goes on where it was."""
    row = (await _sync(db, outlet("mada", A, B)))[A]
    async with db.write() as conn:
        change = FeedUpdate(
            id=row.id,
            polled_at=at(6),
            next_poll_at=at(300),
            ok=True,
            state=FeedHealth.WELL,
            etag="e",
            primed=True,
        )
        await feeds.settle(conn, change)
    assert set(await _sync(db, outlet("mada", B))) == {B}
    async with db.read() as conn:
        assert {row.url for row in await feeds.due(conn, at(9999), 10)} == {B}
    back = (await _sync(db, outlet("mada", A, B), seconds=1000))[A]
    assert (back.id, back.etag, back.primed) == (row.id, "e", True)
    assert at(1000) <= back.next_poll_at <= at(1005)


async def test_a_feed_that_moves_to_another_outlet_or_interval_follows_the_file(db: Database) -> None:
    """The file decides whose a feed is and how often it is polled."""
    first = (await _sync(db, outlet("mada", A)))[A]
    moved = Outlet(id="other", name="Other", feeds=(Feed(url=A, every=timedelta(minutes=2)),))
    row = (await _sync(db, moved, seconds=10))[A]
    assert (row.id, row.outlet.id, row.every) == (first.id, "other", timedelta(minutes=2))
    assert row.next_poll_at == first.next_poll_at
    async with db.read() as conn:
        assert set(await feeds.outlets(conn)) == {"mada", "other"}


async def test_an_address_in_two_outlets_belongs_to_the_first_and_is_named(db: Database) -> None:
    """A doubled address is polled once, and sync says so."""
    async with db.write() as conn:
        done = await feeds.sync(conn, [outlet("mada", A), outlet("other", A, B)], NOW)
    assert (done.shared, done.added, done.active) == ((A,), 2, 2)
    async with db.write() as conn:
        assert (await feeds.sync(conn, [outlet("other", B)], NOW)).removed == 1


async def test_a_postponed_feed_is_not_due_before_its_time(db: Database) -> None:
    """A lease or a host's wish only ever moves a poll later."""
    row = (await _sync(db, outlet("mada", A)))[A]
    async with db.write() as conn:
        await feeds.postpone(conn, [row.id], at(60))
        await feeds.postpone(conn, [row.id], at(30))
    async with db.read() as conn:
        assert await feeds.next_due_at(conn) == at(60)


async def test_without_feeds_nothing_is_due(db: Database) -> None:
    """An empty outlets file is no error."""
    assert await _sync(db) == {}
    async with db.read() as conn:
        assert await feeds.next_due_at(conn) is None


async def test_hastening_brings_polls_forward_and_never_back(db: Database) -> None:
    """A story breaks: who may carry it is asked sooner, unless it is due before."""
    rows = await _sync(db, outlet("mada", A, B))
    first, second = rows[A], rows[B]
    async with db.write() as conn:
        await feeds.postpone(conn, [first.id, second.id], at(600))
        await feeds.hasten(conn, {first.id: at(60), second.id: at(900)})
    rows = await _sync(db, outlet("mada", A, B))
    assert (rows[A].next_poll_at, rows[B].next_poll_at) == (at(60), at(600))
