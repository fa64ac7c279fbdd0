"""Broken outlets stop nobody."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.journeys.harness import Journey, journey
from tests.journeys.outlets import Outlet, Trouble
from tests.journeys.telling import SUMMARY, TITLE, alerts, polls, small_watchlists, subscribed_reader

_BAD = (
    Trouble.HTML,
    Trouble.HANG,
    Trouble.SERVER_ERROR,
    Trouble.BROKEN_XML,
    Trouble.DROP,
    Trouble.CUT,
    Trouble.EMPTY,
)


def _states(run: Journey) -> dict[str, tuple[str, str]]:
    with closing(sqlite3.connect(f"file:{run.data / 'khabar.sqlite'}?mode=ro", uri=True)) as store:
        rows = store.execute("SELECT outlet_id, state, reason FROM feed")
        return {outlet: (state, reason) for outlet, state, reason in rows}


async def test_broken_feeds_stop_nobody(tmp_path: Path) -> None:
    """Seven outlets each broken in its own way; the eighth is polled and told as ever, and each has its reason."""
    good = Outlet("levant-monitor", full_text="never")
    bad = [Outlet(f"bad-{trouble.value.replace('_', '-')}") for trouble in _BAD]
    async with journey(tmp_path, *bad, good, watchlists=small_watchlists()) as run:
        for outlet, trouble in zip(bad, _BAD, strict=True):
            outlet.publish("Something", "else")
            outlet.trouble(trouble)
        bot = await run.start()
        await run.until_polling()
        ada = await subscribed_reader(run)
        await run.until(lambda: polls(good) >= 2, what="two polls of the good one")
        good.publish(TITLE, SUMMARY)
        await run.until(lambda: alerts(run, ada), what="the alert")
        answering = [outlet.id for outlet in bad if outlet.id not in ("bad-hang", "bad-broken-xml")]
        await run.until(
            lambda: all(_states(run)[id_][0] in ("failing", "blocked") for id_ in answering),
            what="the broken ones marked",
        )

        # The page says that a browser should be checked: it is a refusal.
        assert [id_ for id_ in answering if _states(run)[id_][0] == "blocked"] == ["bad-html"]
        assert all(_states(run)[id_][1] for id_ in answering)
        assert _states(run)["levant-monitor"][0] == "well"
        assert "Traceback" not in bot.output()

        for outlet in bad:
            outlet.mend()
        assert await bot.terminate() == 0
