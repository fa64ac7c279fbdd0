"""What `doctor` finds: each part of an installation looked at once, with what to do where it is not well."""

import asyncio
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from bot.model import Chat, ChatKind, ChatState
from bot.runtime.catalogue import SheetsError
from bot.runtime.fetching import open_fetcher
from bot.runtime.lock import worker_of
from bot.runtime.outlets import read_outlets
from bot.runtime.recovery import BACKUPS
from bot.settings import Settings
from bot.sources.fetch import FetchFailed, Request
from bot.storage import backup, chats, leases, upgrade
from bot.storage.database import Database, database_url
from bot.storage.errors import StorageError

if TYPE_CHECKING:
    from telegram import Bot

#: Free bytes on the disk: below the first something should be done, below the second at once.
_LITTLE, _NONE = 500_000_000, 50_000_000
#: How far the clock may be off before quiet hours and digests come wrongly, and before ages do.
_OFF, _FAR_OFF = timedelta(seconds=30), timedelta(minutes=5)
#: Feeds asked, and chats looked at: enough to know.
_FEEDS, _CHATS = 3, 100


class Verdict(StrEnum):
    """How a part is."""

    OK = "ok"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part, and what to do about it (empty where nothing)."""

    part: str
    verdict: Verdict
    says: str
    remedy: str = ""


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything; what depends on the network is asked side by side."""
    database, groups = await _database(settings)
    network, telegram = await asyncio.gather(_network(settings), _telegram(settings, groups))
    return [_settings(settings), _disk(settings.environment.data_dir), *database, network, *telegram]


def _settings(settings: Settings) -> Finding:
    missing = []
    if not settings.live:
        missing.append("TELEGRAM_BOT_TOKEN (without it this is a preview in the terminal)")
    if not settings.environment.bot_owners:
        missing.append("BOT_OWNERS (without it nobody is told what goes wrong)")
    if not settings.behaviour.contact:
        missing.append("contact in config/bot.yaml (without it outlets block you instead of writing to you)")
    if missing:
        return Finding(
            "settings", Verdict.WARNING, "right, but not all are set", f"Set {'; '.join(missing)}."
        )
    return Finding("settings", Verdict.OK, "all set")


def _disk(directory: Path) -> Finding:
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=directory) as probe:
            probe.write(b"khabar")
        free = shutil.disk_usage(directory).free
    except OSError as error:
        return Finding(
            "disk",
            Verdict.BAD,
            f"{directory} cannot be written ({error.strerror})",
            "Make it writable for the user that runs the bot, or set DATA_DIR elsewhere.",
        )
    says = f"{directory} can be written, {free / 1e9:.1f} GB are free"
    if free < _LITTLE:
        verdict = Verdict.BAD if free < _NONE else Verdict.WARNING
        return Finding(
            "disk", verdict, says, "Make room, or shorten keep_texts and backup_keep in config/bot.yaml."
        )
    return Finding("disk", Verdict.OK, says)


# --- database ------------------------------------------------------------------------------------------


async def _database(settings: Settings) -> tuple[list[Finding], list[Chat]]:
    """The database and who works on it; and the groups and channels that it knows."""
    place = database_url(settings.database_url)
    file = Path(str(place.database)) if place.get_backend_name() == "sqlite" else None
    if file is not None and not await asyncio.to_thread(file.exists):
        return [Finding("database", Verdict.OK, f"none yet at {file}; the first start makes it")], []
    try:
        if file is not None and (found := await asyncio.to_thread(backup.damage, file)):
            return [_damaged(file, found, settings)], []
        db = await Database.open(settings.database_url)
    except StorageError as error:
        return [Finding("database", Verdict.BAD, error.problem, error.remedy)], []
    try:
        return await _opened(db, file, settings)
    except StorageError as error:
        return [Finding("database", Verdict.BAD, error.problem, error.remedy)], []
    finally:
        await db.close()


