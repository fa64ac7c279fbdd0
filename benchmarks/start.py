"""Start-up time and memory of the worker: a preview with 50 outlets on loopback and the shipped watchlists.

    python -m benchmarks.start [--runs 3] [--feeds 50] [--polls 20] [--json]

Each run starts `python -m bot run` on an empty data directory, lets it poll every feed `--polls` times (once a second,
while outlets publish what hits a watchlist, so that pages are fetched and workers come up), ends it, and starts it
again on what it stored. Reported are medians, against the limits of 2 s to the first poll and 120 MB resident.
"""

import argparse
import asyncio
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.bench import descendants
from tests.journeys.harness import PROJECT, BotProcess, Journey, journey
from tests.journeys.outlets import Outlet

#: The project's own limits: seconds to the first poll, and MB (10^6 bytes) resident in the main process.
SECONDS = 2.0
MEGABYTES = 120.0

#: Unlike each other, as a day's news is: each article gets its own pair of a subject and a deed, in four languages.
_SUBJECTS = {
    "en": "Farmers|Engineers|Judges|Nurses|Sailors|Teachers|Bakers|Miners|Poets|Pilots|Tailors|Students",
    "ar": "المزارعون|المهندسون|القضاة|الممرضون|البحارة|المعلمون|الخبازون|عمال المناجم|الشعراء|الطيارون|الخياطون|الطلاب",
    "tr": "Çiftçiler|Mühendisler|Hâkimler|Hemşireler|Denizciler|Öğretmenler|Fırıncılar|Madenciler|Şairler|Pilotlar",
    "fr": "Les paysans|Les ingénieurs|Les juges|Les infirmières|Les marins|Les enseignants|Les boulangers|Les mineurs",
}
_DEEDS = {
    "en": "open a museum of glass|count rare storks|ask for higher wages|repair an old bridge|taste this year's olives|"
    "plant ten thousand cedars|lose the cup final|sign a contract for buses|find a Roman mosaic|warn of heavy rain",
    "ar": "يفتتحون متحفا للزجاج|يحصون طيور اللقلق|يطالبون برفع الأجور|يصلحون جسرا قديما|يتذوقون زيتون هذا العام|"
    "يزرعون عشرة آلاف شجرة أرز|يخسرون نهائي الكأس|يوقعون عقدا للحافلات|يعثرون على فسيفساء|يحذرون من أمطار غزيرة",
    "tr": "cam müzesi açtı|leylekleri saydı|ücret artışı istedi|eski köprüyü onardı|bu yılın zeytinini tattı|"
    "on bin sedir dikti|kupa finalini kaybetti|otobüs sözleşmesi imzaladı|Roma mozaiği buldu|şiddetli yağmur için uyardı",
    "fr": "ouvrent un musée du verre|comptent les cigognes|demandent de meilleurs salaires|réparent un vieux pont|"
    "goûtent les olives de l'année|plantent dix mille cèdres|perdent la finale|signent un contrat pour des autobus",
}
_LANGUAGES = tuple(_SUBJECTS)
_HIT = "Egypt sends {} soldiers to Syria's Idlib, sources say"
_BODY = (
    "Egyptian troops arrived near Saraqeb in Syria's Idlib province, a commander told reporters on the {}th call. "
    "The army in Cairo did not answer questions. Residents said that trucks had passed through the town at night, "
    "and that soldiers had been seen at two checkpoints on the road to the east of the province. "
)


@dataclass(frozen=True, slots=True)
class Start:
    """One start of the worker."""

    #: Seconds from the start of the process to the first request at an outlet, until every feed was asked, and until
    #: all that they had was stored and worked off.
    first_poll: float
    all_polled: float
    round_over: float
    #: MB resident in the main process after the first round, and at the end.
    after_round: float
    at_end: float
    #: The pool's workers at the end: how many, and their MB together.
    workers: int
    workers_mb: float


