"""Events on their way to endpoints."""

from datetime import timedelta

from bot.alerts.webhook import EventType, HookState, PostState, Settled
from bot.storage import Database, webhooks
from tests.storage.builders import NOW, put_alert, put_articles

_SENT = Settled(state=PostState.SENT)


async def test_an_event_is_queued_once_and_a_newer_change_takes_its_place(db: Database) -> None:
    """The first word always goes; of one alert the events go in order, and another alert does not wait for them."""
    async with db.write() as conn:
        await put_articles(conn, "a1", "a2")
        one, two = (await put_alert(conn, "a1")).id, (await put_alert(conn, "a2")).id
        hook = await webhooks.add(conn, "https://x.example", "whsec_", ["w1"], NOW)
        for alert, revision, type_ in (
            (one, 1, EventType.FIRST),
            (one, 1, EventType.FIRST),
            (one, 2, EventType.UPDATE),
            (two, 1, EventType.FIRST),
            (one, 3, EventType.RETRACT),
        ):
            await webhooks.queue(conn, hook, alert, revision, type_, NOW)

        assert await webhooks.counts(conn, hook) == {PostState.PENDING: 3, PostState.SUPERSEDED: 1}
        assert await webhooks.told(conn, one) == {hook}
        first = await webhooks.next_event(conn, hook, NOW)
        assert first is not None
        assert (first.alert, first.revision, first.type) == (one, 1, EventType.FIRST)
        later = Settled(state=PostState.PENDING, due_at=NOW + timedelta(minutes=5))
        await webhooks.settle(conn, hook, first.id, later, "HTTP 400", NOW)
        second = await webhooks.next_event(conn, hook, NOW)
        assert second is not None
        assert second.alert == two
        await webhooks.settle(conn, hook, second.id, _SENT, "HTTP 204", NOW)
        assert await webhooks.next_event(conn, hook, NOW) is None


async def test_an_endpoint_that_rests_or_has_ended_is_not_asked(db: Database) -> None:
    """Its end cancels what waits; resumed it begins anew."""
    async with db.write() as conn:
        await put_articles(conn, "a1")
        alert = (await put_alert(conn, "a1")).id
        hook = await webhooks.add(conn, "https://x.example", "whsec_", [], NOW)
        await webhooks.queue(conn, hook, alert, 1, EventType.FIRST, NOW)
        event = await webhooks.next_event(conn, hook, NOW)
        assert event is not None
        assert [one.id for one in await webhooks.due_hooks(conn, NOW)] == [hook]
        rest = Settled(state=PostState.PENDING, due_at=NOW, rests_until=NOW + timedelta(minutes=1))
        assert not await webhooks.settle(conn, hook, event.id, rest, "no answer", NOW)
        assert await webhooks.due_hooks(conn, NOW) == []
        ended = Settled(state=PostState.FAILED, hook=HookState.GONE)
        assert await webhooks.settle(conn, hook, event.id, ended, "HTTP 410", NOW)
        assert await webhooks.counts(conn, hook) == {PostState.FAILED: 1}
        assert await webhooks.told(conn, alert) == frozenset()
        assert await webhooks.resume(conn, hook)
        found = await webhooks.get(conn, hook)
        assert found is not None
        assert (found.state, found.failures, found.watchlists) == (HookState.ACTIVE, 0, ())
        assert await webhooks.remove(conn, hook)
        assert await webhooks.all(conn) == []
