"""Articles of which nobody is told are settled together, with the same outcome as one by one."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from bot.storage import events, schema
from tests.journeys.outlets import Outlet
from tests.runtime.worlds import Desk, desk

#: Some hit the small watchlist; some tell, deny or copy what others say.
_NEWS = (
    ("Farmers count rare storks in the delta", "The storks came early this year, said the farmers."),
    ("Egypt sends 150 soldiers to Syria's Idlib", "Egyptian troops have arrived near Saraqeb in Idlib."),
    ("Rare storks in the delta are counted by farmers", "The storks came early this year, said the farmers."),
    ("Bakers strike in Lyon over flour prices", "Bakers closed their shops for a day."),
    (
        "Bakers deny a strike in Lyon over flour prices",
        "The union denied that bakers had closed their shops.",
    ),
    ("Egypt denies sending 150 soldiers to Syria's Idlib", "No Egyptian troops are in Idlib, said Cairo."),
    ("Storks: farmers deny that rare birds were counted in the delta", "Nobody counted storks, they said."),
    ("A bridge from Roman times is repaired", "Engineers repaired the bridge near the old town."),
    ("Bakers strike in Lyon over flour prices", "Bakers closed their shops for a day."),
)


async def _outcome(run: Desk) -> list[list[str]]:
    """All that the desk has written, without moments and what holds some."""
    tables = {
        schema.story: ("id", "first_article_id", "state", "state_revision", "development_id"),
        schema.story_article: (
            "article_id",
            "story_id",
            "reason",
            "claims",
            "figures",
            "credit",
            "nearest_id",
            "rejected",
        ),
        schema.story_link: ("story_id", "related_id", "reason"),
        schema.article_concept: ("article_id", "concept"),
        schema.alert: ("story_id", "chapter", "revision", "quiet"),
    }
    found = []
    async with run.app.world.db.read() as conn:
        for table, names in tables.items():
            rows = await conn.execute(select(*(table.c[name] for name in names)))
            found.append(sorted(map(repr, rows)))
    return found


async def test_together_is_as_one_by_one(tmp_path: Path) -> None:
    """Stories, claims, links, subjects and alerts are the same, whichever way events are worked off."""
    outcomes = []
    for way in ("together", "one by one"):
        outlet = Outlet("herald", full_text="never")
        async with desk(tmp_path / way, outlet) as run:
            for number, (title, summary) in enumerate(_NEWS):
                outlet.publish(title, summary, minutes_ago=30 - number)
            run.clock.advance(timedelta(minutes=1))
            await run.app.poll.tick()
            await run.app.poll.settle()
            async with run.app.world.db.read() as conn:
                waiting = await events.next(conn, 100)
            if way == "together":
                worked_off = await run.app.desk.tick()
            else:
                worked_off = len(waiting)
                for event in waiting:
                    await run.app.desk.one(event)
            outcomes.append(await _outcome(run))
            async with run.app.world.db.read() as conn:
                left = await events.pending_count(conn)

            assert (len(waiting), worked_off, left) == (len(_NEWS), len(_NEWS), 0)

    assert outcomes[0] == outcomes[1]
    assert [len(rows) for rows in outcomes[0]][1] == len(_NEWS)
    assert len(outcomes[0][-1]) == 1
