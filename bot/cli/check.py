"""python -m bot check: settings, outlets, watchlists with their cases; everything that is wrong, at once."""

import os
from pathlib import Path

from bot.cli.problems import WRONG, tell
from bot.runtime.catalogue import SheetsError, compiled, failed_cases, misnamed, read_sheets
from bot.runtime.outlets import read_outlets
from bot.settings import Environment, Settings, SettingsError, load_settings


def check() -> int:
    """Read everything; returns 0 where nothing is to be mended, else 2."""
    problems: list[str] = []
    found: list[str] = []
    settings = _settings(problems)
    environment = settings.environment if settings else _places()
    try:
        outlets = read_outlets(environment.outlets_file)
        found.append(f"{len(outlets)} outlets with {sum(len(outlet.feeds) for outlet in outlets)} feeds")
    except SheetsError as error:
        problems += error.problems
    try:
        sheets = read_sheets(environment.watchlists_dir)
        catalogue = compiled(sheets)
        problems += [*catalogue.problems, *misnamed(sheets, catalogue), *failed_cases(catalogue)]
        cases = sum(len(item.cases.hit) + len(item.cases.miss) for item in catalogue.watchlists.values())
        found.append(
            f"{len(catalogue.watchlists)} watchlists with {cases} cases, {len(catalogue.library.ids)} concepts"
        )
    except SheetsError as error:
        problems += error.problems
    if problems:
        tell(problems)
        tell([f"{len(problems)} to mend."])
        return WRONG
    print("All well: " + "; ".join(found) + ".")
    return 0


def _settings(problems: list[str]) -> Settings | None:
    try:
        return load_settings()
    except SettingsError as error:
        problems += error.problems
        return None


def _places() -> Environment:
    """Where the files are, as far as settings that are wrong tell."""
    places = Environment.model_construct()
    for name in ("outlets_file", "watchlists_dir"):
        if place := os.environ.get(name.upper()):
            setattr(places, name, Path(place))
    return places
