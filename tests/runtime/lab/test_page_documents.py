"""Tests of writing watchlists on the admin page: checks, proof, completion, drafts, publishing, conflicts, going back."""

import re
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from bot.model import Author, DocumentKind, Origin, Role
from bot.runtime.lab.proving import body_hash
from bot.runtime.lab.versions import Lab
from bot.storage import roles
from tests.runtime.lab.pageworld import Browser, PageWorld, page_world

ID = "egyptian-forces-in-syria"
EDIT = f"/watchlists/{ID}/edit"

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def here(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PageWorld]:
    """A world whose documents the tests change one after another."""
    async with page_world(Path(tmp_path_factory.mktemp("documents"))) as world:
        yield world


def desk_of(page: httpx.Response) -> dict[str, str]:
    """The fields of the editor's form."""
    form = page.text.partition('id="desk"')[2] or page.text.partition('id="mine"')[2]
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    body = re.search(r'<textarea id="body".*?>\n(.*?)</textarea>', form, re.DOTALL)
    assert body is not None
    return {**found, "body": unescape(body[1])}


async def seen(world: PageWorld, body: str, *, per_week: float = 1, author: Author | None = None) -> None:
    """As if the person had looked at what this text would have caught."""
    person = author or Author(None, Role.OWNER, Origin.PAGE)
    async with world.desk.app.world.db.write() as conn:
        lab = Lab(conn, await world.desk.app.world.catalogue(), world.desk.clock.now())
        await lab.note_seen(DocumentKind.WATCHLIST, ID, person, body_hash(body), per_week=per_week)


async def person(world: PageWorld, number: int, role: Role) -> Browser:
    """Somebody with this role, signed in."""
    async with world.desk.app.world.db.write() as conn:
        await roles.give(conn, number, role, world.desk.clock.now())
    return await world.signed_in(number, role)


async def test_a_check_names_places_shows_proof_and_counts_cases(here: PageWorld) -> None:
    """The place of an error in the file, advice, failing cases; what of an article proves the query, escaped."""
    browser = await here.signed_in()
    desk = desk_of(await browser.get(EDIT))
    broken = desk["body"].replace("AND @syria", "and @syira")
    wrong = (await browser.send(f"/watchlists/{ID}/check", desk | {"body": broken})).json()
    unknown = (
        await browser.do(f"/watchlists/{ID}/check", body=desk["body"].replace("@syria", "@syira"))
    ).json()
    failing = (
        await browser.do(f"/watchlists/{ID}/check", body=desk["body"].replace("@syria", "Aleppo"))
    ).json()
    vague = desk["body"].replace("AND @syria", "AND @syria AND the")
    odd = (
        await browser.do(f"/watchlists/{ID}/check", body=vague.replace("Egypt and Syria play", "Play"))
    ).json()
    sample = "Egyptian soldiers in Syria <img src=x>\nThe text."
    right = (await browser.do(f"/watchlists/{ID}/check", body=desk["body"], sample=sample)).json()
    line = desk["body"].splitlines().index("  (@egypt NEAR/6 @armed-forces) AND @syria") + 1

    assert [(mark["line"], mark["column"], mark["kind"]) for mark in wrong["marks"]] == [(line, 33, "wrong")]
    assert "upper-case" in wrong["marks"][0]["message"]
    assert unknown["marks"][0]["column"] == 37
    assert "@syria" in unknown["marks"][0]["message"]
    assert (failing["right"], failing["marks"]) == (False, [])
    assert "must hit" in failing["html"]
    assert [(mark["line"], mark["column"], mark["kind"]) for mark in odd["marks"]] == [(line, 48, "odd")]
    assert right["right"] is True
    assert "<mark>Egyptian</mark> <mark>soldiers</mark>" in right["html"]
    assert "<img" not in right["html"]


async def test_concepts_are_completed_by_id_and_by_names_in_any_language(here: PageWorld) -> None:
    """What begins so, and what is called so."""
    browser = await here.signed_in()
    found = {
        text: (await browser.get(f"/complete?q={text}")).json()["concepts"]
        for text in ("syr", "مصر", "", "@@")
    }

    assert found["syr"][0]["id"] == "syria"
    assert found["مصر"][0]["id"] == "egypt"
    assert found[""] == found["@@"] == []