def _damaged(file: Path, found: str, settings: Settings) -> Finding:
    backups = settings.environment.data_dir / BACKUPS
    return Finding(
        "database",
        Verdict.BAD,
        f"{file} is damaged: {found}",
        f"Stop the worker and start it again: the newest good backup in {backups} takes its place. By hand: "
        "python -m bot db restore FILE.",
    )


async def _opened(db: Database, file: Path | None, settings: Settings) -> tuple[list[Finding], list[Chat]]:
    async with db.read() as conn:
        schema = await upgrade.current(conn)
        if file is None:
            version = f"PostgreSQL {await conn.scalar(text('SHOW server_version'))}"
        else:
            journal = await conn.scalar(text("PRAGMA journal_mode"))
            version = f"SQLite {sqlite3.sqlite_version}, journal {journal}, quick_check ok"
    says = f"{db.place}: {version}, {await db.size() / 1e6:.1f} MB, schema {schema or 'none'}"
    if schema != upgrade.HEAD:
        if schema is not None and schema not in upgrade.REVISIONS:
            return [
                Finding("database", Verdict.BAD, says, "Install the newer version of Khabar that wrote it.")
            ], []
        remedy = "The worker brings it up to date when it starts; by hand: python -m bot db upgrade."
        return [Finding("database", Verdict.WARNING, says, remedy)], []
    async with db.read() as conn:
        rows = await leases.all(conn)
        places = await chats.all(conn)
    holders = [
        f"{row.role} {row.holder} since {row.since:%Y-%m-%d %H:%M} UTC"
        if row.holder
        else f"{row.role} nobody"
        for row in rows
    ]
    found = [Finding("database", Verdict.OK, says)]
    found.append(_backups(settings))
    if file is not None:
        found.append(_lock(file, holders))
    else:
        found.append(Finding("leases", Verdict.OK, "; ".join(holders) or "no worker has been here yet"))
    wanted = (ChatKind.GROUP, ChatKind.SUPERGROUP, ChatKind.CHANNEL)
    return found, [chat for chat in places if chat.kind in wanted and chat.state is ChatState.ACTIVE]


def _backups(settings: Settings) -> Finding:
    behaviour, directory = settings.behaviour, settings.environment.data_dir / BACKUPS
    place = database_url(settings.database_url)
    if not backup.can_back_up(place):
        says = "none are made here: pg_dump is not installed"
        remedy = (
            "Use your provider's backups, or install PostgreSQL's client programs of the server's version."
        )
        return Finding("backups", Verdict.WARNING, says, remedy)
    newest = backup.newest_at(place, directory)
    if newest is None:
        remedy = "The worker makes one a day where backup_keep is not 0; now: python -m bot db backup."
        return Finding("backups", Verdict.WARNING, f"none in {directory}", remedy)
    says = f"the newest in {directory} is of {newest:%Y-%m-%d %H:%M} UTC"
    if behaviour.backup_keep and datetime.now(UTC) - newest > behaviour.backup_every * 2:
        return Finding(
            "backups", Verdict.WARNING, says, "The log of the worker says why there is no newer one."
        )
    return Finding("backups", Verdict.OK, says)


def _lock(file: Path, holders: Sequence[str]) -> Finding:
    worker = worker_of(file)
    if worker is None:
        return Finding("lock", Verdict.OK, f"no worker is at work on {file}")
    return Finding("lock", Verdict.OK, f"worker {worker} is at work ({'; '.join(holders)})")


# --- the world ----------------------------------------------------------------------------------------


