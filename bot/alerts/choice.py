"""What of an alert's content stands for the whole: headline, evidence and voices. How they look stands in render.py."""

from collections.abc import Collection, Iterable
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


#: What does not tell a story on: a headline that denies it stands for it only where there is no other.
_AGAINST = (Stance.DENIES, Stance.RETRACTS)


def headline_report(content: AlertContent, language: str) -> Report:
    """The report whose headline stands for the story.

    In the reader's language where an outlet of that language carries it; of those one that tells the story before one
    that denies it, while the story is contested one that attributes it before one that states it as fact, and an own
    report before a copy.
    """
    contested = content.state is State.CONTESTED

    def rank(report: Report) -> tuple[bool, ...]:
        stance = _main(report)
        return (
            report.lang != language,
            not clean(report.title),
            stance in _AGAINST,
            contested and stance is not Stance.CLAIMS,
            bool(report.credit),
        )

    return min(content.reports, key=rank)


def is_told_as_claim(content: AlertContent, report: Report) -> bool:
    """Whether a headline states as fact what its own article only attributes, and nobody confirmed."""
    if _main(report) is not Stance.CLAIMS or content.state is State.CONFIRMED:
        return False
    return clean(report.claims[0].sentence) != clean(report.title)


def is_only_claimed(content: AlertContent) -> bool:
    """Whether nobody who tells the story tells it as fact, while the state's name does not say so itself."""
    if content.state not in (State.SINGLE, State.CORROBORATED):
        return False
    telling = [report for report in content.reports if _main(report) not in _AGAINST]
    return bool(telling) and all(_main(report) is Stance.CLAIMS for report in telling)


def _main(report: Report) -> Stance:
    return report.claims[0].stance if report.claims else Stance.REPORTS


def evidence_beside(content: AlertContent, headline: Report) -> Evidence | None:
    """The sentence that proves the hit: of the headline's report, or else of the first that has one."""
    reports = (headline, *content.reports)
    return next((report.evidence for report in reports if report.evidence), None)


def voices(content: AlertContent, language: str) -> tuple[list[Voice], list[Voice]]:
    """Who claims, confirms, denies or retracts: what to show, and what to fold away.

    Each speaker is heard once in each stance, in the reader's language where an outlet quotes it so; of each stance
    one at least is shown. A plain report is no voice, nor is a claim of nobody while somebody claims.
    """
    heard: dict[tuple[Stance, str], Voice] = {}
    for voice in _all(content):
        key = (voice.claim.stance, _who(content, voice))
        before = heard.get(key)
        if before is None or (voice.report.lang == language != before.report.lang):
            heard[key] = voice
    if any(stance is Stance.CLAIMS and voice.claim.source for (stance, _), voice in heard.items()):
        heard = {
            key: voice for key, voice in heard.items() if key[0] is not Stance.CLAIMS or voice.claim.source
        }
    ranked = sorted(heard.values(), key=lambda voice: _ORDER.index(voice.claim.stance))
    firsts = {voice.claim.stance: voice for voice in reversed(ranked)}
    rest = [voice for voice in ranked if firsts[voice.claim.stance] is not voice]
    room = max(_SHOWN - len(firsts), 0)
    shown = sorted([*firsts.values(), *rest[:room]], key=ranked.index)
    return shown, rest[room : room + _FOLDED]


def _who(content: AlertContent, voice: Voice) -> str:
    """One key for a speaker under all its names."""
    titles = content.speakers.get(voice.claim.source, {})
    return titles.get("en") or clean(voice.claim.source or voice.report.outlet_name).casefold()


def announcer(content: AlertContent) -> Voice | None:
    """The newest claim that explains the state; None where the sources themselves do."""
    stance = _ANNOUNCED_BY.get(content.state)
    found = [voice for voice in _all(content) if voice.claim.stance is stance]
    return found[-1] if found else None


def _all(content: AlertContent) -> Iterable[Voice]:
    names = {report.outlet_name.casefold() for report in content.reports}
    for report in content.reports:
        for claim in report.claims:
            if claim.stance in _ORDER and clean(claim.sentence) and not _is_echo(claim, report, names):
                yield Voice(claim, report)


def _is_echo(claim: Claim, report: Report, names: Collection[str]) -> bool:
    """Whether a copy only says that it has it from an outlet that speaks for itself in this story."""
    credit = report.credit_name.casefold()
    return (
        bool(credit)
        and claim.stance is Stance.CLAIMS
        and credit in names
        and credit in claim.source.casefold()
    )
