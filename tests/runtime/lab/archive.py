"""A small archive to try queries on: articles of some days, in stories, and the chats that receive."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.model import Chat, ChatKind
from bot.runtime.lab.backtest import Bench, backtest
from bot.runtime.lab.trial import Asked
from bot.runtime.world import published_sheets
from bot.storage import Database, articles, chats, feeds, stories, subscriptions
from bot.storage.stories import StoryRow
from bot.watch.backtest import Backtest, Progress
from tests.runtime.lab.laboratory import fill
from tests.storage.builders import NOW, new_article, outlet

MAX_AGE = timedelta(hours=48)


async def archive(db: Database, rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Store articles by id: `hours` ago, `story`, `outlet`, `credit` and what an article has; two chats receive."""
    await fill(db)
    async with db.write() as conn:
        await feeds.sync(conn, [outlet("mada"), outlet("sana"), outlet("aawsat")], NOW)
        feed = {row.outlet.id: row.id for row in await feeds.all(conn)}
        for name, given in rows.items():
            said: dict[str, Any] = dict(given)
            seen_at = NOW - timedelta(hours=said.pop("hours", 1))
            story, credit = said.pop("story", name), said.pop("credit", "")
            at: dict[str, Any] = {"seen_at": seen_at, "published_at": seen_at}
            said = {"outlet": "mada", "lang": "en"} | at | said
            await articles.add(conn, [new_article(name, feed=feed[said["outlet"]], **said)])
            if await stories.get(conn, story) is None:
                row = StoryRow(id=story, first_article=name, opened_at=seen_at, last_at=seen_at, at=seen_at)
                await stories.put(conn, row)
            await stories.join(conn, story, name, seen_at, credit=credit)
        for chat in (7, 8):
            await chats.upsert(conn, Chat(id=chat, kind=ChatKind.PRIVATE), NOW)
            await subscriptions.set(conn, chat, 0, ["forces"], NOW)


async def tried(db: Database, address: str, asked: Asked, told: list[Progress] | None = None) -> Backtest:
    """The backtest of what is asked."""

    async def tell(progress: Progress) -> None:
        if told is not None:
            told.append(progress)

    async with db.read() as conn:
        sheets = await published_sheets(conn)
    async with Bench() as bench:
        return await backtest(db, address, asked, sheets, NOW, max_age=MAX_AGE, bench=bench, told=tell)
