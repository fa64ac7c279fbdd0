"""Tasks: asked for once, taken once, taken back, begun again, forgotten."""

from bot.model import Author, Origin, Role
from bot.storage import Database, tasks
from bot.storage.words import TaskKind, TaskState
from tests.storage.builders import NOW, at

ADA = Author(1, Role.ADMIN, Origin.CHAT)
BEN = Author(2, Role.EDITOR, Origin.PAGE)
TYPED = Author(None, Role.OWNER, Origin.COMMAND_LINE)


async def ask(db: Database, author: Author = ADA, subject: str = "forces") -> int:
    """A backtest asked for."""
    async with db.write() as conn:
        return await tasks.ask(conn, TaskKind.BACKTEST, subject, {"watchlist": subject}, author, NOW)


async def state_of(db: Database, number: int) -> TaskState:
    """As it stands."""
    async with db.read() as conn:
        task = await tasks.state(conn, number)
    assert task is not None
    return task.state


async def test_a_task_is_taken_once_and_ends_once(db: Database) -> None:
    """In the order of asking; what came of it stays to be looked at."""
    first, second = await ask(db), await ask(db, BEN)
    async with db.write() as conn:
        waiting = await tasks.waiting(conn)
        assert waiting is not None
        assert (waiting.id, waiting.author, waiting.argument) == (first, ADA, {"watchlist": "forces"})
        assert await tasks.begin(conn, first, at(1))
        assert not await tasks.begin(conn, first, at(1))
        assert await tasks.note(conn, first, 50, 100, 3)
        following = await tasks.waiting(conn)
        assert following is not None
        assert following.id == second
        assert await tasks.end(conn, first, "{}", at(9))
        assert not await tasks.end(conn, first, "{}", at(9))
        done = await tasks.newest(conn, TaskKind.BACKTEST, "forces", 1)

    assert done is not None
    assert (done.state, done.done, done.total, done.found) == (TaskState.DONE, 50, 100, 3)
    assert (done.result, done.begun_at, done.ended_at) == ("{}", at(1), at(9))


async def test_a_newer_ask_of_the_same_person_replaces_the_older(db: Database) -> None:
    """Of the same thing; what others asked, and what has ended, stays."""
    older, other, typed = await ask(db), await ask(db, BEN), await ask(db, TYPED)
    elsewhere, newer = await ask(db, subject="gaza"), await ask(db)

    assert await state_of(db, older) is TaskState.CANCELLED
    assert {await state_of(db, one) for one in (other, typed, elsewhere, newer)} == {TaskState.WAITING}
    async with db.write() as conn:
        assert not await tasks.begin(conn, older, NOW)
        assert await tasks.cancel(conn, newer, NOW)
        assert not await tasks.cancel(conn, newer, NOW)


async def test_what_was_under_way_is_begun_again(db: Database) -> None:
    """After a crash, with nothing of its progress."""
    number = await ask(db)
    async with db.write() as conn:
        await tasks.begin(conn, number, NOW)
        await tasks.note(conn, number, 5, 10, 1)
        assert await tasks.begin_again(conn) == 1
        waiting = await tasks.waiting(conn)

    assert waiting is not None
    assert (waiting.id, waiting.done, waiting.begun_at) == (number, 0, None)


async def test_what_ended_long_ago_is_forgotten(db: Database) -> None:
    """What waits is not."""
    old, fresh, waiting = await ask(db), await ask(db, BEN), await ask(db, TYPED)
    async with db.write() as conn:
        await tasks.cancel(conn, old, at(-100))
        await tasks.cancel(conn, fresh, NOW)
        assert await tasks.drop(conn, at(-50), 10) == 1
        assert await tasks.state(conn, old) is None

    assert await state_of(db, fresh) is TaskState.CANCELLED
    assert await state_of(db, waiting) is TaskState.WAITING
