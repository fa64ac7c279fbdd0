"""A real browser for the admin page: Debian's chromium, headless, driven by Playwright."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

#: Where a browser may be: named in the environment, or one of these on the path.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: Without anything that would look for the network.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def executable() -> str | None:
    """The browser's path; None where there is none."""
    named = os.environ.get("CHROMIUM", "")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """A browser with a profile of its own."""
    async with async_playwright() as playwright:
        with TemporaryDirectory(prefix="khabar-browser-", ignore_cleanup_errors=True) as home:
            browser = await playwright.chromium.launch(
                executable_path=executable(),
                args=[*ARGUMENTS],
                env={**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home},
            )
            try:
                yield browser
            finally:
                await browser.close()


def listened(page: Page) -> list[str]:
    """What the console complains of from now on: errors, violations of the policy, answers of 4xx and 5xx."""
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on(
        "requestfailed",
        lambda asked: heard.append(f"{asked.url}: {asked.failure}") if not _given_up(asked.failure) else None,
    )
    page.on(
        "request",
        lambda asked: heard.append(f"elsewhere: {asked.url}") if "//127.0.0.1:" not in asked.url else None,
    )
    return heard


def _given_up(failure: str | None) -> bool:
    """Questions that newer ones replaced are no failures."""
    return failure == "net::ERR_ABORTED"


__all__ = ["BrowserContext", "executable", "launched", "listened"]
