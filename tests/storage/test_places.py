"""What chats set for themselves: subscriptions with schedules, quiet hours, mutes; all per topic, all moving along."""

from datetime import timedelta

from bot.alerts.wishes import Mute, MuteKind, Place, QuietHours, Rhythm, Schedule, Subscription
from bot.model import ChatKind
from bot.storage import Database, chats, digests, places, subscriptions
from tests.storage.builders import NOW, at, put_alert, put_articles, put_chat

HOUR = timedelta(hours=1)
OUTLET = Mute(kind=MuteKind.OUTLET, subject="mada", title="Mada", until=at(60))
STORY = Mute(kind=MuteKind.STORY, subject="a1", title="عنوان")
TUNED = Subscription(
    watchlist="w1",
    schedule=Schedule(Rhythm.WEEKLY, 1439, 6),
    min_outlets=3,
    languages=frozenset({"ar", "fr"}),
    urgent=False,
)


async def test_a_place_that_set_nothing_has_the_defaults(db: Database) -> None:
    """No row, no quiet hours, everything at once; each topic for itself."""
    async with db.write() as conn:
        await put_chat(conn, 5)
        assert await places.get(conn, 5, 3) == Place(chat=5, thread=3)
        night = Place(chat=5, thread=3, quiet=QuietHours(1320, 420), schedule=Schedule(Rhythm.DAILY, 485))
        await places.save(conn, night)
        assert await places.get(conn, 5, 3) == night
        assert await places.get(conn, 5) == Place(chat=5)
        await places.save(conn, Place(chat=5, thread=3))
        assert await places.get(conn, 5, 3) == Place(chat=5, thread=3)


async def test_a_subscription_is_tuned(db: Database) -> None:
    """A new one tells at once; what is set is read back, and what is not subscribed cannot be set."""
    async with db.write() as conn:
        await put_chat(conn, 5, "w1", "w2")
        assert await subscriptions.all_of(conn, 5) == (
            Subscription(watchlist="w1"),
            Subscription(watchlist="w2"),
        )
        assert await subscriptions.tune(conn, 5, 0, TUNED, at(60))
        assert not await subscriptions.tune(conn, 5, 4, TUNED, None)
        assert (await subscriptions.all_of(conn, 5))[0] == TUNED
        assert await subscriptions.threads(conn, 5) == (0,)


async def test_what_is_due_is_found_with_all_that_is_due_there(db: Database) -> None:
    """One place once, however many of its watchlists are due; the end of quiet hours counts too."""
    async with db.write() as conn:
        for chat in (5, 6, 7):
            await put_chat(conn, chat, "w1", "w2", "w3")
            await places.save(conn, Place(chat=chat, quiet=QuietHours(0, 60)))
        await subscriptions.set_next(conn, 5, 0, "w1", at(10))
        await subscriptions.set_next(conn, 5, 0, "w3", at(5))
        await subscriptions.set_next(conn, 5, 0, "w2", at(99))
        await places.hold(conn, 6, 0, at(3))
        await places.hold(conn, 7, 0, at(50))
        assert await digests.due(conn, at(2), 10) == []
        assert await digests.due(conn, at(10), 10) == [(6, 0), (5, 0)]
        assert await digests.due(conn, at(10), 1) == [(6, 0), (5, 0)]
        both = await digests.due_in(conn, 5, 0, at(10))
        assert both == digests.Due(since=at(5), watchlists=("w1", "w3"), awake=False)
        assert await digests.due_in(conn, 6, 0, at(10)) == digests.Due(since=at(3), watchlists=(), awake=True)
        await places.hold(conn, 6, 0, None)
        assert await digests.due_in(conn, 6, 0, at(10)) is None


async def test_mutes_are_listed_until_they_end(db: Database) -> None:
    """The newest first; muting again moves the end; undoing twice is undoing once."""
    async with db.write() as conn:
        await put_chat(conn, 5)
        await places.mute(conn, 5, 0, OUTLET, NOW)
        await places.mute(conn, 5, 0, STORY, at(1))
        assert await places.mutes(conn, 5, 0, at(2)) == (STORY, OUTLET)
        assert await places.mutes(conn, 5, 3, at(2)) == ()
        assert await places.mutes(conn, 5, 0, at(60)) == (STORY,)
        assert await places.mutes_of_chats(conn, [5, 6], at(2)) == {(5, 0): (OUTLET, STORY)}
        assert await places.unmute(conn, 5, 0, MuteKind.STORY, "a1")
        assert not await places.unmute(conn, 5, 0, MuteKind.STORY, "a1")
        assert await places.forget_ended(conn, at(59)) == 0
        assert await places.forget_ended(conn, at(60)) == 1


async def test_everything_moves_with_a_group_and_goes_with_a_chat(db: Database) -> None:
    """Settings, mutes and what waits follow a group that became a supergroup; a forgotten chat leaves none."""
    async with db.write() as conn:
        await put_articles(conn, "a1")
        alert = (await put_alert(conn)).id
        await put_chat(conn, -7, "w1", thread=2, kind=ChatKind.GROUP)
        await subscriptions.tune(conn, -7, 2, TUNED, at(60))
        night = Place(chat=-7, thread=2, quiet=QuietHours(1, 2))
        await places.save(conn, night)
        await places.mute(conn, -7, 2, STORY, NOW)
        await digests.hold(conn, [(-7, 2)], alert, NOW, asleep=False, turned=False)
        await chats.migrate(conn, -7, -100, at(1))
        assert await subscriptions.all_of(conn, -100, 2) == (TUNED,)
        assert (await places.get(conn, -100, 2)).quiet == QuietHours(1, 2)
        assert await places.mutes(conn, -100, 2, NOW) == (STORY,)
        assert [item.alert for item in await digests.waiting(conn, -100, 2)] == [alert]
        assert await digests.waiting(conn, -7, 2) == []
        await chats.forget(conn, -100)
        for table in ("place", "mute", "digest_item", "subscription"):
            assert (await conn.exec_driver_sql(f"SELECT count(*) FROM {table}")).scalar() == 0
