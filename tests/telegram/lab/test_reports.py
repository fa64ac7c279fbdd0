"""Reports of misses in chat, with taps that take spellings over; how right a watchlist is; feeds."""

from datetime import timedelta
from pathlib import Path

from bot.model import Article, DocumentKind, Role
from bot.runtime.interchange import feed_address
from bot.storage import articles, feeds, roles, stories
from bot.storage.articles import NewArticle
from bot.storage.stories import StoryRow
from tests.storage import builders
from tests.telegram.lab.talking import OMAR, button, drafted, published, tapped
from tests.telegram.room import WATCHLIST, Room, room

_PLAIN = "id: plain\ntitle: {en: Plain}\nquery: '@egypt'\n"


async def _story(run: Room, number: int, *titles: str) -> None:
    """A story as several outlets tell it now."""
    now = run.clock.now()
    names = ("mada", "levant", "nile")
    async with run.app.world.db.write() as conn:
        await feeds.sync(conn, [builders.outlet(name) for name in names], now)
        feed = (await feeds.all(conn))[0].id
        rows = [
            NewArticle(
                article=Article(
                    id=f"{number}{name}",
                    outlet=name,
                    url=f"https://{name}.example/{number}",
                    title=title,
                    lang="en",
                    seen_at=now,
                ),
                feed=feed,
                keys=(f"{number}{name}",),
            )
            for name, title in zip(names, titles, strict=True)
        ]
        await articles.add(conn, rows)
        story = StoryRow(
            id=f"s{number}", first_article=rows[0].article.id, opened_at=now, last_at=now, at=now
        )
        await stories.put(conn, story)
        for row in rows:
            await stories.join(conn, story.id, row.article.id, now)
    run.app.world.outlets_changed()
    run.clock.advance(timedelta(hours=1))


async def _reported(run: Room, person: int) -> list[str]:
    """What comes when the report is made, if it is time for one."""
    before = len(run.emulator.sent(person))
    await run.app.misses.tick()
    await run.app.misses.settle()
    await run.app.send.tick()
    return [one.text for one in run.emulator.sent(person)[before:]]


async def test_a_report_is_made_on_demand_and_once_a_week_and_a_tap_takes_a_spelling(tmp_path: Path) -> None:
    """An editor's tap leaves a draft, an owner's publishes; nobody else may; a quiet week brings no message."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar", started=True)
        await run.asked(OMAR, "/help")
        eva, ben = run.emulator.stage.user("Eva", started=True), run.emulator.stage.user("Ben", started=True)
        async with run.app.world.db.write() as conn:
            await roles.give(conn, eva, Role.EDITOR, run.clock.now())
        assert await _reported(run, OMAR) == []
        await _story(run, 1, "Syria opens a road", "Syrya opens a road", "A road for Syrya")
        assert "reading the archive" in (await run.asked(OMAR, "/misses"))[0]
        (told,) = await _reported(run, OMAR)
        assert "Syrya → Syria" in told
        assert "1 story of several outlets, 3 articles" in told

        assert "→ @syria" in run.menu(OMAR).keyboard[0][0]["text"]
        data = button(run.menu(OMAR), "Syrya")
        assert "Only editors" in await run.pressed(ben, run.menu(OMAR), data, forged=True)
        await run.asked(eva, "/misses")
        assert "draft" in await run.pressed(eva, run.menu(OMAR), data, forged=True)
        assert "Syrya" in (await drafted(run, DocumentKind.CONCEPT))[0]
        assert "version 2" in await tapped(run, OMAR, "Syrya")
        assert "Syrya" in (await published(run, "syria", DocumentKind.CONCEPT))[1]
        assert "newer report" in await run.pressed(OMAR, run.menu(OMAR), "spell:0:0123456789", forged=True)

        run.clock.advance(timedelta(days=7))
        assert await _reported(run, OMAR) == []  # nothing to tell: Syrya is known now
        run.clock.advance(timedelta(days=7))
        await _story(run, 2, "Egypt sells wheat", "Egybt sells wheat", "Wheat of Egybt")
        (weekly,) = await _reported(run, OMAR)
        assert "Egybt → Egypt" in weekly
        assert await _reported(run, OMAR) == []


async def test_how_right_a_watchlist_is_and_its_feed_are_told_to_who_may_know(tmp_path: Path) -> None:
    """/stats ID for editors; /feed opens, renews and closes an address, for admins."""
    async with room(tmp_path, owners=[OMAR], watchlists={"plain.yaml": _PLAIN}) as run:
        run.emulator.stage.user("Omar", started=True)
        await run.asked(OMAR, "/help")
        (page,) = await run.asked(OMAR, "/stats plain")
        assert "Precision: nothing known yet" in page
        assert "no watchlist" in (await run.asked(OMAR, "/stats nowhere"))[0]

        await run.asked(OMAR, "/feed")
        await tapped(run, OMAR, "Egyptian forces")
        await tapped(run, OMAR, "Open it")
        async with run.app.world.db.read() as conn:
            first = await feed_address(conn, WATCHLIST)
        assert first is not None
        assert first.path in run.menu(OMAR).text
        await tapped(run, OMAR, "New address")
        assert first.path not in run.menu(OMAR).text
        stranger = run.emulator.stage.user("Ben", started=True)
        assert "Only admins" in await run.pressed(
            stranger, run.menu(OMAR), button(run.menu(OMAR), "Close it"), forged=True
        )
        await tapped(run, OMAR, "Close it")
        assert "Its feed is closed." in run.menu(OMAR).text
        assert "opened the feed of" in (await run.asked(OMAR, "/audit"))[0]
