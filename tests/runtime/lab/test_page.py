"""Tests of the admin page over a whole application: signing in, who may come, what the pages show."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.model import Role
from bot.storage import roles, signins
from tests.runtime.lab.pageworld import ORIGIN, OWNER, PageWorld, page_world

#: Of an outlet: feeds are stripped of tags where they are read, the names of outlets are not.
HOSTILE = 'Mada Masr <script>alert(1)</script> "onclick="alert(1)'

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def here(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PageWorld]:
    """A world without PUBLIC_URL, whose one outlet has a hostile name."""
    async with page_world(Path(tmp_path_factory.mktemp("here")), name=HOSTILE) as world:
        yield world


# --- signing in -------------------------------------------------------------------------------------


async def test_looking_at_a_link_does_not_use_it_up_and_pressing_its_button_does(here: PageWorld) -> None:
    """What previews a link in chat gets a button; the session begins with a POST, and a second one is told why not."""
    link = await here.link()
    browser = here.browser()
    looked = [await browser.get(link) for _ in range(2)]
    token = re.search(r'name="link" value="([^"]+)"', looked[1].text)
    assert token is not None
    signed = await browser.send("/sign-in", {"link": token[1]})
    home = await browser.get("/")
    again = await here.browser().send("/sign-in", {"link": token[1]})

    assert [one.status_code for one in looked] == [200, 200]
    assert "set-cookie" not in looked[0].headers
    assert (signed.status_code, signed.headers["location"]) == (303, "/")
    cookie = signed.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert "How the bot is" in home.text
    assert (again.status_code, "was used already" in again.text) == (403, True)


async def test_forged_expired_and_superseded_links_sign_nobody_in(here: PageWorld) -> None:
    """Each is told what it is; a new link ends the one before it."""
    first, second = await here.link(), await here.link()
    forged = await here.browser().get("/sign-in/" + "x" * 43)
    superseded = await here.browser().send("/sign-in", {"link": first.rpartition("/")[2]})
    here.desk.clock.advance(timedelta(minutes=10))
    expired = await here.browser().send("/sign-in", {"link": second.rpartition("/")[2]})

    assert (forged.status_code, "not one of mine" in forged.text) == (404, True)
    assert (superseded.status_code, "has expired" in superseded.text) == (403, True)
    assert (expired.status_code, "has expired" in expired.text) == (403, True)


async def test_nothing_but_hashes_is_stored(here: PageWorld) -> None:
    """Neither the link nor the session stands in the database: who reads it cannot sign in."""
    link = (await here.link()).rpartition("/")[2]
    browser = await here.signed_in()
    session = browser.http.cookies["khabar"]
    async with here.desk.app.world.db.read() as conn:
        text = str(
            [tuple(row) for table in ("page_link", "page_session") for row in await _rows(conn, table)]
        )

    assert link not in text
    assert session not in text
    assert len(text) > 100


async def _rows(conn: object, table: str) -> list[tuple[object, ...]]:
    from sqlalchemy import text

    return [tuple(row) for row in await conn.execute(text(f"SELECT * FROM {table}"))]  # type: ignore[attr-defined]


async def test_a_session_ends_with_its_time_with_signing_out_and_with_the_role(here: PageWorld) -> None:
    """Sign-out ends one or all of a person; who loses or changes a role has to sign in anew, or cannot."""
    db, clock = here.desk.app.world.db, here.desk.clock
    one, two = await here.signed_in(), await here.signed_in()
    await one.do("/sign-out")
    assert (await one.get("/")).headers["location"] == "/sign-in"
    assert (await two.get("/")).status_code == 200
    await two.do("/sign-out-everywhere")
    assert (await two.get("/")).status_code == 303

    async with db.write() as conn:
        await roles.give(conn, 77, Role.EDITOR, clock.now())
    editor = await here.signed_in(77, Role.EDITOR)
    waiting = await here.link(77, Role.EDITOR)
    assert (await editor.get("/stories")).status_code == 200
    async with db.write() as conn:
        await roles.give(conn, 77, None, clock.now())
    assert (await editor.get("/stories")).status_code == 303
    async with db.read() as conn:
        assert await signins.count(conn, 77, clock.now()) == 0
    async with db.write() as conn:
        await roles.give(conn, 79, Role.VIEWER, clock.now())
    promoted = await here.signed_in(79, Role.VIEWER)
    async with db.write() as conn:
        await roles.give(conn, 79, Role.ADMIN, clock.now())
    assert (await promoted.get("/")).headers["location"] == "/sign-in"
    refused = await here.browser().send("/sign-in", {"link": waiting.rpartition("/")[2]})
    assert "role has changed" in refused.text

    late = await here.signed_in()
    clock.advance(timedelta(days=7))
    assert (await late.get("/")).status_code == 303


async def test_forms_from_elsewhere_do_nothing(here: PageWorld) -> None:
    """Neither with the cookie alone, nor with another session's token, nor from another origin."""
    browser, other = await here.signed_in(), await here.signed_in()
    token = await browser.csrf()
    answers = [
        await browser.send("/sign-out", {}),
        await browser.send("/sign-out", {"csrf": await other.csrf()}),
        await browser.send("/sign-out", {"csrf": token}, origin="https://evil.example"),
        await browser.send("/sign-out", {"csrf": token}, origin="null"),
        await browser.send("/sign-out", {"csrf": token}, **{"sec-fetch-site": "cross-site"}),
        await browser.http.post("/sign-out", data={"csrf": token}),
    ]

    assert [answer.status_code for answer in answers] == [403] * 6
    assert (await browser.get("/")).status_code == 200


