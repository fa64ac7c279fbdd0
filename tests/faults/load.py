"""A load that tells on itself: unlike articles that all hit one watchlist, and what became of each in store and chats.

Shared by the fault tests and by benchmarks/torture.py.
"""

import random
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.journeys.harness import Journey
from tests.journeys.outlets import Outlet
from tests.journeys.telling import menu_of

#: Each chat subscribes to one lot, because Telegram takes but one message a second in a chat.
LOTS = ("amber", "coral", "ivory", "khaki", "lilac", "olive", "ruby", "violet")
WATCHLISTS = {
    f"{lot}.yaml": f"id: {lot}\ntitle: {{en: {lot.title()}}}\nquery: {lot} AND saffron\nalert: {{notify: [first]}}\n"
    for lot in LOTS
}
_PLACES = "Mashhad|Taliouine|Pampore|Kozani|Safranbolu|Consuegra|Herat|San Gavino|Navelli|Krokos|Ghayen|Qaen"
_WHO = "Farmers|Judges|Thieves|Bakers|Customs officers|Chemists|Pilgrims|Railway workers|Bankers|Painters|Cooks|Bees"
_WHAT = "auction off|burn|bottle|smuggle|measure|bless|insure|photograph|mislabel|donate|refuse|dye carpets with|rediscover"
_WHICH = (
    "rare|stolen|cheap|royal|synthetic|wild|ancient|frozen|counterfeit|export-grade|imported|unsold|scented"
)
#: Requests to Telegram at the same time, at most; so many may be doubled by one kill (design.md, guarantees).
IN_FLIGHT = 16


def outlets(count: int = 3) -> list[Outlet]:
    """Outlets that publish; their articles need no pages."""
    return [Outlet(f"gazette-{number + 1}", full_text="never") for number in range(count)]


def publish(outlets: Sequence[Outlet], count: int, chance: random.Random) -> None:
    """So many articles, each of an event of its own, over all outlets and lots."""
    for number in range(count):
        place, who, what, which = (
            chance.choice(words.split("|")) for words in (_PLACES, _WHO, _WHAT, _WHICH)
        )
        title = f"{who} of {place} {what} {chance.randrange(2, 90_000)} crates of {LOTS[number % len(LOTS)]} saffron"
        outlets[number % len(outlets)].publish(title, f"{place}: {what} {which}.")


async def subscribe(run: Journey, count: int) -> dict[int, str]:
    """So many people subscribe, each to one lot; returns the lots by chat."""
    people = [run.emulator.stage.user(f"Reader {number + 1}") for number in range(count)]
    for person in people:
        run.emulator.stage.say(person, "/watchlists")
    await run.until(lambda: all(menu_of(run, person) for person in people), what="the menus")
    wanted = {person: number % len(LOTS) for number, person in enumerate(people)}
    for person, row in wanted.items():
        menu = menu_of(run, person)
        assert menu is not None
        run.emulator.stage.press(person, person, menu.id, menu.keyboard[row][0]["callback_data"])
    await run.until(
        lambda: all(_ticked(run, person, row) for person, row in wanted.items()), what="the ticks"
    )
    return {person: LOTS[row] for person, row in wanted.items()}


def _ticked(run: Journey, person: int, row: int) -> bool:
    menu = menu_of(run, person)
    return menu is not None and menu.keyboard[row][0]["text"].startswith("✅")


@contextmanager
def database(run: Journey) -> Iterator[Any]:
    """The bot's store, SQLite or PostgreSQL, read from outside; its `execute` gives rows."""
    if address := run.environment.get("DATABASE_URL"):
        with psycopg.connect(address, autocommit=True) as server:
            yield server
        return
    file = run.data / "khabar.sqlite"
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=10)) as connection:
        yield connection


