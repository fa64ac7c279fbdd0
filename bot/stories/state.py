"""The state of a story from its reports: single, corroborated, contested, confirmed or retracted, with the evidence.

The rule, in the order in which it is tried; the first that holds decides:

1. retracted: every independent source that told the story has taken it back;
2. contested: somebody denies it, and no confirmation by a party that can came in a later minute;
3. confirmed: a party that can confirms it: an office, state or group that the story is about (it acts or is accused),
   never a monitor, unnamed sources, media, the opposition or a third party;
4. corroborated: two or more independent sources tell it;
5. single.

What counts as independent is `credit`'s business, what a sentence does is `claims`'s.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.model import Claim, Outlet, Report, Stance, State
from bot.stories.credit import arrival, independent, source_key, source_name
from bot.stories.parties import can_confirm, parties

_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Proof:
    """A claim that carries a state, and the report that holds it."""

    report: Report
    claim: Claim


@dataclass(frozen=True, slots=True)
class StoryState:
    """A story's state with its evidence. `attributed`: nobody tells it as fact, so neither may an alert."""

    state: State
    reason: str
    evidence: tuple[Proof, ...]
    #: Names of the independent sources that tell the story and did not take it back, in order of arrival.
    independent: tuple[str, ...]
    attributed: bool


def state(reports: Sequence[Report], outlets: Mapping[str, Outlet]) -> StoryState:
    """The state of a story. Pure and total: no reports is `single` without evidence; the order given does not matter,
    nor does the order of arrival within a minute."""
    ordered = arrival(reports)
    proofs = [Proof(report, claim) for report in ordered for claim in report.claims]
    taken_back = _taken_back(ordered, outlets)
    telling = [report for report in ordered if source_key(report, ordered, outlets) not in taken_back]
    told = [report for report in telling if _tells(report)]
    names = independent_of(told, ordered, outlets)
    retracted = [proof for proof in proofs if proof.claim.stance is Stance.RETRACTS]
    denied = [proof for proof in proofs if proof.claim.stance is Stance.DENIES]
    confirmed = [proof for proof in proofs if proof.report in telling and _confirms(proof, ordered)]
    standing = _standing(denied, confirmed)
    if retracted and not told and not confirmed:
        return _made(State.RETRACTED, "every source that told it took it back", retracted, names, telling)
    if standing:
        return _made(
            State.CONTESTED, _who("denied by", standing), [*standing, *_positive(proofs)], names, telling
        )
    if confirmed:
        return _made(State.CONFIRMED, _who("confirmed by", confirmed), confirmed, names, telling)
    if len(names) >= _ENOUGH:
        reason = f"{len(names)} independent sources: {', '.join(names)}"
        return _made(State.CORROBORATED, reason, _positive(proofs), names, telling)
    reason = f"one independent source: {names[0]}" if names else "no source tells it as its own"
    return _made(State.SINGLE, reason, _positive(proofs), names, telling)


def independent_of(
    told: Sequence[Report], reports: Sequence[Report], outlets: Mapping[str, Outlet]
) -> tuple[str, ...]:
    """Independent sources among some reports of a story, with credits followed through all of them."""
    if len(told) == len(reports):
        return independent(reports, outlets)
    found: dict[str, str] = {}
    for report in told:
        found.setdefault(source_key(report, reports, outlets), source_name(report, reports, outlets))
    return tuple(found.values())


def _made(
    state: State, reason: str, evidence: Iterable[Proof], names: tuple[str, ...], telling: Iterable[Report]
) -> StoryState:
    as_fact = any(not report.claims or report.claims[0].stance is Stance.REPORTS for report in telling)
    attributed = state in (State.CONTESTED, State.RETRACTED) or (state is not State.CONFIRMED and not as_fact)
    return StoryState(state, reason, tuple(evidence), names, attributed)


def _main(report: Report) -> Stance:
    return report.claims[0].stance if report.claims else Stance.REPORTS


def _tells(report: Report) -> bool:
    """Whether a report carries the story on, as fact or as claim, rather than only its denial or retraction."""
    return _main(report) in (Stance.REPORTS, Stance.CLAIMS, Stance.CONFIRMS)


def _taken_back(reports: Sequence[Report], outlets: Mapping[str, Outlet]) -> frozenset[str]:
    """Sources whose latest word is a retraction."""
    latest: dict[str, list[Report]] = {}
    for report in reports:
        kept = latest.setdefault(source_key(report, reports, outlets), [])
        if kept and _minute(kept[0]) != _minute(report):
            # A later report takes the story up again, or back.
            kept.clear()
        kept.append(report)
    return frozenset(
        key for key, last in latest.items() if any(_main(each) is Stance.RETRACTS for each in last)
    )


def _minute(report: Report) -> int:
    return int(report.seen_at.timestamp() // 60)


def _standing(denied: Sequence[Proof], confirmed: Sequence[Proof]) -> list[Proof]:
    """Denials that no confirmation followed in a later minute."""
    last = max((_minute(proof.report) for proof in confirmed), default=-1)
    return [proof for proof in denied if _minute(proof.report) >= last]


def _confirms(proof: Proof, reports: Sequence[Report]) -> bool:
    """Whether a confirmation comes from a party that can: see the rule at the head of this module."""
    claim, lang = proof.claim, proof.report.lang
    if claim.stance is not Stance.CONFIRMS or not can_confirm(claim.source, lang):
        return False
    speaking = parties(claim.source, lang)
    if not speaking:
        # "The health ministry", "police": an office of the place of the event.
        return True
    return bool(speaking & _about(proof, reports))


def _about(proof: Proof, reports: Sequence[Report]) -> frozenset[str]:
    """States and groups that the story is about: those of its headlines, without who speaks in them."""
    found: set[str] = set()
    for report in reports:
        speakers = {claim.source for claim in report.claims if claim.source}
        text = report.title
        for speaker in sorted(speakers, key=len, reverse=True):
            text = text.replace(speaker, " ")
        found |= parties(text, report.lang)
    own = proof.claim.sentence.replace(proof.claim.source, " ")
    rest = parties(own, proof.report.lang)
    if not rest:
        # Nobody else is named: the speaker tells of its own affairs.
        found |= parties(proof.claim.source, proof.report.lang)
    return frozenset(found | rest)


def _positive(proofs: Iterable[Proof]) -> list[Proof]:
    seen: set[str] = set()
    kept: list[Proof] = []
    for proof in proofs:
        if (
            proof.claim.stance in (Stance.REPORTS, Stance.CLAIMS, Stance.CONFIRMS)
            and proof.report.article not in seen
        ):
            seen.add(proof.report.article)
            kept.append(proof)
    return kept


def _who(verb: str, proofs: Sequence[Proof]) -> str:
    names = dict.fromkeys(proof.claim.source or proof.report.outlet_name for proof in proofs)
    return f"{verb} {', '.join(names)}"
