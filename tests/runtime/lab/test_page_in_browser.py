"""Tests of the admin page in a real browser: what one sees, types and presses there."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, StorageState, ViewportSize, expect

from bot.runtime.app import App
from bot.web.server import listening, server
from tests.runtime.lab.pageworld import PageWorld, page_world
from tests.web.browser import executable, launched, listened

ID = "egyptian-forces-in-syria"
PAGES = (
    "/",
    "/watchlists",
    f"/watchlists/{ID}",
    f"/watchlists/{ID}/edit",
    "/watchlists/new?topic=Egypt+soldiers+Syria",
    "/concepts",
    "/stories",
    "/alerts/1",
    "/outlets",
    "/subscribers",
    "/audit",
)
#: Milliseconds; a busy machine is slow, and no failure.
_PATIENCE = 15_000
PHONE = ViewportSize(width=360, height=740)
DESK = ViewportSize(width=1280, height=800)

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(
        executable() is None,
        reason="no chromium here, and none could be installed: the admin page was not tried in a browser",
    ),
]


@dataclass(slots=True)
class Site:
    """The page on a port, and a browser."""

    world: PageWorld
    browser: Browser
    url: str
    #: Of the one who signed in first.
    cookies: StorageState | None = None
    #: What the consoles of all pages complained of.
    heard: list[list[str]] = field(default_factory=list)

    async def opened(
        self, path: str = "/", *, size: ViewportSize = DESK, language: str = "en", script: bool = True
    ) -> Page:
        """A window of somebody who is signed in."""
        context = await self.browser.new_context(
            viewport=size,
            base_url=self.url,
            locale=language,
            java_script_enabled=script,
            storage_state=self.cookies,
        )
        context.set_default_timeout(_PATIENCE)
        page = await context.new_page()
        self.heard.append(listened(page))
        if self.cookies is None:
            await page.goto(await self.world.link())
            await page.click("main form button")
            await page.wait_for_url(f"{self.url}/")
            self.cookies = await context.storage_state()
        await page.goto(path)
        return page

    def complaints(self) -> list[str]:
        """All that was complained of."""
        return [one for heard in self.heard for one in heard]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    """A running page over a world whose tasks are worked off."""
    expect.set_options(timeout=_PATIENCE)
    async with AsyncExitStack() as stack:
        world = await stack.enter_async_context(page_world(Path(tmp_path_factory.mktemp("browser"))))
        place = listening(0, host="127.0.0.1")
        running = server(world.desk.app.health, backstage=world.backstage)
        serving = asyncio.create_task(running.serve(sockets=[place]))
        working = asyncio.create_task(work(world.desk.app))
        browser = await stack.enter_async_context(launched())
        yield Site(world, browser, f"http://127.0.0.1:{place.getsockname()[1]}")
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
        await browser.close()
        await running.stop()
        await serving


async def work(app: App) -> None:
    """Do tasks as they are asked for, as the ticker does."""
    while True:
        await app.tasks.tick()
        await asyncio.sleep(0.05)


async def written(page: Page, text: str, at: str) -> None:
    """Type something behind a place in the text."""
    await page.evaluate(
        """at => {
          const body = document.getElementById("body"), end = body.value.indexOf(at) + at.length;
          body.focus();
          body.setSelectionRange(end, end);
        }""",
        at,
    )
    await page.keyboard.type(text)


async def test_a_mistake_is_marked_where_it_stands_and_told_under_the_cursor(site: Site) -> None:
    """While one types: a wavy line at the very word, its sentence below, a button that leads there; then it is mended."""
    page = await site.opened(f"/watchlists/{ID}/edit")
    await expect(page.locator("#checked .right")).to_be_visible()
    await written(page, " and Aleppo", "AND @syria")
    await expect(page.locator(".paint .wrong")).to_have_text("and")
    await expect(page.locator("#hint")).to_contain_text("operators are upper-case")
    await expect(page.locator("#hint")).to_have_class(re.compile("wrong"))
    await page.keyboard.press("Control+Home")
    await expect(page.locator("#hint")).to_have_text("")
    await page.click("#checked .goto")
    await expect(page.locator("#hint")).to_contain_text("Write AND")
    for _ in "and":
        await page.keyboard.press("Delete")
    await page.keyboard.type("AND")
    await expect(page.locator(".paint .wrong")).to_have_count(0)
    # The painted text lies under the typed one, line for line.
    heights = await page.evaluate(
        "[document.querySelector('.paint').scrollHeight, document.getElementById('body').scrollHeight]"
    )
    assert abs(heights[0] - heights[1]) <= 2


async def test_concepts_are_completed_and_keys_leave_the_editor(site: Site) -> None:
    """@ offers, arrows and Enter choose, Escape closes; Tab leads on, into the next field and out of the list."""
    page = await site.opened(f"/watchlists/{ID}/edit")
    body, offers = page.locator("#body"), page.locator("#offers")
    await written(page, " OR @arm", "AND @syria")
    await expect(offers.locator("[role=option]").first).to_contain_text("@armed-forces")
    await expect(body).to_have_attribute("aria-activedescendant", "offer-0")
    await page.keyboard.press("Enter")
    await expect(body).to_have_value(re.compile("AND @syria OR @armed-forces\n"))
    await expect(offers).to_be_hidden()
    await page.keyboard.type(" OR @eg")
    await expect(offers).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(offers).to_be_hidden()
    await page.keyboard.type("y")
    await expect(offers).to_be_visible()
    await page.keyboard.press("Tab")
    await expect(page.locator("#why")).to_be_focused()
    await expect(offers).to_be_hidden()


async def test_from_an_idea_to_a_published_watchlist(site: Site) -> None:
    """A newcomer: a topic, ticked concepts, the proof on an article, what it would have caught, published."""
    page = await site.opened("/watchlists")
    await page.click("text=New")
    await page.fill("#topic", "Egyptian soldiers in Syria")
    await page.keyboard.press("Enter")
    await page.click("text=Make a draft")
    await expect(page.locator("#checked .right")).to_be_visible()
    await expect(page.locator(".proof-of.holds mark").first).to_have_text("Egypt")
    await expect(page.locator("#backtest .facts")).to_contain_text("1 article, 1 story")
    await expect(page.locator("#backtest .catches mark").first).to_have_text("Egypt")
    await page.fill("#sample", "Zamalek wins the cup")
    await expect(page.locator(".proof-of.misses")).to_be_visible()
    await page.fill("#why", "a first try")
    await page.click("text=Publish")
    await expect(page.locator("main .note.good")).to_contain_text("Published")
    await expect(page.locator("main")).to_contain_text("a first try")
    catalogue = await site.world.desk.app.world.catalogue()
    assert len(catalogue.watchlists) == 2


async def test_with_the_keyboard_alone_and_with_a_visible_focus(site: Site) -> None:
    """The first key leads to the content; every stop can be seen; the language changes by Enter."""
    page = await site.opened("/watchlists")
    await page.keyboard.press("Tab")
    await expect(page.locator(".skip")).to_be_focused()
    assert (await page.locator(".skip").bounding_box() or {"y": -1})["y"] >= 0
    await page.keyboard.press("Enter")
    await expect(page.locator("#main")).to_be_focused()
    for _ in range(4):
        await page.keyboard.press("Tab")
        outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", await page.evaluate("document.activeElement.outerHTML")
    await page.focus("footer button[lang=fr]")
    await page.keyboard.press("Enter")
    await expect(page.locator("h1")).to_have_text("Listes de veille")
    unlabelled = await page.evaluate(
        """[...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
          .filter(one => !one.labels.length && !one.ariaLabel).map(one => one.outerHTML)"""
    )
    assert unlabelled == []


async def test_from_right_to_left_and_on_a_phone_nothing_sticks_out(site: Site) -> None:
    """Arabic begins on the right; no page of any part scrolls sideways at 360 pixels, in either direction."""
    for language, direction, paths in (("ar", "rtl", PAGES), ("en", "ltr", ("/", f"/watchlists/{ID}/edit"))):
        page = await site.opened(size=PHONE, language=language)
        for path in paths:
            await page.goto(path)
            found = await page.evaluate(
                "[document.documentElement.dir, document.documentElement.scrollWidth, innerWidth]"
            )
            assert found[0] == direction
            assert found[1] <= found[2] == 360, path
        heading = await page.locator("h1").bounding_box()
        brand = await page.locator(".brand").bounding_box()
        assert heading is not None
        assert brand is not None
        assert (brand["x"] > 180) is (direction == "rtl")
    await page.goto(f"/watchlists/{ID}/edit")
    await expect(page.locator("#body")).to_have_css("direction", "ltr")


async def test_without_a_script_the_form_does_it_all(site: Site) -> None:
    """Checking shows the mistake, saving stores the draft, throwing away removes it."""
    page = await site.opened(f"/watchlists/{ID}/edit", script=False)
    body = await page.input_value("#body")
    await page.fill("#body", body.replace("AND @syria", "and @syria"))
    await page.click("#check")
    await expect(page.locator("#checked .wrong")).to_contain_text("upper-case")
    await page.fill("#body", body.replace("NEAR/6", "NEAR/5"))
    await page.click("button[value=save]")
    await expect(page.locator("main .note.good")).to_contain_text("The draft is saved")
    assert "NEAR/5" in await page.input_value("#body")
    await page.click("button[value=discard]")
    await expect(page.locator("main .note.good")).to_contain_text("The draft is gone")


async def test_nothing_was_complained_of(site: Site) -> None:
    """In all windows of all tests: no violation of the policy, no error of a script, no request that leads elsewhere."""
    dark = await site.opened()
    await dark.emulate_media(color_scheme="dark")
    for path in ("/stories", "/outlets"):
        await dark.goto(path)
    paper = await dark.evaluate("getComputedStyle(document.body).backgroundColor")

    assert paper == "rgb(20, 24, 27)"
    assert site.complaints() == []