def main(argv: Sequence[str]) -> int:
    """Run, print, and return 0."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.start", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--feeds", type=int, default=50)
    parser.add_argument("--polls", type=int, default=20, help="of every feed, after the first round")
    parser.add_argument("--json", action="store_true", help="one JSON line per start")
    options = parser.parse_args(argv)
    starts: list[tuple[str, Start]] = []
    for number in range(options.runs):
        with tempfile.TemporaryDirectory(prefix="khabar-start-") as directory:
            starts += asyncio.run(_run(Path(directory), options.feeds, options.polls))
        if options.json:
            for name, start in starts[-2:]:
                print(json.dumps({"run": number + 1, "start": name} | asdict(start)))
    if not options.json:
        _print(starts, options)
    return 0


async def _run(directory: Path, feeds: int, polls: int) -> list[tuple[str, Start]]:
    """A first start and a second one on the same data."""
    outlets = [_outlet(number) for number in range(feeds)]
    settings = {
        "TELEGRAM_BOT_TOKEN": "",
        "WATCHLISTS_DIR": os.environ.get("WATCHLISTS_DIR") or str(PROJECT / "watchlists"),
        "HOME": str(directory),
    }
    async with journey(directory, *outlets, environment=settings) as run:
        first = await _start(run, polls)
        again = await _start(run, polls)
    shutil.rmtree(directory / "data", ignore_errors=True)
    return [("first", first), ("again", again)]


def _outlet(number: int) -> Outlet:
    language = _LANGUAGES[number % len(_LANGUAGES)]
    subjects, deeds = _SUBJECTS[language].split("|"), _DEEDS[language].split("|")
    chance = random.Random(number)
    outlet = Outlet(f"outlet-{number + 1}", language=language)
    for hour in range(10, 0, -1):
        titles = [f"{chance.choice(subjects)} {chance.choice(deeds)}" for _ in range(3)]
        outlet.publish(
            f"{titles[0]} ({chance.randrange(10_000)})", ". ".join(titles[1:]), minutes_ago=60.0 * hour
        )
    return outlet


async def _start(run: Journey, polls: int) -> Start:
    for outlet in run.outlets:
        outlet.requests.clear()
    began = time.perf_counter()
    bot = await run.start()
    await run.until(lambda: any(outlet.requests for outlet in run.outlets), seconds=60, what="the first poll")
    first_poll = time.perf_counter() - began
    await run.until(
        lambda: all(outlet.requests for outlet in run.outlets), seconds=120, what="a poll of every feed"
    )
    all_polled = time.perf_counter() - began
    await run.until(
        lambda: "feeds answered" in bot.output(), seconds=600, what="the summary of the first round"
    )
    round_over = time.perf_counter() - began
    after_round = _resident(bot.process.pid)
    for round_ in range(polls):
        _publish(run.outlets[round_ % len(run.outlets)], round_)
        wanted = round_ + 2
        await run.until(
            lambda wanted=wanted: all(len(outlet.requests) >= wanted for outlet in run.outlets),  # type: ignore[misc]
            seconds=120,
            what="another poll of every feed",
        )
    start = _measured(bot, (first_poll, all_polled, round_over), after_round)
    await bot.terminate()
    return start


def _publish(outlet: Outlet, number: int) -> None:
    paragraphs = "\n\n".join(_BODY.format(number + part) for part in range(6))
    outlet.publish(_HIT.format(100 + number), "Egyptian soldiers in Syria.", text=paragraphs, lang="en")


def _measured(bot: BotProcess, moments: tuple[float, float, float], after_round: float) -> Start:
    workers = list(descendants(bot.process.pid))
    return Start(
        first_poll=round(moments[0], 2),
        all_polled=round(moments[1], 2),
        round_over=round(moments[2], 2),
        after_round=round(after_round, 1),
        at_end=round(_resident(bot.process.pid), 1),
        workers=len(workers),
        workers_mb=round(sum(_resident(pid) for pid in workers), 1),
    )


def _resident(pid: int) -> float:
    """MB resident (10^6 bytes); 0 for a process that has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _print(starts: Sequence[tuple[str, Start]], options: argparse.Namespace) -> None:
    print(f"{options.feeds} feeds, {options.runs} runs, {options.polls} more polls of each; medians\n")
    print(f"{'':36}{'first start':>14}{'second start':>14}{'limit':>10}{'ratio':>8}")
    rows: tuple[tuple[str, str, str, float | None], ...] = (
        ("to the first poll", "first_poll", "s", SECONDS),
        ("until every feed was asked", "all_polled", "s", None),
        ("until the first round was over", "round_over", "s", None),
        ("main process after the first round", "after_round", "MB", MEGABYTES),
        ("main process at the end", "at_end", "MB", MEGABYTES),
        ("workers at the end", "workers", "", None),
        ("their memory", "workers_mb", "MB", None),
    )
    for title, field, unit, limit in rows:
        first, again = (
            statistics.median(getattr(start, field) for name, start in starts if name == wanted)
            for wanted in ("first", "again")
        )
        bound = f"{limit:g} {unit}" if limit else ""
        ratio = f"{max(first, again) / limit:.2f}" if limit else ""
        print(f"{title:36}{f'{first:g} {unit}':>14}{f'{again:g} {unit}':>14}{bound:>10}{ratio:>8}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
