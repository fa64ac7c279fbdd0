"""python -m bot watchlists, concepts and outlets, on a database with files beside it."""

import asyncio
from pathlib import Path

import pytest

from bot.cli.documentfiles import export, take_in
from bot.cli.documents import diff, history, listed, show
from bot.cli.outlets import pause
from bot.cli.outlets import show as outlets
from bot.cli.publishing import discard, publish, remove, roll_back
from bot.runtime.lab.proving import body_hash
from bot.sources.outletfile import entries
from bot.storage import Database, documents
from bot.storage.documents import FileText, Taken
from tests.runtime.lab.laboratory import ADA, EGYPT, FORCES, MADA, SYRIA, C, O, W, write
from tests.storage.builders import NOW

OUTLETS = f"# ours\n\n{MADA}\n# the end\n"


class Place:
    """A directory with a database and its files."""

    def __init__(self, directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.watchlist = directory / "watchlists" / "forces.yaml"
        self.concepts = directory / "watchlists" / "concepts"
        self.outlets = directory / "outlets.yaml"
        self.concepts.mkdir(parents=True)
        self.watchlist.write_text(FORCES, encoding="utf-8")
        (self.concepts / "egypt.yaml").write_text(EGYPT, encoding="utf-8")
        (self.concepts / "syria.yml").write_text(SYRIA, encoding="utf-8")
        self.outlets.write_text(OUTLETS, encoding="utf-8")
        self._database = directory / "khabar.sqlite"
        self._capsys = capsys

    async def filled(self) -> None:
        """The files in force, and a draft of an editor in chat."""
        db = await Database.open(self._database)
        await db.upgrade()
        async with db.write() as conn:
            for kind, id_, body in (
                (C, "egypt", EGYPT),
                (C, "syria", SYRIA),
                (W, "forces", FORCES),
                (O, "mada", MADA),
            ):
                file = FileText(id_, body, body_hash(body))
                await documents.take_over(conn, kind, [Taken(file, body, file.hash, "a new file")], NOW)
        await write(db, W, "forces", FORCES.replace("Forces}", "Soldiers}"), ADA, 1)
        await db.close()

    def said(self, code: int, wanted: int = 0) -> str:
        """What a command printed, whose exit code must be this."""
        out, err = self._capsys.readouterr()
        assert code == wanted, err
        return out + err


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Place:
    """Files and a database that say the same."""
    found = Place(tmp_path, capsys)
    asyncio.run(found.filled())
    for name, value in (
        ("DATA_DIR", tmp_path),
        ("WATCHLISTS_DIR", tmp_path / "watchlists"),
        ("OUTLETS_FILE", tmp_path / "outlets.yaml"),
    ):
        monkeypatch.setenv(name, str(value))
    return found


def test_a_file_is_drafted_looked_at_and_published(place: Place) -> None:
    """Its differences are told by structure; nothing is in force before."""
    place.watchlist.write_text(FORCES.replace("@syria", "(@syria OR Libya)"), encoding="utf-8")
    told = place.said(take_in(W, [place.watchlist], why="Libya too"))
    assert "    + query: OR Libya" in told
    assert place.said(show(W, "forces", version=None, draft=False)) == FORCES
    assert "Libya" in place.said(diff(W, "forces", None, None))
    assert "--unseen" in place.said(
        publish(W, ["forces"], why="", by=None, unseen=False, cases_changed=False), 2
    )
    told = place.said(publish(W, ["forces"], why="", by=None, unseen=True, cases_changed=False))
    assert told.startswith("forces: version 2 is in force")
    first, *_ = place.said(history(W, "forces")).splitlines()
    assert "command line: Libya too" in first
    assert "no draft" in place.said(discard(W, "forces", by=None), 2)
    place.said(roll_back(W, "forces", 1, why="too much"))
    assert place.said(diff(W, "forces", 1, None)) == ""


def test_what_is_in_force_is_written_to_files_to_the_letter(place: Place) -> None:
    """Unedited files are not touched; one with changes of its own is not written over; line ends stay as they were."""
    before = {path: path.stat().st_mtime_ns for path in place.concepts.parent.rglob("*.y*ml")}
    assert "0 of 1" in place.said(export(W, [], directory=None, force=False))
    assert "0 of 2" in place.said(export(C, [], directory=None, force=False))
    assert {path: path.stat().st_mtime_ns for path in before} == before

    place.watchlist.write_bytes(("\ufeff" + FORCES).replace("\n", "\r\n").encode())
    draft = place.said(listed(W)).partition("drafts by ")[2].strip()
    told = place.said(publish(W, ["forces"], why="", by=draft, unseen=True, cases_changed=False))
    assert "version 2" in told
    assert "1 of 1" in place.said(export(W, ["forces"], directory=None, force=False))
    wanted = FORCES.replace("Forces}", "Soldiers}")
    assert place.watchlist.read_bytes() == ("\ufeff" + wanted).replace("\n", "\r\n").encode()

    place.said(export(W, [], directory=place.outlets.parent / "elsewhere", force=False))
    copied = place.outlets.parent / "elsewhere" / "concepts"
    assert {path.name: path.read_text(encoding="utf-8") for path in copied.iterdir()} == {
        "egypt.yaml": EGYPT,
        "syria.yaml": SYRIA,
    }

    place.watchlist.write_text(wanted + "# by hand\n", encoding="utf-8")
    assert "never in force" in place.said(export(W, [], directory=None, force=False), 2)
    place.said(export(W, [], directory=None, force=True))
    assert place.watchlist.read_text(encoding="utf-8") == wanted


def test_outlets_come_and_go_by_files_too(place: Place) -> None:
    """A document each, one file; what stands between the entries stays."""
    grown = OUTLETS.replace(
        "\n# the end", '\n- id: dawn\n  name: Dawn\n  feeds: [{url: "https://d.example/"}]\n\n# the end'
    )
    place.outlets.write_text(grown, encoding="utf-8")
    assert "Drafted" in place.said(take_in(O, [place.outlets], why=""))
    place.said(publish(O, ["dawn"], why="", by=None, unseen=False, cases_changed=False))
    place.outlets.write_text(OUTLETS, encoding="utf-8")
    assert "dawn" in place.said(outlets())
    assert "1 feeds paused" in place.said(pause("dawn", pause=True))
    assert "\npaused" in place.said(outlets())
    assert "1 feeds resumed" in place.said(pause("dawn", pause=False))
    place.said(export(O, [], directory=None, force=False))
    assert [*entries(place.outlets.read_text(encoding="utf-8"))] == ["mada", "dawn"]
    assert place.outlets.read_text(encoding="utf-8").endswith("# the end\n")
    place.said(remove(O, "dawn", why="closed"))
    place.said(export(O, [], directory=None, force=False))
    assert place.outlets.read_text(encoding="utf-8") == OUTLETS


def test_what_is_wrong_is_a_sentence(place: Place, tmp_path: Path) -> None:
    """With the place in the file, and nothing is stored."""
    place.watchlist.write_text(FORCES.replace("query: |", "query: ["), encoding="utf-8")
    assert f"{place.watchlist}:" in place.said(take_in(W, [place.watchlist], why=""), 2)
    picture = tmp_path / "forces.png"
    picture.write_bytes(b"\x89PNG\r\n\xff")
    assert "no UTF-8 text" in place.said(take_in(W, [picture], why=""), 2)
    large = tmp_path / "large.yaml"
    large.write_bytes(b"x" * 20_000_000)
    assert "20,000,000 bytes" in place.said(take_in(W, [large], why=""), 2)
    assert "cannot be read: No such file" in place.said(take_in(W, [tmp_path / "none.yaml"], why=""), 2)
    assert "forces" in place.said(remove(C, "egypt", why=""), 2)
    assert "no such watchlist" in place.said(show(W, "../x", version=None, draft=False), 2)
    assert "there is no version 9" in place.said(show(W, "forces", version=9, draft=False), 2)
    assert "no list of outlets" in place.said(take_in(O, [place.concepts / "egypt.yaml"], why=""), 2)
    assert "Nothing differs" in place.said(take_in(C, [place.concepts / "egypt.yaml"], why=""))
