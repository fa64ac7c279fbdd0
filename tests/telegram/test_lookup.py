"""/latest, /search and /story: what the archive shows in a chat, in four languages, paged by buttons without state."""

from pathlib import Path

import pytest

from bot.alerts.foreign import RLM
from bot.model import AlertContent, Claim, Report, Stance, State, WatchlistName
from bot.storage import alerts, articles, feeds, stories
from bot.storage.stories import StoryRow
from bot.telegram.words import LANGUAGES
from tests.storage.builders import at, new_article, outlet
from tests.telegram.room import WATCHLIST, Room, another, room

SAID = Claim(Stance.DENIES, "Cairo", "Cairo denies that any soldier left.", "denies")


async def stored(
    run: Room, story: str, *titles: str, watchlist: str = WATCHLIST, alerted: bool = True
) -> None:
    """A story told by three outlets in turn, ten minutes apart, with a denial in its last report."""
    outlets = [outlet(name) for name in ("mada", "sana", "kuna")]
    reports: list[Report] = []
    async with run.app.world.db.write() as conn:
        await feeds.sync(conn, outlets, at(0))
        feed = {row.outlet.id: row.id for row in await feeds.all(conn)}
        await stories.put(
            conn, StoryRow(id=story, first_article=story, opened_at=at(0), last_at=at(0), at=at(0))
        )
        for number, title in enumerate(titles):
            by = outlets[number % 3].id
            name = f"{story}{number}"
            article = new_article(
                name, feed=feed[by], outlet=by, title=title, lang="en", seen_at=at(600 * number)
            )
            await articles.add(conn, [article])
            claims = (SAID,) if number == len(titles) - 1 else ()
            await stories.join(conn, story, name, at(600 * number), claims=claims)
            reports.append(
                Report(
                    article=name,
                    outlet=by,
                    outlet_name=by.title(),
                    lang="en",
                    url=f"https://mada.example/{name}",
                    title=title,
                    published_at=None,
                    seen_at=at(600 * number),
                )
            )
        if alerted:
            told = AlertContent(
                story=story,
                state=State.CONTESTED,
                state_revision=1,
                watchlists=(WatchlistName(id=watchlist, version=1, title={"en": watchlist}),),
                reports=tuple(reports),
                independent=("Mada", "Sana"),
                first_seen_at=at(0),
                updated_at=at(600 * len(titles)),
            )
            await alerts.create(conn, told, at(0), telling="first")


async def test_a_search_is_grouped_by_story_and_leads_to_it(tmp_path: Path) -> None:
    """Two stories, the newest hits of each; a number opens the story: who was first, who denies."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        await stored(
            run, "aaaa", "Haftar leaves Sirte", "Sirte: Haftar gone", "Cairo denies Haftar left Sirte"
        )
        await stored(run, "bbbb", "Football in Sirte", alerted=False)
        (answer,) = await run.asked(ada, "/search sirte")
        assert "4 articles" in answer
        assert answer.count("Sana") == 1
        assert [button["text"] for row in run.menu(ada).keyboard for button in row] == ["1", "2"]
        await run.pressed(ada, run.menu(ada), "story:aaaa")
        (story,) = [one.text for one in run.emulator.sent(ada)][-1:]

        assert "Disputed" in story
        assert "First: Mada" in story
        assert "10 minutes before the next outlet" in story
        assert "Denial: Cairo denies that any soldier left." in story
        assert "Story aaaa" in story


@pytest.mark.parametrize("language", LANGUAGES)
async def test_coverage_tells_who_carries_a_story(tmp_path: Path, language: str) -> None:
    """By command or by the button under a story, with its headline; an unknown one is said to be so."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user(language_code=language)
        await stored(run, "aaaa", "Haftar leaves Sirte", "Sirte: Haftar gone")
        (answer,) = await run.asked(ada, "/coverage aaaa")
        assert "Haftar leaves Sirte" in answer
        assert "Sana" in answer
        await run.asked(ada, "/story aaaa")
        await run.pressed(ada, run.menu(ada), "cover:aaaa")
        assert run.emulator.sent(ada)[-1].text == answer
        assert await run.pressed(ada, run.menu(ada), "cover:gone", forged=True)
        assert len(await run.asked(ada, "/coverage")) == len(await run.asked(ada, "/coverage zzzz")) == 1


