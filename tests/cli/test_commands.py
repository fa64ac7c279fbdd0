"""The commands as people and scripts call them: real processes, shapes and exit codes."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.harness import free_port

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "journeys" / "watchlists"
FEEDS = ROOT / "tests" / "data" / "feeds"


def bot(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m bot` with nothing of the developer's own settings."""
    system = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env=system | {"WATCHLISTS_DIR": str(SMALL), "COLUMNS": "160"} | environment,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_match_json_answers_line_by_line() -> None:
    """One answer per article in order, with spans that cut the fields."""
    articles: list[dict[str, Any]] = [
        {"id": "a", "title": "Egypt sends 150 soldiers to Syria"},
        {"id": "b", "title": "A quiet day", "lang": "en"},
        {"id": 3, "title": "مصر ترسل 150 جنديا إلى سوريا", "published": "2020-07"},
    ]
    done = bot("match", "--json", stdin="".join(json.dumps(item) + "\n" for item in articles))
    answers = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == 0
    assert [(answer["id"], answer["lang"], len(answer["matches"])) for answer in answers] == [
        ("a", "en", 1),
        ("b", "en", 0),
        ("3", "ar", 1),
    ]
    for article, answer in zip(articles, answers, strict=True):
        for span in (span for match in answer["matches"] for span in match["spans"]):
            assert str(article[span["field"]])[span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize("command", ["match", "group", "claims"])
def test_a_malformed_line_is_an_error_that_names_it(command: str) -> None:
    """Exit code 2, the line's number, no traceback; what came before it is answered."""
    done = bot(command, "--json", stdin='{"id": "1", "title": "Egypt denies it"}\n{"id": 2}\n')

    assert done.returncode == 2
    assert done.stderr.startswith('line 2: "title" is missing')
    assert "Traceback" not in done.stderr


def test_group_json_gives_story_ids() -> None:
    """Two tellings of one event share a story, another event has its own."""
    articles = [
        {
            "id": "1",
            "outlet": "a",
            "published": "2020-07-30T10:00:00Z",
            "title": "Egypt sends 150 soldiers to Syria's Idlib",
        },
        {
            "id": "2",
            "outlet": "b",
            "published": "2020-07-30T11:00:00Z",
            "title": "150 Egyptian soldiers arrive in Idlib, Syria",
        },
        {
            "id": "3",
            "outlet": "b",
            "published": "2020-07-30T12:00:00Z",
            "title": "Bakers in Beirut warn of a flour shortage",
        },
    ]
    done = bot("group", "--json", stdin="".join(json.dumps(item) + "\n" for item in articles))
    stories = {line["id"]: line["story"] for line in map(json.loads, done.stdout.splitlines())}

    assert done.returncode == 0
    assert stories == {"1": "1", "2": "1", "3": "3"}


def test_claims_json_tells_stance_source_sentence_and_cue() -> None:
    """A denial with its speaker, in the words of the sentence."""
    done = bot("claims", "--json", stdin='{"id": "1", "title": "Egypt denies sending troops to Syria"}\n')
    (answer,) = map(json.loads, done.stdout.splitlines())

    assert answer["claims"][0] == {
        "stance": "denies",
        "source": "Egypt",
        "sentence": "Egypt denies sending troops to Syria",
        "cue": "denies",
    }


def test_parse_json_prints_entries_and_tells_problems_apart() -> None:
    """Entries on standard output, oddities on standard error."""
    feed = min(FEEDS.glob("rss*.xml"))
    done = bot("parse", "--json", str(feed))
    entries = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == 0
    assert entries
    assert {frozenset(entry) for entry in entries} == {
        frozenset({"id", "url", "title", "summary", "published", "updated", "lang"})
    }


def test_parse_refuses_what_is_no_feed(tmp_path: Path) -> None:
    """A web page and a missing file end with 1 and a sentence."""
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html><body>Just a moment</body></html>")
    done, missing = bot("parse", str(page)), bot("parse", str(tmp_path / "none.xml"))

    assert (done.returncode, missing.returncode) == (1, 1)
    assert "page instead of a feed" in done.stderr
    assert "cannot be read" in missing.stderr


def test_match_explains_to_a_person() -> None:
    """Plain text on standard input: why it hits, and why another does not."""
    hit = bot("match", "--explain", stdin="Egyptian troops arrive in Syria")
    miss = bot("match", "--explain", stdin="Egyptian actors arrive in Syria")

    assert "hit  egyptian-forces-in-syria" in hit.stdout
    assert "miss egyptian-forces-in-syria" in miss.stdout
    assert "@armed-forces" in miss.stdout


def test_check_tells_everything_at_once(tmp_path: Path) -> None:
    """A failing case, a broken query and a wrong outlet: all told with place, exit code 2."""
    watchlists = tmp_path / "watchlists"
    (watchlists / "concepts").mkdir(parents=True)
    source = (SMALL / "egyptian-forces-in-syria.yaml").read_text(encoding="utf-8")
    for concept in (SMALL / "concepts").iterdir():
        (watchlists / "concepts" / concept.name).write_text(
            concept.read_text(encoding="utf-8"), encoding="utf-8"
        )
    (watchlists / "egyptian-forces-in-syria.yaml").write_text(
        source.replace("Egypt and Syria play a friendly match", "Egyptian soldiers reach Syria"),
        encoding="utf-8",
    )
    (watchlists / "broken.yaml").write_text(
        "id: broken\ntitle: {en: Broken}\nquery: (@egypt AND\n", encoding="utf-8"
    )
    outlets = tmp_path / "outlets.yaml"
    outlets.write_text("- id: a\n  name: A\n  feeds:\n    - {url: nowhere}\n", encoding="utf-8")
    done = bot("check", WATCHLISTS_DIR=str(watchlists), OUTLETS_FILE=str(outlets))

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "outlets.yaml:4:" in done.stderr
    assert "broken.yaml:3:" in done.stderr
    assert "must miss" in done.stderr


def test_an_unknown_command_says_what_there_is() -> None:
    """A typo is no traceback."""
    done = bot("rum")

    assert done.returncode == 2
    assert "rum" in done.stderr


def test_output_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    """A terminal without Arabic, a full disk, a picture in a directory that is not there: no traceback."""
    article = '{"id": "1", "title": "مصر تنفي إرسال قوات إلى سوريا"}\n'
    narrow = bot("claims", stdin=article, PYTHONIOENCODING="ascii")
    picture = bot("demo", "--fast", "--picture", str(tmp_path / "none" / "demo.svg"))

    assert (narrow.returncode, narrow.stderr) == (0, "")
    assert "denies" in narrow.stdout
    assert picture.returncode == 2
    assert picture.stderr.startswith("--picture: ")


def test_a_full_disk_is_told() -> None:
    """Exit code 1 and a sentence, also where the last lines are written only at the end."""
    article = '{"id": "1", "title": "Egypt denies sending troops to Syria"}\n'
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "claims", "--json"],
            cwd=ROOT,
            input=article,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=100,
            check=False,
        )

    assert done.returncode == 1
    assert done.stderr == "The output cannot be written: No space left on device.\n"


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    """The worker does not start without the health page it was asked for, and says what to mend."""
    feed = f"http://127.0.0.1:{free_port()}/feed.xml"
    (tmp_path / "outlets.yaml").write_text(
        f"- {{id: a, name: A, feeds: [{{url: '{feed}'}}]}}\n", encoding="utf-8"
    )
    with socket.create_server(("0.0.0.0", 0)) as taken:
        done = bot(
            "run",
            PORT=str(taken.getsockname()[1]),
            DATA_DIR=str(tmp_path),
            OUTLETS_FILE=str(tmp_path / "outlets.yaml"),
        )

    assert done.returncode == 1
    assert done.stderr.startswith("PORT: ")
    assert len(done.stderr.splitlines()) == 1


