"""Takes the pictures of the admin page for docs/: the sample outlets of the demo, and a headless Chromium.

Run: .venv-dev/bin/python scripts/page_pictures.py
"""

import asyncio
import io
import sys
from contextlib import AsyncExitStack, suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.async_api import Browser, FloatRect, Page
from rich.console import Console
from sqlalchemy import select, update

from bot.cli.demo.command import demo_settings, served
from bot.cli.demo.outlets import load_replay, outlets_yaml
from bot.cli.terminal import TerminalMessenger
from bot.model import Role
from bot.runtime.app import App
from bot.runtime.lab.links import MACHINE, link_for
from bot.runtime.lab.page import PageBackstage
from bot.storage import schema
from bot.web.server import listening, server
from tests.runtime.worlds import MovedClock
from tests.web.browser import executable, launched

DOCS = Path(__file__).parents[1] / "docs"
WATCHLIST = "egyptian-forces-in-syria"
#: The samples come within half a minute; in the pictures they have come in the course of so many days.
DAYS = 21


async def main() -> int:
    """Take them; returns the exit code."""
    if executable() is None:
        print("There is no chromium here (apt-get install chromium).", file=sys.stderr)
        return 1
    async with AsyncExitStack() as stack:
        directory = Path(stack.enter_context(TemporaryDirectory(prefix="khabar-pictures-")))
        app, clock = await _filled(stack, directory)
        place = listening(0, host="127.0.0.1")
        url = f"http://127.0.0.1:{place.getsockname()[1]}"
        running = server(app.health, backstage=PageBackstage(app.world, app.health))
        serving = asyncio.create_task(running.serve(sockets=[place]))
        working = asyncio.create_task(_work(app))
        browser = await stack.enter_async_context(launched())
        try:
            async with app.world.db.write() as conn:
                link = await link_for(conn, MACHINE, Role.OWNER, clock.now())
            await _take(browser, url, link)
        finally:
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working
            await browser.close()
            await running.stop()
            await serving
    return 0


async def _filled(stack: AsyncExitStack, directory: Path) -> tuple[App, MovedClock]:
    """The demo, played to its end."""
    replay, clock = load_replay(), MovedClock()
    second = [-1.0]
    addresses = await stack.enter_async_context(served(replay, lambda: second[0]))
    settings = demo_settings(directory, outlets_yaml(replay, addresses))
    messenger = TerminalMessenger(Console(file=io.StringIO()))
    app = await App.open(settings, messenger, clock=clock)
    stack.push_async_callback(app.close)
    await app.start()
    await app.subscribe_terminal("en", "UTC")
    await app.round()
    for reached in range(0, replay.length + 1, 4):
        second[0] = float(reached)
        clock.advance(timedelta(minutes=10))
        await app.work_off()
    async with app.world.db.write() as conn:
        article = schema.article.c
        for number, id_ in enumerate(await conn.scalars(select(article.id).order_by(article.id))):
            at = clock.now() - timedelta(days=DAYS) * ((number * 7) % 15) / 15
            await conn.execute(update(schema.article).values(seen_at=at).where(article.id == id_))
    return app, clock


async def _work(app: App) -> None:
    while True:
        await app.tasks.tick()
        await asyncio.sleep(0.05)


async def _take(browser: Browser, url: str, link: str) -> None:
    wide = await browser.new_context(viewport={"width": 1180, "height": 740}, base_url=url, locale="en")
    page = await wide.new_page()
    await page.goto(link)
    await page.click("main form button")
    await _edited(page)
    await _shot(page, "page-editor.png", height=1340)
    cookies = await wide.storage_state()

    arabic = await browser.new_context(
        viewport={"width": 1240, "height": 1000}, base_url=url, locale="ar", storage_state=cookies
    )
    page = await arabic.new_page()
    await page.goto("/stories")
    await page.click("ol.stories li:has(.state.contested) h2 a")
    await _shot(page, "page-arabic.png")

    phone = await browser.new_context(
        viewport={"width": 390, "height": 844},
        device_scale_factor=1.5,
        base_url=url,
        locale="tr",
        color_scheme="dark",
        storage_state=cookies,
    )
    page = await phone.new_page()
    await _edited(page)
    await page.evaluate("document.querySelector('.side').scrollIntoView()")
    await _shot(page, "page-phone.png")


async def _edited(page: Page) -> None:
    """A watchlist while somebody widens its query."""
    await page.goto(f"/watchlists/{WATCHLIST}/edit")
    await page.wait_for_selector("#checked .right")
    body = await page.input_value("#body")
    await page.fill("#body", body.replace("NEAR/6", "NEAR/9", 1))
    await page.keyboard.press("Control+Home")
    await page.wait_for_selector("#backtest .facts", timeout=60_000)


async def _shot(page: Page, name: str, *, height: float = 0) -> None:
    """What the window shows, or with a height more of the page; in 256 colours, a third of the size."""
    await page.wait_for_timeout(400)
    size = page.viewport_size or {"width": 1180, "height": 740}
    clip: FloatRect | None = {"x": 0, "y": 0, "width": size["width"], "height": height} if height else None
    taken = await page.screenshot(animations="disabled", full_page=bool(height), clip=clip)
    Image.open(io.BytesIO(taken)).convert("RGB").quantize(256).save(DOCS / name, optimize=True)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