def wave_through(run: Journey) -> None:
    """No breaker may trip: this load is far more than any history, and it is meant."""
    waved = "INSERT INTO guard (subject, state, since, hits, usual, author) VALUES ('{}', 'waved', {}, 0, 0, 'load')"
    if address := run.environment.get("DATABASE_URL"):
        with psycopg.connect(address) as server:
            for lot in LOTS:
                server.execute(waved.format(lot, "to_timestamp(0)"))
        return
    with closing(sqlite3.connect(run.data / "khabar.sqlite", timeout=10)) as connection, connection:
        for lot in LOTS:
            connection.execute(waved.format(lot, 0))


def integrity(file: Path) -> str:
    """SQLite's own verdict; "ok" where all is well."""
    with closing(sqlite3.connect(file, timeout=10)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


def in_flight(run: Journey) -> set[tuple[int, int]]:
    """(chat, alert) of the rows marked as being sent; between a kill and the next start."""
    with database(run) as store:
        rows = store.execute("SELECT chat_id, alert_id FROM delivery WHERE state = 'sending'")
        return {(chat, alert or 0) for chat, alert in rows}


@dataclass(slots=True)
class Ledger:
    """What was published against what is stored and what the chats show."""

    #: Articles that no row has, by address.
    lost_articles: list[str] = field(default_factory=list)
    #: (chat, alert) that a subscriber never saw.
    lost_alerts: list[tuple[int, int]] = field(default_factory=list)
    #: How often too many a (chat, alert) arrived.
    doubled: Counter[tuple[int, int]] = field(default_factory=Counter)
    alerts: int = 0
    messages: int = 0


def settled(run: Journey) -> bool:
    """Whether all that was published is stored and has gone its way to the end."""
    published = sum(len(outlet.pieces) for outlet in run.outlets)
    with database(run) as store:
        (stored,) = store.execute("SELECT count(*) FROM article").fetchone()
        (events,) = store.execute("SELECT count(*) FROM event WHERE done_at IS NULL").fetchone()
        (fanouts,) = store.execute("SELECT count(*) FROM fanout WHERE NOT done").fetchone()
        (open_,) = store.execute(
            "SELECT count(*) FROM delivery WHERE state IN ('pending', 'sending')"
        ).fetchone()
    return stored >= published and not events and not fanouts and not open_


def ledger(run: Journey, chats: Mapping[int, str]) -> Ledger:
    """Compare. An alert's messages are known by their links to its articles."""
    with database(run) as store:
        stored = {url for (url,) in store.execute("SELECT url FROM article")}
        alert_of = dict(
            store.execute(
                "SELECT a.url, al.id FROM article a JOIN story_article sa ON sa.article_id = a.id "
                "JOIN story s ON s.id = sa.story_id JOIN alert al ON al.story_id = coalesce(s.development_id, s.id) "
                "WHERE NOT a.quiet"
            )
        )
        lots = set(
            store.execute(
                "SELECT m.watchlist_id, al.id FROM match m JOIN story_article sa ON sa.article_id = m.article_id "
                "JOIN story s ON s.id = sa.story_id JOIN alert al ON al.story_id = coalesce(s.development_id, s.id)"
            )
        )
        planned = Counter(
            store.execute(
                "SELECT chat_id, alert_id FROM delivery WHERE kind IN ('first', 'update') AND alert_id IS NOT NULL"
            )
        )
    seen: Counter[tuple[int, int]] = Counter()
    for chat in chats:
        for message in run.emulator.sent(chat):
            alerts = {alert_of[url] for url in message.links().values() if url in alert_of}
            seen.update((chat, alert) for alert in alerts)
    told = set(alert_of.values())
    wanted = [(chat, alert) for chat, lot in chats.items() for alert in told if (lot, alert) in lots]
    pieces = [piece for outlet in run.outlets for piece in outlet.pieces]
    return Ledger(
        lost_articles=[piece.url for piece in pieces if piece.url not in stored],
        lost_alerts=[pair for pair in wanted if not seen[pair]],
        doubled=Counter({pair: seen[pair] - planned[pair] for pair in seen if seen[pair] > planned[pair]}),
        alerts=len(told),
        messages=sum(seen.values()),
    )