async def _network(settings: Settings) -> Finding:
    """One feed of each of some outlets."""
    try:
        outlets = read_outlets(settings.environment.outlets_file)
    except SheetsError as error:
        return Finding(
            "outlets", Verdict.BAD, error.problems[0], "python -m bot check names all that is to be mended."
        )
    urls = [outlet.feeds[0].url for outlet in outlets if outlet.feeds][:_FEEDS]
    if not urls:
        return Finding("network", Verdict.WARNING, "no feed to ask", "Add outlets to OUTLETS_FILE.")
    fetcher = open_fetcher(settings)
    try:
        answers = await asyncio.gather(*(fetcher.get(Request(url=url)) for url in urls))
    finally:
        await fetcher.close()
    failed = [
        f"{url}: {answer.reason}: {answer.detail}"
        for url, answer in zip(urls, answers, strict=True)
        if isinstance(answer, FetchFailed)
    ]
    says = f"{len(urls) - len(failed)} of {len(urls)} feeds answered"
    if not failed:
        return Finding("network", Verdict.OK, says)
    if len(failed) < len(urls):
        return Finding("network", Verdict.WARNING, f"{says}; {failed[0]}", "/status names feeds that fail.")
    return Finding(
        "network",
        Verdict.BAD,
        f"{says}; {failed[0]}",
        "Check cable, DNS, firewall, and PROXY_URL if there has to be a proxy.",
    )


async def _telegram(settings: Settings, groups: Sequence[Chat]) -> list[Finding]:
    # 25 MB that a doctor without a token need not load.
    from bot.telegram.examination import Answered, Unknown, server_time, who
    from bot.telegram.sender import open_bot

    environment = settings.environment
    clock = _clock(await server_time(environment.telegram_api_url, settings.proxy), datetime.now(UTC))
    if environment.telegram_bot_token is None:
        return [clock, Finding("token", Verdict.WARNING, "not set", "Get one from @BotFather in Telegram.")]
    bot = open_bot(
        environment.telegram_bot_token.get_secret_value(), environment.telegram_api_url, settings.proxy
    )
    try:
        match await who(bot):
            case Answered(username, id_):
                token = Finding("token", Verdict.OK, f"belongs to @{username} ({id_})")
                return [clock, token, await _rights(bot, groups)]
            case Unknown():
                says, remedy = "Telegram does not know it", "Ask @BotFather for it (/mybots, API Token)."
            case unreached:
                says = f"Telegram cannot be reached: {unreached.detail}"
                remedy = "Check the network, a firewall towards api.telegram.org, and TELEGRAM_API_URL."
        return [clock, Finding("token", Verdict.BAD, says, remedy)]
    finally:
        await bot.shutdown()


def _clock(theirs: datetime | None, ours: datetime) -> Finding:
    if theirs is None:
        return Finding(
            "clock", Verdict.WARNING, "nobody told the time to compare with", "Ask again with a network."
        )
    off = ours - theirs
    # The header has whole seconds, and the answer took its time.
    says = f"{abs(off.total_seconds()):.0f} s {'ahead' if off > timedelta() else 'behind'}"
    if abs(off) > _OFF:
        verdict = Verdict.BAD if abs(off) > _FAR_OFF else Verdict.WARNING
        return Finding("clock", verdict, says, "Set the clock by NTP (timedatectl set-ntp true).")
    return Finding("clock", Verdict.OK, says)


async def _rights(bot: "Bot", groups: Sequence[Chat]) -> Finding:
    from bot.telegram.examination import obstacles

    if not groups:
        return Finding("chats", Verdict.OK, "no group or channel yet")
    looked = groups[:_CHATS]
    found = await obstacles(bot, looked)
    rest = f" (the first {_CHATS})" if len(groups) > _CHATS else ""
    says = f"the bot may write to {len(looked) - len(found)} of {len(groups)} groups and channels{rest}"
    if not found:
        return Finding("chats", Verdict.OK, says)
    names = {chat.id: chat.title or str(chat.id) for chat in looked}
    told = "; ".join(f"{names[id_]}: {reason}" for id_, reason in found.items())
    return Finding(
        "chats",
        Verdict.WARNING,
        f"{says}; {told}",
        "Give the bot the right to post there (channels: administrator), or let it leave.",
    )