def test_the_demo_shows_one_alert_growing() -> None:
    """All outlets in one message, the denial as a reply, a stealth edit; nothing of the machine's own settings is used."""
    done = bot("demo", "--fast", PORT="no port", BOT_OWNERS="nobody", WATCHLISTS_DIR=str(ROOT / "watchlists"))

    assert done.returncode == 0, done.stderr
    assert "5 outlets" in done.stdout
    assert "Disputed" in done.stdout
    assert "reply to message 1" in done.stdout
    assert "Changed" in done.stdout


def test_doctor_backup_and_restore_on_a_fresh_place(tmp_path: Path) -> None:
    """JSON lines with parts, exit 1 for the empty outlets file; a backup is made, put back, and refused without a database."""
    outlets = tmp_path / "outlets.yaml"
    outlets.write_text("[]", encoding="utf-8")
    place = {
        "DATA_DIR": str(tmp_path / "data"),
        "OUTLETS_FILE": str(outlets),
        "TELEGRAM_API_URL": f"http://127.0.0.1:{free_port()}",
    }
    nothing = bot("db", "backup", **place)
    made = bot("db", "upgrade", **place)
    backup = bot("db", "backup", **place)
    (file,) = (tmp_path / "data" / "backups").iterdir()
    back = bot("db", "restore", str(file), **place)
    told = bot("doctor", "--json", **place)
    wrong = bot("doctor", PORT="many")

    assert (nothing.returncode, made.returncode, backup.returncode, back.returncode) == (1, 0, 0, 0)
    assert "There is no database" in nothing.stderr
    assert "read back without a fault" in backup.stdout
    assert f"Restored {file}." in back.stdout
    assert told.returncode == 1
    parts = {line["part"]: line["verdict"] for line in map(json.loads, told.stdout.splitlines())}
    assert parts["database"] == parts["backups"] == parts["disk"] == "ok"
    assert [part for part, verdict in parts.items() if verdict == "bad"] == ["outlets"]
    assert wrong.returncode == 2
    assert "PORT" in wrong.stdout
