"""A watchlist in chat: seen, edited by an answer or a file, published after a look, rolled back; never by accident."""

import json
from datetime import timedelta
from pathlib import Path

from tests.emulator.judges import judged_accepted
from tests.telegram.lab.talking import OMAR, button, drafted, looked, published, saw, sent_back, tapped
from tests.telegram.room import WATCHLIST, Room, room

QUERY = "(@egypt NEAR/9 @armed-forces) AND @syria"


async def edited(run: Room, person: int, query: str) -> list[str]:
    """What comes of answering with a query."""
    await run.asked(person, f"/watchlist {WATCHLIST}")
    await tapped(run, person, "Edit query")
    return await run.asked(person, query)


async def test_from_a_typed_query_to_a_version_and_back(tmp_path: Path) -> None:
    """A wrong query is told under a caret; a right one is a draft; it is published once it was looked at; rolled back."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar")
        await run.asked(OMAR, "/start")
        (page,) = await run.asked(OMAR, f"/watchlist {WATCHLIST}")
        for part in (
            "Egyptian forces in Syria",
            "🟢 live",
            "(@egypt NEAR/6 @armed-forces)",
            "2 cases",
            "from a file",
        ):
            assert part in page

        (wrong,) = await edited(run, OMAR, "@egpyt NEAR/9 @armed-forces")
        assert "Line 1, column 1:" in wrong
        assert "@egpyt NEAR/9 @armed-forces\n^" in wrong
        assert "@egypt" in wrong
        (still,) = await run.asked(OMAR, "(@egypt AND")
        assert "column 12" in still
        (page,) = await run.asked(OMAR, QUERY)
        assert "Your draft is saved" in page
        assert "NEAR/6" in page.split("Draft,")[1]
        assert (await published(run))[0] == 1
        older = button(run.menu(OMAR), "Publish draft")
        await edited(run, OMAR, f"{QUERY} AND NOT title:match")
        for data in (older, older.replace("pu", "pd")):
            assert "changed since" in await run.pressed(OMAR, run.menu(OMAR), data, forged=True)
        await edited(run, OMAR, QUERY)

        await tapped(run, OMAR, "Publish draft")
        assert "NEAR/9" in run.emulator.sent(OMAR)[-1].text
        assert "First look" in await tapped(run, OMAR, "Publish")
        await looked(run)
        assert "Against version 1:" in run.emulator.sent(OMAR)[-1].text
        await tapped(run, OMAR, "Publish draft")
        assert await tapped(run, OMAR, "Publish") == "Version 2 is in force."
        assert QUERY in (await published(run))[1]
        assert await drafted(run) == []
        data = f"doc:pd:w:{WATCHLIST}:00000000"
        assert "changed since" in await run.pressed(OMAR, run.menu(OMAR), data, forged=True)

        await tapped(run, OMAR, "History")
        assert "in chat Omar" in run.emulator.sent(OMAR)[-1].text
        await tapped(run, OMAR, "1")
        await tapped(run, OMAR, "Back to version 1")
        assert "NEAR/9" in run.emulator.sent(OMAR)[-1].text
        assert await tapped(run, OMAR, "Do it") == "Version 3 is in force."
        assert "NEAR/6" in (await published(run))[1]
        assert "Omar rolled back" in (await run.asked(OMAR, f"/audit {WATCHLIST}"))[0]
        assert judged_accepted(run.emulator) >= 10


async def test_a_mode_is_set_after_a_question(tmp_path: Path) -> None:
    """Into the shadow and back; with an open draft the draft comes first."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar", started=True)
        await run.asked(OMAR, f"/watchlist {WATCHLIST}")
        await tapped(run, OMAR, "Into the shadow")
        assert "Subscribers get nothing" in run.emulator.sent(OMAR)[-1].text
        await tapped(run, OMAR, "Back")
        assert (await published(run))[0] == 1
        await tapped(run, OMAR, "Into the shadow")
        assert await tapped(run, OMAR, "Do it") == "Version 2 is in force."
        assert "mode: shadow" in (await published(run))[1]
        await edited(run, OMAR, QUERY)
        await tapped(run, OMAR, "Make it live")
        await tapped(run, OMAR, "Do it")
        assert "Publish or discard your draft first." in run.emulator.sent(OMAR)[-1].text
        await tapped(run, OMAR, "Discard draft")
        await tapped(run, OMAR, "Discard")
        assert await drafted(run) == []