async def test_attempts_to_sign_in_are_counted_where_they_come_from(here: PageWorld) -> None:
    """After ten wrong links a place waits a minute; who comes from elsewhere does not."""
    browser = here.browser()
    answers = [await browser.send("/sign-in", {"link": f"wrong{n}"}) for n in range(12)]

    assert [answer.status_code for answer in answers] == [403] * 10 + [429] * 2
    assert 0 < int(answers[-1].headers["retry-after"]) <= 61


# --- who may come -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        ("203.0.113.9", {}),
        ("203.0.113.9", {"x-forwarded-for": "127.0.0.1"}),
        ("127.0.0.1", {"x-forwarded-for": "203.0.113.9"}),
        ("127.0.0.1", {"forwarded": "for=203.0.113.9"}),
        ("127.0.0.1", {"host": "khabar.example"}),
        ("127.0.0.1", {"host": "127.0.0.1.evil.example:8080"}),
    ],
)
async def test_without_a_public_address_the_page_is_there_for_this_machine_alone(
    here: PageWorld, peer: str, headers: dict[str, str]
) -> None:
    """By the socket's peer; whatever came through a proxy, or under another name, is not of this machine."""
    link = await here.link()
    browser = here.browser(peer=peer)
    answers = [await browser.get(path, **headers) for path in ("/", link, "/static/page.css")]

    assert [answer.status_code for answer in answers] == [403, 403, 404]
    assert "PUBLIC_URL is not set" in answers[0].text


