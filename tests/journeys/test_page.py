"""The admin page as an operator finds it: switched on by PORT, entered with a printed link, and still there after a kill."""

from pathlib import Path

import httpx

from tests.journeys.harness import journey
from tests.journeys.outlets import Outlet
from tests.journeys.telling import small_watchlists


async def test_a_printed_link_signs_in_and_the_session_outlives_the_process(tmp_path: Path) -> None:
    """`page-link` prints it beside a running worker; whoever comes through a proxy finds the page closed."""
    async with journey(tmp_path, Outlet("wire"), watchlists=small_watchlists()) as run:
        bot = await run.start()
        await run.until(lambda: bot.get("/healthz")[0] == 200, what="the port")
        command = await run.command("page-link", PORT=str(bot.port))
        assert await command.ended() == 0
        link = command.output().splitlines()[0]
        base = f"http://127.0.0.1:{bot.port}"
        assert link.startswith(f"{base}/sign-in/")

        async with httpx.AsyncClient(base_url=base, trust_env=False) as browser:
            proxied = await browser.get("/", headers={"X-Forwarded-For": "203.0.113.5"})
            assert (proxied.status_code, "PUBLIC_URL" in proxied.text) == (403, True)
            form = {"link": link.rpartition("/")[2]}
            signed = await browser.post("/sign-in", data=form, headers={"Origin": base})
            assert signed.status_code == 303
            assert "How the bot is" in (await browser.get("/")).text

            await bot.kill()
            await run.start(PORT=str(bot.port))
            await run.until(lambda: bot.get("/healthz")[0] == 200, what="the port again")
            lists = await browser.get("/watchlists")
            assert (lists.status_code, "egyptian-forces-in-syria" in lists.text) == (200, True)