async def test_an_editor_drafts_and_the_admins_are_asked(tmp_path: Path) -> None:
    """A plain refusal, the draft before those who may publish it; a viewer only looks."""
    async with room(tmp_path, owners=[OMAR]) as run:
        for name in ("Omar", "Eve", "Vera"):
            run.emulator.stage.user(name)
        eve, vera = OMAR + 1, OMAR + 2
        for person in (OMAR, eve, vera):
            await run.asked(person, "/start")
        await run.asked(OMAR, f"/role {eve} editor")
        await run.asked(OMAR, f"/role {vera} viewer")
        await edited(run, eve, QUERY)
        said = await tapped(run, eve, "Publish draft")
        assert said == "Only admins put drafts in force."
        assert "I have asked them" in run.emulator.sent(eve)[-1].text
        assert f"Eve asks you to publish a draft: {WATCHLIST}" in run.emulator.sent(OMAR)[-1].text
        await tapped(run, OMAR, "Look at it")
        await saw(run, OMAR)
        await tapped(run, OMAR, "Publish draft")
        assert await tapped(run, OMAR, "Publish") == "Version 2 is in force."

        await run.asked(vera, f"/watchlist {WATCHLIST}")
        labels = [one["text"] for row in run.menu(vera).keyboard for one in row]
        assert not any("Edit" in one or "Retire" in one for one in labels)
        for verb in ("e", "pd", "md", "dd", "rd"):
            data = f"doc:{verb}:w:{WATCHLIST}:r"
            assert "not change it" in await run.pressed(vera, run.menu(vera), data, forged=True)
        mallory = run.emulator.stage.user("Mallory")
        await run.asked(mallory, "/watchlists")
        assert "Only editors" in await run.pressed(
            mallory, run.menu(mallory), f"doc:o:w:{WATCHLIST}", forged=True
        )
        assert (await published(run))[0] == 2


