"""What of an alert's content stands for the whole: headline, evidence and voices. How they look stands in render.py."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.alerts.foreign import clean
from bot.model import AlertContent, Claim, Evidence, Report, Stance, State

#: The voices of a story in the order they are shown: what speaks against it first.
_ORDER = (Stance.DENIES, Stance.RETRACTS, Stance.CONFIRMS, Stance.CLAIMS)
#: What announces a state: the newest claim of this stance.
_ANNOUNCED_BY = {
    State.CONTESTED: Stance.DENIES,
    State.CONFIRMED: Stance.CONFIRMS,
    State.RETRACTED: Stance.RETRACTS,
}
_SHOWN = 4
_FOLDED = 6


@dataclass(frozen=True, slots=True)
class Voice:
    """A claim with the report that carries it."""

    claim: Claim
    report: Report


def headline_report(content: AlertContent, language: str) -> Report:
    """The report whose headline stands for the story: in the reader's language, its own before a copy."""
    reports = content.reports
    mine = [report for report in reports if report.lang == language] or list(reports)
    titled = [report for report in mine if clean(report.title)] or mine
    return next((report for report in titled if not report.credit), titled[0])


def evidence_beside(content: AlertContent, headline: Report) -> Evidence | None:
    """The sentence that proves the hit: of the headline's report, or else of the first that has one."""
    reports = (headline, *content.reports)
    return next((report.evidence for report in reports if report.evidence), None)


def voices(content: AlertContent, language: str) -> tuple[list[Voice], list[Voice]]:
    """Who claims, confirms, denies or retracts: what to show, and what to fold away.

    Each speaker is heard once in each stance, in the reader's language where an outlet quotes it so; of each stance
    one at least is shown. A plain report is no voice.
    """
    heard: dict[tuple[Stance, str], Voice] = {}
    for voice in _all(content):
        key = (voice.claim.stance, clean(voice.claim.source or voice.report.outlet_name).casefold())
        before = heard.get(key)
        if before is None or (voice.report.lang == language != before.report.lang):
            heard[key] = voice
    ranked = sorted(heard.values(), key=lambda voice: _ORDER.index(voice.claim.stance))
    firsts = {voice.claim.stance: voice for voice in reversed(ranked)}
    rest = [voice for voice in ranked if firsts[voice.claim.stance] is not voice]
    room = max(_SHOWN - len(firsts), 0)
    shown = sorted([*firsts.values(), *rest[:room]], key=ranked.index)
    return shown, rest[room : room + _FOLDED]


def announcer(content: AlertContent) -> Voice | None:
    """The newest claim that explains the state; None where the sources themselves do."""
    stance = _ANNOUNCED_BY.get(content.state)
    found = [voice for voice in _all(content) if voice.claim.stance is stance]
    return found[-1] if found else None


def _all(content: AlertContent) -> Iterable[Voice]:
    for report in content.reports:
        for claim in report.claims:
            if claim.stance in _ORDER and clean(claim.sentence):
                yield Voice(claim, report)
