"""What people read: /start, /help, /watchlists, /latest, /status and /stop, in four languages."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.alerts.foreign import RLM
from bot.alerts.status import FeedTrouble, Status
from bot.model import ChatState, FeedHealth, Report
from bot.storage import feeds
from bot.telegram.archive_pages import latest_page
from bot.telegram.commands import COMMANDS, Audience
from bot.telegram.menus import handle_of, page_of
from bot.telegram.pages import ago, status_page
from bot.telegram.words import LANGUAGES, Words
from tests.alerts.builders import T0, content, named, report
from tests.emulator import Kind
from tests.storage.builders import outlet
from tests.telegram.room import WATCHLIST, another, room

HOUR = timedelta(hours=1)


def status_of(**more: object) -> Status:
    """A bot in good health."""
    said = {
        "feeds": 43,
        "healthy": 41,
        "waiting": 0,
        "troubles": (),
        "articles_day": 1204,
        "alerts_day": 17,
        "queued": 0,
        "oldest_queued_at": None,
        "uncertain_day": 0,
        "chats": 3,
        "subscriptions": 5,
    }
    return Status(**said | more)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_answer_is_in_the_persons_language(tmp_path: Path, language: str) -> None:
    """No answer is the English one, and in Arabic every line begins on the right."""
    async with room(tmp_path) as run:
        ada, john = run.emulator.stage.user(language_code=language), run.emulator.stage.user()
        # /privacy names the person; its own test looks at its languages.
        for command in (*(name for name in COMMANDS if name != "privacy"), "nonsense", "stop", "start"):
            mine, english = await run.asked(ada, f"/{command}"), await run.asked(john, f"/{command}")

            assert len(mine) == len(english) > 0
            assert (mine == english) is (language == "en"), command
            if language == "ar":
                lines = [line for text in mine for line in text.split("\n") if line]
                assert [line for line in lines[1:] if not line.startswith(RLM)] == []


async def test_help_lists_the_commands(tmp_path: Path) -> None:
    """Each with a line of its own; those of the owners are not for everybody."""
    async with room(tmp_path) as run:
        (text,) = await run.asked(run.emulator.stage.user(), "/help")

        for name, command in COMMANDS.items():
            assert (f"/{name} – {command.about}" in text) is (
                command.audience not in (Audience.OWNER, Audience.LAB, Audience.STAFF)
            )


async def test_stop_keeps_the_watchlists_and_start_resumes(tmp_path: Path) -> None:
    """/start greets a newcomer, and tells who comes back that nothing was lost."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        assert "Khabar" in (await run.begun(ada))[0]
        await run.pressed(ada, run.menu(ada), f"sub:{WATCHLIST}")
        (stopped,) = await run.asked(ada, "/stop")
        assert "no more alerts" in stopped
        assert "/start resumes" in (await run.asked(ada, "/status"))[0]
        resumed, _ = await run.asked(ada, "/start")

        assert "on again" in resumed
        assert await run.subscribed(ada) == (WATCHLIST,)


async def test_status_tells_everybody_the_same_and_owners_more(tmp_path: Path) -> None:
    """The queue and the troubles only to an owner in private."""
    async with room(tmp_path, owners=[77]) as run:
        owner = run.emulator.stage.user("Owner", id=77)
        ada = run.emulator.stage.user()
        group = run.emulator.stage.group("Newsroom", owner)
        async with run.app.world.db.write() as conn:
            await feeds.sync(conn, [outlet("mada")], run.clock.now())
        texts = [
            (await run.asked(user, "/status", chat))[0]
            for user, chat in ((ada, 0), (owner, group), (owner, 0))
        ]

        assert ["0 of 1 feeds healthy" in text for text in texts] == [True, True, True]
        assert ["waiting" in text for text in texts] == [False, False, True]


