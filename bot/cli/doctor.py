"""python -m bot doctor: every part of the installation in a line, with what to do; the worker may run meanwhile."""

import asyncio
import json
from dataclasses import asdict

from bot.cli.problems import FAILED, WRONG
from bot.runtime.examination import Finding, Verdict, examine
from bot.runtime.logs import configure_logs
from bot.settings import SettingsError, load_settings


def doctor(*, as_json: bool) -> int:
    """Look at everything; returns 0 where nothing is bad (a warning is not), 1 where something is, 2 for settings."""
    try:
        settings = load_settings()
    except SettingsError as error:
        for problem in error.problems:
            place, _, rest = problem.partition(": ")
            finding = Finding("settings", Verdict.BAD, problem, f"Mend it in the {place}." if rest else "")
            _tell(finding, as_json=as_json)
        return WRONG
    configure_logs(level="ERROR", form=settings.environment.log_format, secrets=settings.secrets)
    found = asyncio.run(examine(settings))
    for finding in found:
        _tell(finding, as_json=as_json)
    return FAILED if any(finding.verdict is Verdict.BAD for finding in found) else 0


def _tell(finding: Finding, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(asdict(finding), ensure_ascii=False))
        return
    print(f"{finding.verdict:8} {finding.part}: {finding.says}")
    if finding.remedy:
        print(f"{'':8} {finding.remedy}")
