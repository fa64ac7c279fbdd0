"""The content of an alert as its story grows. Whom it is told to stands in address.py, its looks in render.py."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.alerts.figures import moving
from bot.model import AlertContent, Earlier, Edit, Report, Ruling, Stance, State, WatchlistName


def grow(
    previous: AlertContent | None,
    *,
    story: str,
    reports: Sequence[Report],
    state: State,
    independent: Sequence[str],
    watchlists: Sequence[WatchlistName],
    speakers: Mapping[str, Mapping[str, str]] | None = None,
    now: datetime,
    edits: Sequence[Edit] = (),
    earlier: Earlier | None = None,
) -> AlertContent | None:
    """The next content of a story's alert.

    Args:
        previous: the content stored last; None where there is none.
        story: the story's id.
        reports: all reports of the story, at least one; those of `previous` that are missing here left it.
        state: of the story.
        independent: names of its independent sources, in order of arrival.
        watchlists: those the story hits now; those of `previous` stay, so that an edited query takes no
            alert back.
        speakers: titles by language of the speakers that are concepts.
        now: becomes `updated_at`.
        edits: what outlets changed in these reports.
        earlier: the alert that a new one goes on from.

    Returns:
        The new content, or None where nothing a reader could see has changed. `state_revision` starts at 1
        and grows by one with each change of state.
    """
    arrived = tuple(sorted(reports, key=lambda report: report.seen_at))
    if previous is None:
        return AlertContent(
            story=story,
            state=state,
            state_revision=1,
            watchlists=_joined((), watchlists),
            reports=arrived,
            independent=tuple(independent),
            speakers=speakers or {},
            first_seen_at=arrived[0].seen_at,
            updated_at=now,
            edits=tuple(edits),
            earlier=earlier,
        )
    if previous.ruling is Ruling.RETRACTED:
        state = previous.state  # an admin has taken it back: no outlet changes that
    grown = replace(
        previous,
        state=state,
        edits=tuple(edits),
        state_revision=previous.state_revision + (state is not previous.state),
        watchlists=_joined(previous.watchlists, watchlists),
        reports=arrived,
        independent=tuple(independent),
        speakers=speakers or {},
        first_seen_at=arrived[0].seen_at,
        merged=None if _is_back(previous, arrived) else previous.merged,
    )
    return None if _visible(grown) == _visible(previous) else replace(grown, updated_at=now)


def ruled(previous: AlertContent, ruling: Ruling, text: str, *, state: State, now: datetime) -> AlertContent:
    """The content with an admin's correction, with the whole alert retracted, or with either taken back.

    Counts as a change of state, so that a reply announces it in each chat. `state` is what the outlets say, for where
    a retraction is taken back.
    """
    if ruling is not Ruling.RETRACTED and previous.ruling is not Ruling.RETRACTED:
        state = previous.state
    return replace(
        previous,
        state=State.RETRACTED if ruling is Ruling.RETRACTED else state,
        state_revision=previous.state_revision + 1,
        correction=text,
        ruling=ruling,
        updated_at=now,
    )


def _is_back(previous: AlertContent, reports: Sequence[Report]) -> bool:
    """Whether a story that was merged into another has its first article again: an admin parted them."""
    return any(report.article == previous.reports[0].article for report in reports)


def _joined(known: Sequence[WatchlistName], now: Sequence[WatchlistName]) -> tuple[WatchlistName, ...]:
    """The known watchlists in their order, renewed where there is a newer version, then the new ones."""
    newest: dict[str, WatchlistName] = {name.id: name for name in known}
    for name in now:
        newest[name.id] = name
    return tuple(newest.values())


def _visible(content: AlertContent) -> tuple[object, ...]:
    """What a reader could see of a content: not when it was made, nor with which version of a query."""
    return (
        content.state,
        tuple((name.id, _titles(name.title)) for name in content.watchlists),
        tuple(_shown(report) for report in content.reports),
        [
            (counted, each.figure, each.report.outlet, each.before, each.others)
            for counted, readings in moving(content)
            for each in readings
        ],
        content.independent,
        content.correction,
        content.ruling,
        content.edits,
        content.merged,
    )


def _titles(titles: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(titles.items()))


def _shown(report: Report) -> Report:
    # A figure is seen only where it moves.
    return replace(
        report,
        claims=tuple(claim for claim in report.claims if claim.stance is not Stance.REPORTS),
        figures=(),
    )
