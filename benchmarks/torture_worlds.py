"""The torture of long hours: the whole application in this process on a clock that is moved, so that an hour passes in
seconds. Real SQLite, real HTTP to outlets and to the emulated Telegram; only waiting is skipped.

Rows of torture.py.
"""

import argparse
import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select

from bot.alerts.schedule import next_digest_at
from bot.alerts.wishes import Place, Rhythm, Schedule, Subscription
from bot.model import Chat, ChatKind
from bot.storage import chats, places, schema, subscriptions
from tests.emulator import Kind
from tests.faults.load import LOTS, WATCHLISTS
from tests.journeys.outlets import Outlet
from tests.runtime.worlds import Desk, desk

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LOT = LOTS[0]
_WHO = (
    "Farmers",
    "Judges",
    "Thieves",
    "Bakers",
    "Chemists",
    "Pilgrims",
    "Bankers",
    "Painters",
    "Cooks",
    "Divers",
)
_WHAT = (
    "auction off",
    "burn",
    "bottle",
    "smuggle",
    "measure",
    "bless",
    "insure",
    "photograph",
    "donate",
    "refuse",
)
_WHERE = (
    "Mashhad",
    "Taliouine",
    "Pampore",
    "Kozani",
    "Consuegra",
    "Herat",
    "Navelli",
    "Krokos",
    "Ghayen",
    "Qaen",
)


class Story:
    """Articles of events unlike each other, all of which hit the reader's watchlist."""

    def __init__(self, run: Desk, seed: int) -> None:
        self._run = run
        self._chance = random.Random(seed)
        self.published: list[str] = []

    def publish(self, outlet: Outlet) -> None:
        """One more, dated now on the moved clock."""
        who, what, where = (self._chance.choice(words) for words in (_WHO, _WHAT, _WHERE))
        title = f"{who} of {where} {what} {self._chance.randrange(100, 90_000)} crates of {LOT} saffron"
        self._run.publish(outlet, title, f"{where}: {what}.")
        self.published.append(outlet.pieces[-1].url)

    async def told(self) -> "Told":
        """What became of them: an article is told where its alert is, for outlets may tell one event twice."""
        await self._run.app.work_off()
        linked = (
            select(schema.article.c.url, schema.alert.c.id)
            .join(schema.story_article, schema.story_article.c.article_id == schema.article.c.id)
            .join(schema.story, schema.story.c.id == schema.story_article.c.story_id)
            .join(
                schema.alert,
                schema.alert.c.story_id == func.coalesce(schema.story.c.development_id, schema.story.c.id),
            )
        )
        async with self._run.app.world.db.read() as conn:
            alerts = {row.url: row.id for row in await conn.execute(linked)}
        messages = [one for one in self._run.told() if one.links()]
        shown = [{alerts[url] for url in one.links().values() if url in alerts} for one in messages]
        times = Counter(id_ for ids in shown for id_ in ids)
        return Told(
            messages=len(messages),
            summaries=sum("While I was offline" in one.text for one in messages),
            lost=sum(times[alerts.get(url, 0)] == 0 for url in self.published),
            twice=sum(number > 1 for number in times.values()),
        )


@dataclass(frozen=True, slots=True)
class Told:
    """Messages in the chat, how many of them sum up an outage; articles that none tells, alerts told twice."""

    messages: int
    summaries: int
    lost: int
    twice: int


async def network(directory: Path, options: argparse.Namespace) -> list[str]:
    """No network at all: for an hour, after which all comes by itself; for five, after which one summary comes."""
    complaints: list[str] = []
    print(
        f"{'away':>6}{'published':>11}{'polls tried':>13}{'in 5 min after':>16}{'messages':>10}{'summaries':>11}{'lost':>6}{'twice':>7}"
    )
    for hours in (1, 5):
        papers = [Outlet(f"gazette-{number + 1}", full_text="never", every="") for number in range(10)]
        async with desk(directory / str(hours), *papers, watchlists=WATCHLISTS, wanted=LOT) as run:
            story = Story(run, options.seed)
            await run.pass_time(HOUR, step=5 * MINUTE)
            for paper in papers:
                await paper.go_down()
            await run.emulator.go_down()
            before = _tried(run)
            for part in range(hours * 4):
                if part % 2:
                    story.publish(papers[part % len(papers)])
                await run.pass_time(15 * MINUTE, step=MINUTE)
            tried = _tried(run) - before
            for paper in papers:
                await paper.come_up()
            await run.emulator.come_up()
            before = _tried(run)
            await run.pass_time(5 * MINUTE, step=MINUTE)
            storm = _tried(run) - before
            await run.pass_time(3 * HOUR, step=5 * MINUTE)
            told = await story.told()
        print(
            f"{hours:>4} h{len(story.published):>11}{tried:>13}{storm:>16}{told.messages:>10}{told.summaries:>11}"
            f"{told.lost:>6}{told.twice:>7}",
            flush=True,
        )
        complaints += _wrong(told)
        complaints += [f"{storm} polls of ten feeds within five minutes"] * (storm > 20)
        # What is younger than `offline_after` is told as ever.
        wanted = int(hours > 2)
        complaints += [f"{told.summaries} summaries after {hours} h"] * (told.summaries != wanted)
    return complaints