async def test_results_are_paged_and_the_question_stands_in_the_message(tmp_path: Path) -> None:
    """Twelve stories on three pages, found again from the message alone, filters included."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user(language_code="ar")
        for number in range(12):
            await stored(run, f"story{number:02}", f"Sirte news number {number}", alerted=False)
        (first,) = await run.asked(ada, "/search sirte outlet:mada since:2020-01-01 -football")
        seen = [first]
        for page in (1, 2):
            await run.pressed(ada, run.menu(ada), f"find:{page}")
            seen.append(run.menu(ada).text)

        assert len(run.emulator.sent(ada)) == 1
        found = [number for text in seen for number in range(12) if f"number {number}\n" in text + "\n"]
        assert sorted(found) == list(range(12))
        assert all(line.startswith(RLM) or "Sirte" in line for line in seen[2].split("\n") if line)


LOST = (
    "/search",
    "/search lang:arabic x",
    "/search x since:soon",
    "/search x outlet:nobody",
    "/search nothing_like_it",
    "/story",
    "/story zzzz",
    "/story https://nowhere.example/x",
    "/latest no such list",
)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_cannot_be_found_is_said_with_a_remedy(tmp_path: Path, language: str) -> None:
    """One short answer in the person's language."""
    async with room(tmp_path, watchlists={"x.yaml": another(1)}) as run:
        ada, john = run.emulator.stage.user(language_code=language), run.emulator.stage.user()
        for question in LOST:
            (mine,), (english,) = await run.asked(ada, question), await run.asked(john, question)

            assert len(mine) < 400
            assert (mine == english) is (language == "en"), question


async def test_a_story_is_found_by_its_address_its_alerts_link_and_by_reply(tmp_path: Path) -> None:
    """However it is pointed at; another message of ours is no alert."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user(started=True)
        group = run.emulator.stage.supergroup("Newsroom", ada)
        await stored(run, "aaaa", "Haftar leaves Sirte", "Sirte: Haftar gone")
        await run.begun(ada, group)
        await run.pressed(ada, run.menu(group), f"sub:{WATCHLIST}")
        alert = [one for one in run.emulator.sent(group) if "Haftar" in one.text][-1]
        link = f"https://t.me/c/{str(group).removeprefix('-100')}/{alert.id}"
        for asked in ("/story aaaa", "/story AAAA", f"/story {link}", "/story https://mada.example/aaaa1/"):
            assert "Story aaaa" in (await run.asked(ada, asked))[0]
        run.emulator.stage.say(ada, "/story", group, reply_to=alert.id)
        await run.hear()
        assert "Story aaaa" in run.emulator.sent(group)[-1].text
        run.emulator.stage.say(ada, "/story", group, reply_to=run.emulator.sent(group)[0].id)
        await run.hear()
        assert "no alert of mine" in run.emulator.sent(group)[-1].text


async def test_a_long_story_has_pages(tmp_path: Path) -> None:
    """Six reports on each, in order of time, edited in place."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user()
        await stored(run, "aaaa", *(f"Report number {number} of it" for number in range(8)))
        (first,) = await run.asked(ada, "/story aaaa")
        await run.pressed(ada, run.menu(ada), "story:aaaa/1")

        assert "number 5 " in first
        assert "number 6 " not in first
        assert "number 7 " in run.menu(ada).text
        assert len(run.emulator.sent(ada)) == 1
        assert "no longer stored" in await run.pressed(ada, run.menu(ada), "story:gone", forged=True)


async def test_latest_is_paged_and_filtered_by_watchlist(tmp_path: Path) -> None:
    """Older and newer; one watchlist by button or by a part of its title."""
    async with room(
        tmp_path, watchlists={"list-01.yaml": another(1, "Libya"), "list-02.yaml": another(2)}
    ) as run:
        ada = run.emulator.stage.user()
        for number in range(7):
            await stored(run, f"story{number}", f"Haftar {number}.")
        await stored(run, "other", "Tripoli quiet", watchlist="list-01")
        (first,) = await run.asked(ada, "/latest")
        assert "Tripoli" in first
        await run.pressed(ada, run.menu(ada), "late:1:*")
        assert "Haftar 0." in run.menu(ada).text
        await run.pressed(ada, run.menu(ada), "late:0:*")
        await run.pressed(ada, run.menu(ada), "late:pick")
        await run.pressed(ada, run.menu(ada), "late:0:list-01")
        assert "Haftar" not in run.menu(ada).text
        assert "Tripoli" in (await run.asked(ada, "/latest lib"))[0]
        assert "Haftar" not in (await run.asked(ada, "/latest list-01"))[0]


async def test_arguments_of_any_kind_get_one_answer(tmp_path: Path) -> None:
    """Four thousand characters, markup, overrides, quotation marks: one short answer that Telegram takes."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user(language_code="ar")
        for command in ("latest", "search", "story", "coverage", "why"):
            for argument in ("x" * 4000, "😀 \u202e<b>&" * 500, "'\"*()" * 300):
                (answer,) = await run.asked(ada, f"/{command} {argument}"[:4090])

                assert len(answer) < 700
                assert "\u202e" not in answer
        assert run.emulator.history("sendMessage", outcome="refused") == []


@pytest.mark.parametrize("title", ["<b>\u202e" + "😀&" * 2000, "A" * 3000, "\u200f@everyone /stop <script>"])
async def test_hostile_headlines_are_shown_by_telegram(tmp_path: Path, title: str) -> None:
    """A story and results full of them."""
    async with room(tmp_path) as run:
        ada = run.emulator.stage.user(language_code="ar")
        await stored(run, "aaaa", *[title + " sirte"] * 7)
        for asked in ("/story aaaa", "/search title", "/latest", "/search sirte"):
            assert len(await run.asked(ada, asked)) == 1
        assert run.emulator.history("sendMessage", outcome="refused") == []
