"""What the tests of the lab in chat share: a tap on a button by its label, a file sent, the state of documents."""

import base64
from collections.abc import Sequence

from bot.model import Author, DocumentKind, Origin, Role
from bot.runtime.lab.proving import body_hash
from bot.runtime.lab.versions import Lab
from bot.storage import documents, drafts
from tests.emulator.evidence import Sent
from tests.telegram.room import WATCHLIST, Room

#: The owner of every room here.
OMAR = 1001


def button(message: Sent, label: str) -> str:
    """The callback data of the button whose label holds these words."""
    found = [one for row in message.keyboard for one in row if label in one["text"]]
    assert found, f"no {label!r} among {[one['text'] for row in message.keyboard for one in row]}"
    return str(found[0]["callback_data"])


async def tapped(run: Room, person: int, label: str) -> str:
    """Press the button with this label under the newest message that has any."""
    menu = run.menu(person)
    return await run.pressed(person, menu, button(menu, label))


async def sent_back(run: Room, person: int, name: str, body: str | bytes) -> list[str]:
    """What comes of sending a file."""
    data = body.encode() if isinstance(body, str) else body
    before = len(run.emulator.sent(person))
    run.emulator.stage.send_file(person, name, base64.b64encode(data).decode())
    await run.hear()
    return [one.text for one in run.emulator.sent(person)[before:]]


async def published(
    run: Room, id_: str = WATCHLIST, kind: DocumentKind = DocumentKind.WATCHLIST
) -> tuple[int, str]:
    """The version in force and its text; 0 where there is none."""
    async with run.app.world.db.read() as conn:
        found = await documents.get(conn, kind, id_)
    return (found.version, found.body) if found else (0, "")


async def drafted(run: Room, kind: DocumentKind = DocumentKind.WATCHLIST) -> Sequence[str]:
    """The texts of all drafts, the newest first."""
    async with run.app.world.db.read() as conn:
        return [draft.body for draft in await drafts.of(conn, kind)]


async def saw(run: Room, person: int, id_: str = WATCHLIST, per_week: float = 0) -> None:
    """A person was shown what the newest draft would have caught."""
    catalogue = await run.app.world.catalogue()
    (body, *_) = await drafted(run)
    async with run.app.world.db.write() as conn:
        lab = Lab(conn, catalogue, run.clock.now())
        author = Author(person, Role.OWNER, Origin.CHAT)
        await lab.note_seen(DocumentKind.WATCHLIST, id_, author, body_hash(body), per_week=per_week)


async def looked(run: Room) -> None:
    """What was asked of the archive is done, and told."""
    await run.app.tasks.tick()
    await run.app.tasks.settle()
    await run.app.send.tick()