async def test_a_file_is_sent_out_and_back(tmp_path: Path) -> None:
    """Its name says which version was changed; what others published meanwhile is joined or asked about."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar", started=True)
        await run.asked(OMAR, f"/watchlist {WATCHLIST}")
        await tapped(run, OMAR, "As a file")
        file = list(run.emulator.sending.files.values())[-1]
        assert file.name == f"{WATCHLIST}.v1.yaml"
        text = file.data.decode()
        assert text == (await published(run))[1]
        await edited(run, OMAR, QUERY)
        await saw(run, OMAR)
        await tapped(run, OMAR, "Publish draft")
        await tapped(run, OMAR, "Publish")
        name = f"{WATCHLIST}.v1 (2).yaml"
        (asked,) = await sent_back(run, OMAR, name, text.replace("NEAR/6", "NEAR/12"))
        assert "Somebody published version 2 meanwhile" in asked
        assert await drafted(run) == []
        await tapped(run, OMAR, "Mine at these places")
        (body,) = await drafted(run)
        assert "NEAR/12" in body
        assert "about: Small, for journeys" in body
        assert (await published(run))[0] == 2


async def test_a_case_is_taken_out_only_on_purpose(tmp_path: Path) -> None:
    """A query that fails a case that went with it is published by a button of its own, which names the case."""
    text = (
        "id: list-01\ntitle: {en: Floods}\nquery: flood\n"
        "cases:\n  hit:\n    - {title: Flood in Derna}\n    - {title: Dam breaks after flood}\n"
    )
    narrower = text.replace("flood\ncases", "flood AND dam\ncases").replace(
        "    - {title: Flood in Derna}\n", ""
    )
    async with room(tmp_path, owners=[OMAR], watchlists={"list-01.yaml": text}) as run:
        run.emulator.stage.user("Omar", started=True)
        await run.asked(OMAR, "/help")
        await sent_back(run, OMAR, "list-01.v1.yaml", narrower)
        await saw(run, OMAR, "list-01")
        await run.asked(OMAR, "/watchlist list-01")
        await tapped(run, OMAR, "Publish draft")
        asked = run.emulator.sent(OMAR)[-1].text
        assert "These cases were taken out" in asked
        assert "Flood in Derna" in asked
        forged = button(run.menu(OMAR), "Publish without these cases").replace(":pc:", ":pd:")
        await run.pressed(OMAR, run.menu(OMAR), forged, forged=True)
        assert (await published(run, "list-01"))[0] == 1
        await run.asked(OMAR, "/watchlist list-01")
        await tapped(run, OMAR, "Publish draft")
        assert await tapped(run, OMAR, "Publish without") == "Version 2 is in force."


WRONG_FILES: tuple[tuple[str, str | bytes, str], ...] = (
    ("a.yaml", b"id: a\nquery: \xff", "Line 2 is not UTF-8 text"),
    ("a.yaml", "hello: world\n", "I do not know what this file is"),
    ("a.yaml", "id: a\nquery: (b\ntitle: {en: A}\n", "a.yaml:2:8"),
    ("a.v7.yaml", "id: a\nquery: b\ntitle: {en: A}\n", "Version 7 of a does not exist"),
    ("a.yaml", "id: a\n  query: [", "I do not know what this file is"),
    ("a.yaml", b"x" * 600_000, "up to"),
    ("a.xlsx", b"PK", "YAML files"),
    ("a.json", json.dumps({"a": 1}), "/export"),
)


async def test_files_of_the_wrong_kind_are_refused(tmp_path: Path) -> None:
    """With the place and what to do; nothing is stored."""
    async with room(tmp_path, owners=[OMAR]) as run:
        run.emulator.stage.user("Omar", started=True)
        await run.asked(OMAR, "/help")
        for name, body, said in WRONG_FILES:
            assert said in (await sent_back(run, OMAR, name, body))[-1]
            # Nobody sends so many at once, and who does is told to wait.
            run.clock.advance(timedelta(minutes=5))
        assert await drafted(run) == []


async def test_the_longest_of_everything_fits_into_a_message(tmp_path: Path) -> None:
    """A query of thousands of characters, and so title and about, many cases that fail, a draft of another."""
    words = " OR ".join(f"<b>&word{number}" for number in range(400)).replace("<b>&", "")
    cases = "".join(f'    - {{title: "{"<&> " * 60}{number}"}}\n' for number in range(12))
    long = (
        f'id: list-01\ntitle: {{en: "{"<b>Title " * 300}"}}\nabout: "{"About & " * 300}"\n'
        f"query: |\n  {words}\ncases:\n  miss:\n{cases}"
    )
    async with room(tmp_path, owners=[OMAR], watchlists={"list-01.yaml": long}) as run:
        run.emulator.stage.user("Omar <b>&" * 9, started=True)
        await run.asked(OMAR, "/watchlist list-01")
        await tapped(run, OMAR, "Edit query")
        await run.asked(OMAR, "title OR " + " OR ".join(f"other{number}" for number in range(200)))
        for label in ("Publish draft", "Publish"):
            await tapped(run, OMAR, label)
        await looked(run)
        await run.asked(OMAR, f"title AND {'(' * 50}")
        assert run.emulator.history("sendMessage", outcome="refused") == []
        assert run.emulator.history("editMessageText", outcome="refused") == []
        assert len(await drafted(run)) == 1
