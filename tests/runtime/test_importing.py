"""Files that change under a running worker: what is wrong stays out, and the owners are told where."""

import json
from dataclasses import replace
from pathlib import Path

from bot.model import Author, DocumentKind, Origin, Published, Role, Saved
from bot.runtime.catalogue import compiled
from bot.runtime.importing import Importer
from bot.runtime.lab.versions import Lab
from bot.storage import audit, documents, feeds
from tests.journeys.outlets import Outlet
from tests.journeys.telling import WATCHLIST
from tests.runtime.worlds import Desk, desk

OWNER = 7


def _owned(desk: Desk) -> Desk:
    """The same application, with an owner to tell."""
    settings = desk.app.world.settings
    environment = settings.environment.model_copy(update={"bot_owners": frozenset({OWNER})})
    desk.app.world.settings = replace(settings, environment=environment)
    return desk


async def _told(desk: Desk) -> list[str]:
    """What was queued for the owner."""
    async with desk.app.world.db.read() as conn:
        found = await conn.exec_driver_sql(f"SELECT message FROM delivery WHERE chat_id = {OWNER}")
        return [str(row[0]) for row in found]


async def _body(desk: Desk) -> str:
    async with desk.app.world.db.read() as conn:
        found = await documents.get(conn, DocumentKind.WATCHLIST, WATCHLIST)
    assert found is not None
    return found.body


async def test_a_change_whose_cases_fail_is_not_taken_over(tmp_path: Path) -> None:
    """The next start would refuse it: the version in force stays, the owner is told once, and the mended file goes in."""
    async with desk(tmp_path, Outlet("levant-monitor")) as started:
        running = _owned(started)
        importer = Importer(running.app.world)
        await importer.tick()
        path = tmp_path / "watchlists" / f"{WATCHLIST}.yaml"
        right = path.read_text(encoding="utf-8")
        path.write_text(
            right.replace("Egypt and Syria play a friendly match", "Egyptian soldiers reach Syria"),
            encoding="utf-8",
        )
        assert await importer.tick() == 0
        assert await importer.tick() == 0

        (word,) = await _told(running)
        assert "must miss" in word
        assert await _body(running) == right

        mended = right + "# mended\n"
        path.write_text(mended, encoding="utf-8")
        assert await importer.tick() == 1
        assert await _body(running) == mended


async def test_a_watchlist_whose_file_is_gone_stays_and_the_owner_is_told_how_to_end_it(
    tmp_path: Path,
) -> None:
    """A file that is missing by accident ends nobody's alerts; one that was retired is not missed."""
    async with desk(tmp_path, Outlet("levant-monitor")) as started:
        running = _owned(started)
        importer = Importer(running.app.world)
        path = tmp_path / "watchlists" / f"{WATCHLIST}.yaml"
        right = path.read_text(encoding="utf-8")
        path.unlink()
        await importer.tick()

        (word,) = await _told(running)
        assert f"{WATCHLIST}.yaml" in word
        assert "mode: retired" in word
        assert await _body(running) == right

        path.write_text(right.replace("alert:", "alert:\n  mode: retired", 1), encoding="utf-8")
        await importer.tick()
        path.unlink()
        await importer.tick()
        assert len(await _told(running)) == 1


async def _publish(desk: Desk, kind: DocumentKind, id_: str, text: str, base: int) -> None:
    """An edit in chat."""
    world = desk.app.world
    catalogue, ada = await world.catalogue(), Author(OWNER, Role.OWNER, Origin.CHAT)
    async with world.db.write() as conn:
        lab = Lab(conn, catalogue, desk.clock.now())
        saved = await lab.save_draft(kind, id_, text, ada, base)
        assert isinstance(saved, Saved), saved
        await lab.note_seen(kind, id_, ada, saved.draft.body_hash)
        assert isinstance(await lab.publish(kind, id_, ada, base), Published)


async def test_an_edit_in_chat_and_a_changed_file_are_joined_or_told(tmp_path: Path) -> None:
    """Neither is lost: what touches other places goes in, what touches the same is told with both ways out."""
    async with desk(tmp_path, Outlet("levant-monitor")) as started:
        running = _owned(started)
        importer = Importer(running.app.world)
        path = tmp_path / "watchlists" / f"{WATCHLIST}.yaml"
        right = path.read_text(encoding="utf-8")
        title = right.partition("title:")[2].partition("\n")[0]
        edited = right.replace(f"title:{title}", "title: {en: Ours}")
        await _publish(running, DocumentKind.WATCHLIST, WATCHLIST, edited, 1)

        path.write_text(right + "# a comment in the file\n", encoding="utf-8")
        assert await importer.tick() == 1
        joined = edited + "# a comment in the file\n"
        assert await _body(running) == joined
        assert await importer.tick() == 0

        path.write_text(right.replace(f"title:{title}", "title: {en: Theirs}"), encoding="utf-8")
        assert await importer.tick() == 0
        assert await importer.tick() == 0
        (word,) = await _told(running)
        assert "the file changed at title" in word
        assert f"watchlists export {WATCHLIST}" in word
        assert await _body(running) == joined

        path.write_text(joined, encoding="utf-8")
        assert await importer.tick() == 0
        path.write_text(joined.replace("Ours", "Theirs"), encoding="utf-8")
        assert await importer.tick() == 1
        assert await _body(running) == joined.replace("Ours", "Theirs")


