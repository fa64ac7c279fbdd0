"""A database with two concepts and a watchlist in force, and the lab over it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Author, DocumentKind, Origin, Role, Saved
from bot.runtime.catalogue import compiled
from bot.runtime.lab.proving import body_hash
from bot.runtime.lab.versions import Lab
from bot.runtime.world import published_sheets
from bot.storage import Database, documents
from tests.storage.builders import NOW

W, C, O = DocumentKind.WATCHLIST, DocumentKind.CONCEPT, DocumentKind.OUTLET  # noqa: E741

ADA = Author(1, Role.ADMIN, Origin.CHAT)
BEN = Author(2, Role.ADMIN, Origin.PAGE)
EVA = Author(3, Role.EDITOR, Origin.PAGE)
VIC = Author(4, Role.VIEWER, Origin.CHAT)

EGYPT = """\
id: egypt
title: {en: Egypt}
type: country
names:
  en: [Egypt, Cairo]   # the capital too
"""
SYRIA = """\
id: syria
title: {en: Syria}
type: country
names:
  en: [Syria]
"""
FORCES = """\
# who watches
id: forces
title: {en: Forces}
query: |
  @egypt AND @syria
cases:
  hit:
    - {lang: en, title: Egypt sends soldiers to Syria}
    - {lang: en, title: Cairo and Syria agree}
  miss:
    - {lang: en, title: Egypt wins}
"""
MADA = """\
- id: mada
  name: Mada Masr
  country: EG
  language: ar
  feeds:
    - {url: "https://mada.example/feed", language: ar}
"""


async def fill(db: Database) -> None:
    """Put the documents in force, as if they had been files."""
    async with db.write() as conn:
        for kind, id_, body in (
            (C, "egypt", EGYPT),
            (C, "syria", SYRIA),
            (W, "forces", FORCES),
            (O, "mada", MADA),
        ):
            hash_ = body_hash(body)
            await documents.publish(conn, kind, id_, body, hash_, NOW, author="", origin=Origin.FILE)


@asynccontextmanager
async def lab(db: Database) -> AsyncIterator[Lab]:
    """The lab in a transaction, over what is in force."""
    async with db.write() as conn:
        yield await over(conn)


async def over(conn: AsyncConnection) -> Lab:
    """The lab over a connection."""
    generation = await documents.generation(conn)
    catalogue = compiled(await published_sheets(conn), generation=generation)
    return Lab(conn, catalogue, NOW, most_per_week=700)


async def write(db: Database, kind: DocumentKind, id_: str, body: str, author: Author, base: int) -> Saved:
    """Save a draft that must be accepted, and look at what it would catch."""
    async with lab(db) as room:
        saved = await room.save_draft(kind, id_, body, author, base)
        assert isinstance(saved, Saved), saved
        await room.note_seen(kind, id_, author, saved.draft.body_hash)
        return saved


async def body(db: Database, kind: DocumentKind, id_: str) -> str:
    """What is in force."""
    async with db.read() as conn:
        found = await documents.get(conn, kind, id_)
        return found.body if found else ""


async def body_in(room: Lab, kind: DocumentKind, id_: str) -> str:
    """What is in force, as the lab says it."""
    found = await room.document(kind, id_)
    return found.published.body if found and found.published else ""