async def test_every_answer_carries_the_headers_of_a_closed_page(here: PageWorld) -> None:
    """A strict policy, no frames, no guessing of types, no keeping: on pages, errors, redirects and files."""
    browser = await here.signed_in()
    for path in ("/", "/nowhere", "/static/page.css", "/sign-in", "/stories?q=x"):
        headers = (await browser.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    assert (await browser.get("/")).headers["cache-control"] == "no-store"


# --- what the pages show ----------------------------------------------------------------------------


async def test_the_pages_show_what_there_is_and_hostile_titles_stay_text(here: PageWorld) -> None:
    """Status, stories, one story, its receipt, outlets, subscribers and the trail; markup and bidi overrides do nothing."""
    browser = await here.signed_in()
    pages = {
        path: await browser.get(path) for path in ("/", "/stories", "/outlets", "/subscribers", "/audit")
    }
    story = re.search(r'href="(/stories/[^"?]+)"', pages["/stories"].text)
    receipt = re.search(r'href="(/alerts/\d+)"', pages["/stories"].text)
    assert story is not None
    assert receipt is not None
    pages["story"] = await browser.get(story[1])
    pages["receipt"] = await browser.get(receipt[1])
    everything = "".join(page.text for page in pages.values())

    assert {page.status_code for page in pages.values()} == {200}
    assert "<script>alert" not in everything
    assert "&lt;script&gt;alert(1)" in pages["story"].text
    assert "\u202e" not in everything
    assert "Mada Masr" in pages["/outlets"].text
    assert "SHA-256" in pages["receipt"].text
    assert "It was told." in pages["receipt"].text
    assert "sign in" in pages["/audit"].text
    assert "Ada" not in pages["/subscribers"].text  # a pseudonym stands for her
    data = (await browser.get(f"/why?q={receipt[1].rpartition('/')[2]}&as=json")).json()
    assert data["gate"] == "served"


async def test_a_viewer_does_not_see_who_receives_and_nobody_sees_anything_unsigned(here: PageWorld) -> None:
    """Roles hold for reading, too; without a session every page leads to signing in, without saying if it exists."""
    async with here.desk.app.world.db.write() as conn:
        await roles.give(conn, 78, Role.VIEWER, here.desk.clock.now())
    viewer = await here.signed_in(78, Role.VIEWER)
    stranger = here.browser()

    assert (await viewer.get("/stories")).status_code == 200
    assert (await viewer.get("/subscribers")).status_code == 403
    assert "/subscribers" not in (await viewer.get("/")).text.partition("<main")[0]
    for path in ("/", "/subscribers", "/alerts/1", "/nowhere"):
        assert (await stranger.get(path)).headers["location"] == "/sign-in"
    script = await stranger.get("/", accept="application/json")
    assert (script.status_code, script.json()) == (401, {"problem": "You are not signed in."})


async def test_questions_that_cannot_be_answered_get_a_sentence(here: PageWorld) -> None:
    """Unknown stories and alerts, numbers beyond all bounds, forms too large."""
    browser = await here.signed_in()
    asked = {
        "/stories/nowhere": (404, "There is no such story."),
        "/alerts/999999": (404, "There is no such alert."),
        "/alerts/99999999999999999999999": (404, "There is no such alert."),
        "/why?q=hello": (400, "neither an address nor"),
        "/why?q=https://mada.example/unknown": (200, "No outlet here publishes at"),
        "/stories?q=x+since:never&page=99999999": (200, "says nothing to me"),
        "/stories?page=-1": (200, "Stories"),
    }
    for path, (status, sentence) in asked.items():
        answer = await browser.get(path)
        assert answer.status_code == status, path
        assert sentence in re.sub(r"</?bdi[^>]*>", "", answer.text), path
    large = await browser.send("/language", {"language": "ar", "back": "x" * 600_000})
    assert (large.status_code, "larger than" in large.text) == (413, True)


async def test_the_page_speaks_four_languages_and_stands_from_right_to_left_in_arabic(
    here: PageWorld,
) -> None:
    """By choice, kept in this browser; a way back leads nowhere but to pages of ours."""
    browser = await here.signed_in()
    for language, direction in (("en", "ltr"), ("tr", "ltr"), ("fr", "ltr"), ("ar", "rtl")):
        chosen = await browser.send("/language", {"language": language, "back": "//evil.example"})
        assert chosen.headers["location"] == "/"
        assert f'<html lang="{language}" dir="{direction}">' in (await browser.get("/")).text
    assert "Stories" not in (await browser.get("/stories")).text


# --- with a public address --------------------------------------------------------------------------


async def test_behind_a_public_address_cookies_are_secure_and_forms_come_from_there(here: PageWorld) -> None:
    """Anybody may come, nobody is trusted for being near; the cookie is bound to this host and to HTTPS."""
    with here.public():
        link = (await here.link(OWNER)).rpartition("/")[2]
        browser = here.browser(peer="203.0.113.9")
        from_here = await here.browser(origin=ORIGIN).send("/sign-in", {"link": link})
        signed = await browser.send("/sign-in", {"link": link}, **{"x-forwarded-for": "198.51.100.7"})
        home = await browser.get("/")

    assert from_here.status_code == 403
    assert signed.headers["set-cookie"].startswith("__Host-khabar=")
    assert "Secure" in signed.headers["set-cookie"]
    assert "Path=/" in signed.headers["set-cookie"]
    assert (home.status_code, "You are an owner" in home.text) == (200, True)