async def test_an_outlet_added_in_chat_outlives_the_file(tmp_path: Path) -> None:
    """It is polled at once and by every process; a changed file neither ends it nor loses what it says itself."""
    async with desk(tmp_path, Outlet("levant-monitor")) as started, Outlet("nile-post") as added:
        running = _owned(started)
        world, importer = running.app.world, Importer(running.app.world)
        await importer.tick()
        await world.outlets()
        body = f"- {json.dumps(added.entry())}\n"
        await _publish(running, DocumentKind.OUTLET, "nile-post", body, 0)
        await world.catalogue()
        assert (await world.outlets())["nile-post"].name == added.entry()["name"]

        file = tmp_path / "outlets.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace('"kind"', '"camp": "new", "kind"', 1))
        assert await importer.tick() == 1
        async with world.db.read() as conn:
            active = {row.outlet.id: row for row in await feeds.all(conn)}
        assert {*active} == {"levant-monitor", "nile-post"}
        assert active["levant-monitor"].outlet.camp == "new"

        edited = added.entry() | {"name": "The Nile Post"}
        both = [*json.loads(file.read_text(encoding="utf-8")), edited]
        file.write_text(json.dumps(both), encoding="utf-8")
        assert await importer.tick() == 0
        (word,) = await _told(running)
        assert "nile-post: the file changed at name" in word
        file.write_text(json.dumps([*both[:-1], added.entry()]), encoding="utf-8")
        assert await importer.tick() == 0
        file.write_text(json.dumps(both[:-1]), encoding="utf-8")
        assert await importer.tick() == 1
        async with world.db.read() as conn:
            assert [row.outlet.id for row in await feeds.all(conn)] == ["levant-monitor"]
            (deed, *_) = await audit.latest(conn, 9, subject="outlet:nile-post")
        assert deed.detail["origin"] == "file"


async def test_an_outlet_edited_in_chat_stays_when_its_file_lets_it_go(tmp_path: Path) -> None:
    """Somebody still wants it: how to end it is told."""
    async with desk(tmp_path, Outlet("levant-monitor"), Outlet("nile-post")) as started:
        running = _owned(started)
        importer = Importer(running.app.world)
        file = tmp_path / "outlets.yaml"
        first, second = json.loads(file.read_text(encoding="utf-8"))
        await _publish(
            running, DocumentKind.OUTLET, "nile-post", f"- {json.dumps(second | {'name': 'Ours'})}\n", 1
        )
        file.write_text(json.dumps([first]), encoding="utf-8")
        assert await importer.tick() == 0
        (word,) = await _told(running)
        assert "outlets remove nile-post" in word
        async with running.app.world.db.read() as conn:
            assert len(await feeds.all(conn)) == 2


async def test_a_start_looks_at_what_would_be_in_force(tmp_path: Path) -> None:
    """A file may rest on a concept that was written in chat; a mistake in a changed file still stops the start."""
    async with desk(tmp_path, Outlet("levant-monitor")) as started:
        running = _owned(started)
        importer = Importer(running.app.world)
        concept = "id: nile\ntitle: {en: Nile}\ntype: place\nnames: {en: [Nile]}\n"
        await _publish(running, DocumentKind.CONCEPT, "nile", concept, 0)
        path = tmp_path / "watchlists" / f"{WATCHLIST}.yaml"
        right = path.read_text(encoding="utf-8")
        path.write_text(right.replace("AND @syria", "AND (@syria OR @nile)"), encoding="utf-8")
        assert compiled(await importer.sheets()).problems == ()
        assert await importer.tick() == 1
        other = path.with_name("another.yaml")
        other.write_text(right, encoding="utf-8")
        await importer.tick()
        (word,) = await _told(running)
        assert "another.yaml:1:1: its id is not 'another'" in word
        other.unlink()
        path.write_text(right.replace("AND @syria", "AND @siria"), encoding="utf-8")
        (problem,) = compiled(await importer.sheets()).problems
        assert problem.startswith(f"{path}:5:")