async def test_status_names_what_a_chat_gets(tmp_path: Path) -> None:
    """The titles of its watchlists, or where to find some."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        assert "/watchlists" in (await run.asked(ada, "/status"))[0]
        await run.asked(ada, "/watchlists")
        await run.pressed(ada, run.menu(ada), f"sub:{WATCHLIST}")

        assert "1 watchlist here: Egyptian forces in Syria" in (await run.asked(ada, "/status"))[0]


def test_an_owner_sees_troubles_and_how_long_messages_wait() -> None:
    """Ten feeds by name, the rest counted; text of others is escaped and isolated."""
    troubles = [
        FeedTrouble(
            outlet=f"Outlet <{number}>",
            url="",
            state=FeedHealth.BLOCKED,
            reason="403",
            since=T0 - timedelta(days=2),
        )
        for number in range(12)
    ]
    found = status_of(troubles=troubles, queued=2, oldest_queued_at=T0 - HOUR)
    page = status_page(
        Words("en"), found, [named()], T0, chat=ChatState.ACTIVE, topic=ChatState.ACTIVE, owner=True
    )

    assert "Outlet &lt;9&gt;: 403 · since Jul 28, 11:05" in page
    assert "Outlet &lt;10&gt;" not in page
    assert "2 more feeds" in page
    assert "2 messages waiting · the oldest since 10:05" in page


def test_latest_shows_state_headline_and_age() -> None:
    """The headline in the reader's language as a link, with the outlet that wrote it; how many outlets; when."""
    reports = (
        report("a1", lang="en"),
        report("a2", lang="ar", title="قوات مصرية في سوريا", outlet_name="الأهرام"),
    )
    (english,) = (latest_page(Words("en", "Europe/Paris"), [content(*reports)], T0 + 3 * HOUR),)
    (arabic,) = (latest_page(Words("ar", "Africa/Cairo"), [content(*reports)], T0 + 3 * HOUR),)

    assert "<b>One source</b> · Watchlist w" in english
    assert '<a href="https://a1.example/news">Headline of a1</a>' in english
    assert "<b>Outlet a1</b> · 2 outlets · 13:05 (3 hours ago)" in english
    assert f'{RLM}<a href="https://a2.example/news">قوات مصرية في سوريا</a>' in arabic
    assert "<b>الأهرام</b>" in arabic
    assert "Outlet a1" not in arabic


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "https://a.example/" + "x" * 5000])
def test_latest_survives_hostile_reports(url: str) -> None:
    """Odd addresses, markup, overrides and towers of marks in five headlines: one message, well within limits."""
    hostile: Report = report(
        "a1", url=url, title="\u202e<b>" + "😀&" * 2000, outlet_name="é" + "\u0301" * 500
    )
    page = latest_page(Words("ar"), [content(hostile, watchlists=(named(en="<i>" * 400),))] * 5, T0)

    assert "\u202e" not in page
    assert "<i>" not in page
    assert "href" not in page
    assert len(page) < 16_000


async def test_a_hostile_alert_is_shown_by_telegram(tmp_path: Path) -> None:
    """The emulator parses the page as Telegram does."""
    hostile = report("a1", title="<b>\u202e" + "😀&" * 2000, outlet_name="@everyone /stop")
    page = latest_page(Words("ar"), [content(hostile)] * 5, T0)
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user(started=True)
        await run.post(ada, page)
        await run.app.send.tick()

        assert len(run.emulator.sent(ada)) == 1
        assert run.emulator.history("sendMessage", outcome="refused") == []


def test_a_moment_ahead_of_our_clock_is_not_in_the_future() -> None:
    """Clocks differ; an alert never comes from tomorrow."""
    now = datetime(2020, 7, 20, tzinfo=UTC)

    assert ago(Words("en"), now + HOUR, now) == "1 second ago"
    assert ago(Words("fr"), now - 3 * HOUR, now) == "il y a 3 heures"


async def test_a_watchlist_with_a_hostile_title_can_be_chosen(tmp_path: Path) -> None:
    """Markup, overrides and 5,000 characters: the button is short, and what is shown fits above the chat."""
    odd = {"list-01.yaml": another(1, "<b>\u202e" + "very long " * 500)}
    async with room(tmp_path, watchlists=odd) as run:
        ada = run.emulator.stage.user()
        await run.asked(ada, "/watchlists")
        said = await run.pressed(ada, run.menu(ada), "sub:list-01")

        assert len(said) <= 200
        assert "\u202e" not in said
        assert run.menu(ada).keyboard[1][0]["text"].startswith("✅ <b>very long")


def test_an_id_too_long_for_a_button_has_a_handle() -> None:
    """Callback data may have 64 bytes; two long ids stay apart."""
    long, other = "x" * 100, "x" * 99

    assert handle_of("egypt") == "egypt"
    assert len(f"unsub:{handle_of(long)}".encode()) <= 64
    assert handle_of(long) != handle_of(other)


def test_a_watchlist_is_found_on_its_page() -> None:
    """Eight on each."""
    names = [named(f"w{number}") for number in range(20)]

    assert [page_of(names, f"w{number}") for number in (0, 7, 8, 19)] == [0, 0, 1, 2]
    assert page_of(names, "gone") == 0


async def test_an_answer_survives_what_telegram_cannot_parse(tmp_path: Path) -> None:
    """Once more without markup, and then no more."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        run.emulator.fault(Kind.BAD_REQUEST, method="sendMessage", text="can't parse entities: odd")
        (text,) = await run.asked(ada, "/help")

        assert "/status" in text
        assert len(run.emulator.history("sendMessage", outcome="")) == 2