async def telegram(directory: Path, options: argparse.Namespace) -> list[str]:
    """Telegram answers every message with 502, then with 429, for an hour each."""
    complaints: list[str] = []
    print(
        f"{'answer':>8}{'published':>11}{'requests':>10}{'messages':>10}{'lost':>6}{'twice':>7}{'after s':>9}"
    )
    for kind, name in ((Kind.BAD_GATEWAY, "502"), (Kind.FLOOD, "429")):
        paper = Outlet("gazette", full_text="never", every="1m")
        async with desk(directory / name, paper, watchlists=WATCHLISTS, wanted=LOT) as run:
            story = Story(run, options.seed)
            plan = run.emulator.fault(kind, method="sendMessage", times=None, seconds=30)
            for _ in range(6):
                story.publish(paper)
                await run.pass_time(10 * MINUTE, step=MINUTE / 4)
            asked = len(run.emulator.history("sendMessage", outcome=""))
            run.emulator.faults.clear(plan)
            cleared, waited = run.clock.now(), timedelta()
            while (await story.told()).lost and waited < HOUR:
                await run.pass_time(MINUTE / 4, step=MINUTE / 4)
                waited = run.clock.now() - cleared
            told = await story.told()
        print(
            f"{name:>8}{len(story.published):>11}{asked:>10}{told.messages:>10}{told.lost:>6}{told.twice:>7}{waited.total_seconds():>9.0f}",
            flush=True,
        )
        complaints += _wrong(told) + [f"{asked} requests in an hour of {name}"] * (asked > 600)
    return complaints


async def clock(directory: Path, options: argparse.Namespace) -> list[str]:
    """The machine's clock jumps a day ahead, runs so for an hour, and is set back."""
    paper = Outlet("gazette", full_text="never", every="")
    print(f"{'clock':>8}{'published':>11}{'messages':>10}{'lost':>6}{'twice':>7}{'waits beyond a day':>20}")
    complaints: list[str] = []
    async with desk(directory, paper, watchlists=WATCHLISTS, wanted=LOT) as run:
        story = Story(run, options.seed)
        for name, jump in (("right", timedelta()), ("+1 day", DAY), ("-1 day", -DAY)):
            if jump < timedelta():
                # What is under way when the clock is set back was promised by the wrong one.
                plan = run.emulator.fault(Kind.FLOOD, method="sendMessage", times=1, seconds=20)
                story.publish(paper)
                await run.pass_time(20 * MINUTE, step=10 * MINUTE)
                run.emulator.faults.clear(plan)
            await run.app.upkeep.tick()
            run.clock.advance(jump)
            await run.app.upkeep.tick()
            story.publish(paper)
            await run.pass_time(2 * HOUR, step=2 * MINUTE)
            told = await story.told()
            late = await _late(run)
            print(
                f"{name:>8}{len(story.published):>11}{told.messages:>10}{told.lost:>6}{told.twice:>7}{late:>20}",
                flush=True,
            )
            complaints += _wrong(told) + [f"{late} things wait for more than a day"] * bool(late)
    return complaints


async def night(directory: Path, options: argparse.Namespace) -> list[str]:  # noqa: ARG001
    """Digests at 02:30 in Paris on the nights of 23 and 25 hours: one a day, whatever the clocks do."""
    paris, daily, complaints = ZoneInfo("Europe/Paris"), Schedule(Rhythm.DAILY, 150), list[str]()
    print(f"{'night of':>12}{'hours':>7}{'digests, local time':>40}")
    for day, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25)):
        paper = Outlet("gazette", full_text="never", every="10m")
        begin = datetime(day.year, day.month, day.day, tzinfo=paris).astimezone(UTC) - DAY
        async with desk(directory / str(day), paper, watchlists=WATCHLISTS, wanted=LOT, begin=begin) as run:
            async with run.app.world.db.write() as conn:
                chat = Chat(id=run.reader, kind=ChatKind.PRIVATE, title="Ada", timezone="Europe/Paris")
                await chats.upsert(conn, chat, run.clock.now())
                await places.save(conn, Place(chat=run.reader, quiet=None, schedule=daily))
                wanted = Subscription(watchlist=LOT, schedule=daily)
                following = next_digest_at(daily, run.clock.now(), paris)
                await subscriptions.tune(conn, run.reader, 0, wanted, following)
            story, seen, moments = Story(run, 1), 0, list[str]()
            while run.clock.now() < begin + 3 * DAY:
                if run.clock.now().minute < 10 and run.clock.now().hour % 6 == 0:
                    story.publish(paper)
                await run.pass_time(10 * MINUTE, step=10 * MINUTE)
                if len(run.told()) > seen:
                    seen = len(run.told())
                    moments.append(f"{run.clock.now().astimezone(paris):%d %H:%M}")
        print(f"{day!s:>12}{hours:>7}{', '.join(moments):>40}", flush=True)
        complaints += [f"{seen} digests in three days around {day}"] * (seen != 3)
    return complaints


def _tried(run: Desk) -> int:
    return sum(number for key, number in run.app.world.tally.items() if key[0] == "polls")


async def _late(run: Desk) -> int:
    """What waits for a moment later than any rule of ours sets."""
    limit = run.clock.now() + DAY + HOUR
    waiting: tuple[ColumnElement[bool], ...] = (
        (schema.delivery.c.due_at > limit) & schema.delivery.c.settled_at.is_(None),
        schema.recheck.c.due_at > limit,
        schema.article.c.text_due_at > limit,
        schema.feed.c.next_poll_at > limit,
    )
    async with run.app.world.db.read() as conn:
        return sum([int(await conn.scalar(select(func.count()).where(one)) or 0) for one in waiting])


def _wrong(told: Told) -> list[str]:
    lost = [f"{told.lost} articles never told"] * bool(told.lost)
    return lost + [f"{told.twice} alerts told twice"] * bool(told.twice)