async def test_an_edit_is_drafted_seen_published_and_taken_back(here: PageWorld) -> None:
    """Publishing waits until the author has seen what exactly this text would have caught; a draft survives until then."""
    browser = await here.signed_in()
    desk = desk_of(await browser.get(EDIT))
    edited = desk | {"body": desk["body"].replace("NEAR/6", "NEAR/9"), "why": "wider <b>"}
    saved = await browser.send(EDIT, edited | {"do": "save"})
    again = desk_of(await browser.get(EDIT))
    unseen = await browser.send(EDIT, again | {"do": "publish"})
    await seen(here, again["body"])
    published = await browser.send(EDIT, again | {"do": "publish", "why": "wider <b>"})
    page = await browser.get(f"/watchlists/{ID}")
    catalogue = await here.desk.app.world.catalogue()
    back = await browser.do(f"/watchlists/{ID}/back", version="1", why="narrower")
    audit = await browser.get(f"/audit?subject=watchlist:{ID}")

    assert saved.headers["location"] == f"{EDIT}?done=saved"
    assert "NEAR/9" in again["body"]
    assert (unseen.status_code, "See first what it would have caught" in unseen.text) == (200, True)
    assert published.headers["location"] == f"/watchlists/{ID}?done=published"
    assert "NEAR/9" in catalogue.watchlists[ID].query
    assert "wider &lt;b&gt;" in page.text
    assert "NEAR/6" in page.text  # in the difference
    assert back.headers["location"].endswith("done=back")
    assert "NEAR/6" in (await here.desk.app.world.catalogue()).watchlists[ID].query
    assert [one in audit.text for one in ("publish", "roll back", "narrower")] == [True] * 3


async def test_a_text_that_cannot_be_used_is_refused_and_stays_on_the_page(here: PageWorld) -> None:
    """Broken YAML, a failing case, another id, a query that hits nearly everything: told, nothing stored, nothing lost."""
    browser = await here.signed_in()
    desk = desk_of(await browser.get(EDIT))
    bodies = {
        "half": desk["body"] + "\n  broken: [",
        "case": desk["body"].replace("@syria", "Aleppo"),
        "id": desk["body"].replace(f"id: {ID}", "id: another"),
    }
    for name, body in bodies.items():
        answer = await browser.send(EDIT, desk | {"body": body, "do": "publish"})
        assert (answer.status_code, "It was not stored" in answer.text) == (422, True), name
        assert desk_of(answer)["body"] == body
    flood = desk["body"].replace("NEAR/6", "NEAR/8")
    await seen(here, flood, per_week=4100)
    answer = await browser.send(EDIT, desk | {"body": flood, "do": "publish"})
    plain = re.sub(r"</?bdi[^>]*>", "", answer.text)
    assert (answer.status_code, "about 4,100 alerts a week" in plain) == (422, True)
    async with here.desk.app.world.db.read() as conn:
        lab = Lab(conn, await here.desk.app.world.catalogue(), here.desk.clock.now())
        document = await lab.document(DocumentKind.WATCHLIST, ID)
    assert document is not None
    assert document.published is not None
    assert "NEAR/6" in document.published.body
    discarded = await browser.send(EDIT, desk_of(await browser.get(EDIT)) | {"do": "discard"})
    assert discarded.headers["location"] == "/watchlists?done=discarded"


async def test_two_edits_of_one_place_show_both_and_lose_none(here: PageWorld) -> None:
    """Who comes second sees theirs, his own and both joined; edits of different places are joined without asking."""
    one, two = await here.signed_in(), await person(here, 81, Role.ADMIN)
    mine, theirs = desk_of(await one.get(EDIT)), desk_of(await two.get(EDIT))
    new = theirs["body"].replace("NEAR/6", "NEAR/7")
    await seen(here, new, author=Author(81, Role.ADMIN, Origin.PAGE))
    assert (await two.send(EDIT, theirs | {"body": new, "do": "publish"})).status_code == 303

    conflict = await one.send(EDIT, mine | {"body": mine["body"].replace("NEAR/6", "NEAR/5"), "do": "save"})
    solved = desk_of(conflict)
    resolved = await one.send(EDIT, solved | {"do": "save"})
    async with here.desk.app.world.db.read() as conn:
        lab = Lab(conn, await here.desk.app.world.catalogue(), here.desk.clock.now())
        draft = await lab.draft(DocumentKind.WATCHLIST, ID, Author(None, Role.OWNER, Origin.PAGE))

    assert (conflict.status_code, "query" in conflict.text) == (409, True)
    assert "NEAR/7" in conflict.text
    assert "NEAR/5" in solved["body"]
    assert resolved.status_code == 303
    assert draft is not None
    assert "NEAR/5" in draft.body

    other = theirs["body"].replace("title: {en: Egyptian", "title: {en: All Egyptian")
    joined = await two.send(EDIT, theirs | {"body": other, "do": "save"})
    assert "together with what others have published" in joined.text
    assert "NEAR/7" in desk_of(joined)["body"]
    assert "All Egyptian" in desk_of(joined)["body"]
    await one.do(f"/watchlists/{ID}/draft", author="", do="discard")


