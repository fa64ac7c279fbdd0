"""Backtests that are asked for: done beside everything else, told in chat, begun again after a restart, taken back."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.model import Author, DocumentKind, NotSeen, Origin, Published, Role, Saved
from bot.runtime.lab.tasks import ask_backtest, backtest_of
from bot.runtime.lab.trial import Asked
from bot.runtime.lab.versions import Lab
from bot.runtime.leases import Post
from bot.storage import documents, tasks
from bot.storage.tasks import Task
from bot.storage.words import TaskState
from bot.watch.backtest import Tally
from tests.journeys.outlets import Outlet
from tests.journeys.telling import SUMMARY, TITLE, WATCHLIST
from tests.runtime.worlds import Desk, desk

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def run(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    """An application with one article that the watchlist hits and one that it does not."""
    outlet = Outlet("levant-monitor", every="")
    async with desk(Path(tmp_path_factory.mktemp("tasks")), outlet) as world:
        world.publish(outlet, TITLE, SUMMARY)
        world.publish(outlet, "Bakers win a prize", "The bread of Aleppo was good.")
        await world.pass_time(timedelta(hours=2), step=timedelta(hours=1))
        yield world


def ada(run: Desk, origin: Origin = Origin.CHAT) -> Author:
    """The reader as an editor."""
    return Author(run.reader, Role.OWNER, origin)


async def ask(run: Desk, asked: Asked, origin: Origin = Origin.CHAT) -> int:
    """The number of the task."""
    async with run.app.world.db.write() as conn:
        return await ask_backtest(conn, asked, ada(run, origin), run.clock.now())


async def task(run: Desk, number: int) -> Task:
    """As it stands."""
    async with run.app.world.db.read() as conn:
        found = await tasks.state(conn, number)
    assert found is not None
    return found


async def body_of(run: Desk) -> str:
    """The watchlist in force."""
    async with run.app.world.db.read() as conn:
        found = await documents.get(conn, DocumentKind.WATCHLIST, WATCHLIST)
    assert found is not None
    return found.body


async def test_what_was_asked_in_chat_is_told_there(run: Desk) -> None:
    """With its numbers and a headline; the task holds all of it for the page."""
    number = await ask(run, Asked(watchlist=WATCHLIST, query="bread"))
    await run.app.work_off()

    done = await task(run, number)
    found = backtest_of(done)
    assert done.state is TaskState.DONE
    assert found is not None
    assert (found.found, done.done, done.found) == (Tally(1, 1), done.total, 1)
    assert found.against is not None
    assert (found.against.gained, found.against.lost) == (Tally(1, 1), Tally(1, 1))
    told = run.told()[-1].text
    assert "It would have caught 1 article in 1 story." in told
    assert "Bakers win a prize" in told
    assert "Against version 1: 1 article more and 1 article fewer." in told


async def test_who_was_shown_it_may_publish(run: Desk) -> None:
    """Exactly that text, and on the page nothing is sent for it."""
    world, author = run.app.world, ada(run, Origin.PAGE)
    body = (await body_of(run)).replace("query: |\n  ", "query: |\n  soldiers AND ", 1)
    assert body != await body_of(run)
    messages = len(run.told())
    catalogue = await world.catalogue()
    async with world.db.write() as conn:
        lab = Lab(conn, catalogue, run.clock.now())
        saved = await lab.save_draft(DocumentKind.WATCHLIST, WATCHLIST, body, author, 1)
        assert isinstance(saved, Saved), saved
        unseen = await lab.publish(DocumentKind.WATCHLIST, WATCHLIST, author, 1)
    assert isinstance(unseen, NotSeen), unseen

    number = await ask(run, Asked(watchlist=WATCHLIST, body=body), Origin.PAGE)
    await run.app.work_off()

    assert (await task(run, number)).state is TaskState.DONE
    assert len(run.told()) == messages
    async with world.db.write() as conn:
        lab = Lab(conn, catalogue, run.clock.now())
        result = await lab.publish(DocumentKind.WATCHLIST, WATCHLIST, author, 1)
    assert isinstance(result, Published), result


async def test_what_cannot_be_tried_says_why(run: Desk) -> None:
    """With the place, to who asked."""
    number = await ask(run, Asked(watchlist=WATCHLIST, query="@nobody"))
    await run.app.work_off()

    failed = await task(run, number)
    assert failed.state is TaskState.FAILED
    assert "there is no concept @nobody" in failed.error
    assert "could not be made" in run.told()[-1].text


async def test_a_task_under_way_is_begun_again_after_a_restart(run: Desk) -> None:
    """The next desk takes it up."""
    number = await ask(run, Asked(watchlist=WATCHLIST))
    async with run.app.world.leases[Post.DESK].write() as conn:
        await tasks.begin(conn, number, run.clock.now())
    await run.app.tasks.tick()
    assert (await task(run, number)).state is TaskState.RUNNING

    await run.app.tasks.begin()
    await run.app.work_off()

    assert (await task(run, number)).state is TaskState.DONE


async def test_what_is_taken_back_is_not_told(run: Desk) -> None:
    """Whether it waits or runs; and the next one is done."""
    messages = len(run.told())
    first = await ask(run, Asked(watchlist=WATCHLIST))
    await run.app.tasks.tick()
    second = await ask(run, replace(Asked(watchlist=WATCHLIST), query="soldiers"), Origin.PAGE)
    await run.app.tasks.tick()
    await run.app.tasks.settle()
    await run.app.work_off()
    await run.app.work_off()

    assert (await task(run, first)).state is TaskState.CANCELLED
    assert (await task(run, second)).state is TaskState.DONE
    assert len(run.told()) == messages