async def test_an_editor_drafts_a_viewer_looks_and_an_admin_publishes_for_them(here: PageWorld) -> None:
    """Roles hold whatever the form says; what an editor wrote, an admin puts in force or throws away."""
    editor, viewer = await person(here, 82, Role.EDITOR), await person(here, 83, Role.VIEWER)
    admin = await here.signed_in()
    desk = desk_of(await editor.get(EDIT))
    body = desk["body"].replace("Small, for journeys", "Small, for tests")
    assert body != desk["body"]
    assert 'value="publish"' not in (await editor.get(EDIT)).text
    assert (await editor.send(EDIT, desk | {"body": body, "do": "save"})).status_code == 303
    assert (await editor.send(EDIT, desk | {"body": body, "do": "publish"})).status_code == 403
    assert (await viewer.get(EDIT)).status_code == 403
    assert (await viewer.get(f"/watchlists/{ID}")).status_code == 200
    viewers = {"csrf": await viewer.csrf()}
    assert (await viewer.send(EDIT, desk | viewers | {"body": body, "do": "save"})).status_code == 403
    assert (await viewer.send(f"/watchlists/{ID}/check", desk | viewers)).status_code == 403
    assert (await viewer.send(f"/watchlists/{ID}/backtest", desk | viewers)).status_code == 403
    assert (await viewer.send(f"/watchlists/{ID}/back", viewers | {"version": "1"})).status_code == 403

    page = await admin.get(f"/watchlists/{ID}")
    author = re.search(
        r'name="author" value="(p[0-9a-f]+)"><input type="hidden" name="base" value="(\d+)"', page.text
    )
    assert author is not None
    done = await admin.do(f"/watchlists/{ID}/draft", author=author[1], base=author[2], do="publish")
    assert done.headers["location"].endswith("done=published")
    assert "Small, for tests" in (await admin.get(f"/watchlists/{ID}")).text


async def test_a_newcomer_goes_from_a_topic_to_a_draft(here: PageWorld) -> None:
    """Words become concepts to tick; what is ticked becomes a query under a free id, with titles in four languages."""
    browser = await here.signed_in()
    topic = "Egypt soldiers Syria -football"
    offered = await browser.get(f"/watchlists/new?topic={topic.replace(' ', '+')}")
    boxes = re.findall(r'name="(offer-\d+-\d+)" value="1" checked', offered.text)
    nothing = await browser.do("/watchlists/new", topic=topic, closeness="near")
    made = await browser.do("/watchlists/new", topic=topic, closeness="near", **dict.fromkeys(boxes, "1"))
    desk = desk_of(await browser.get(made.headers["location"]))

    assert len(boxes) >= 4
    assert nothing.status_code == 400
    assert "@armed-forces NEAR/12 @egypt" in desk["body"]
    assert "NOT title:football" in desk["body"]
    assert desk["base"] == "0"
    id_ = made.headers["location"].split("/")[2]
    assert "never published" in (await browser.get("/watchlists")).text
    assert (await browser.do(f"/watchlists/{id_}/draft", author="", do="discard")).status_code == 303


async def test_concepts_and_outlets_are_documents_too(here: PageWorld) -> None:
    """A concept's users are shown, an unknown id begins something new; ids that are none are refused."""
    browser = await here.signed_in()
    concept = await browser.get("/concepts/syria")
    begun = desk_of(await browser.get("/concepts/red-sea/edit"))
    outlet = await browser.get("/outlets/mada/edit")
    checked = (
        await browser.do("/concepts/syria/check", body="id: syria\ntitle: {en: Syria}\ntype: nowhere\n")
    ).json()

    assert ID in concept.text
    assert begun["body"].startswith("id: red-sea\n")
    assert "Mada Masr" in desk_of(outlet)["body"]
    assert "It can be used" in outlet.text
    assert checked["marks"][0]["kind"] == "wrong"
    assert (await browser.get("/concepts/..%2fx")).status_code in (303, 404)
    assert (await browser.get("/watchlists/Not_An_Id")).status_code == 404
    assert (await browser.get("/watchlists/nothing-here")).status_code == 404


async def test_a_backtest_is_asked_for_followed_and_lets_its_author_publish(here: PageWorld) -> None:
    """As a task: its progress, its result with proof and difference; only who asked sees it, and then may publish."""
    browser, other = await here.signed_in(), await person(here, 84, Role.ADMIN)
    desk = desk_of(await browser.get(EDIT))
    body = desk["body"].replace("@armed-forces)", "(@armed-forces OR troops))")
    path = f"/watchlists/{ID}/backtest"
    asked = (await browser.send(path, desk | {"body": body}, accept="application/json")).json()
    waiting = await browser.get(f"{path}?task={asked['task']}")
    await here.desk.app.tasks.tick()
    await here.desk.app.tasks.settle()
    done = (await browser.get(f"{path}?task={asked['task']}", accept="application/json")).json()
    strange = await other.get(f"{path}?task={asked['task']}")
    editor = await browser.get(EDIT)
    published = await browser.send(EDIT, desk_of(editor) | {"body": body, "do": "publish", "why": "wider"})

    assert (waiting.headers["refresh"], "waits for its turn" in waiting.text) == ("2", True)
    assert (done["state"], done["over"]) == ("done", True)
    assert done["hash"] == body_hash(body)
    plain = re.sub(r"<[^>]+>", "", done["html"])
    assert "1 article, 1 story" in plain
    assert "<mark>Egypt</mark> sends 150 <mark>soldiers</mark>" in done["html"]
    assert "against version" in plain
    assert strange.status_code == 404
    assert published.headers.get("location") == f"/watchlists/{ID}?done=published"
