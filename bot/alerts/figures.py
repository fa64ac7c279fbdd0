"""Which figures of a story move: outlets differ, or a number changed. How they are written is figure_words.py's."""

from dataclasses import dataclass

from bot.model import AlertContent, Bound, Counted, Figure, Report


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as it stands now, with the report that had it first."""

    figure: Figure
    report: Report
    #: What the same outlet said before; None where it never changed it.
    before: Figure | None
    #: Outlets that say the same by now.
    others: int


def moving(content: AlertContent) -> tuple[tuple[Counted, tuple[Reading, ...]], ...]:
    """The things that are counted differently over outlets or time, each with its readings in order of arrival.

    Of each outlet its newest figure counts. "At least 12" and "12" are one reading, "dozens" and 24 are two.
    """
    by_outlet: dict[Counted, dict[str, list[tuple[Figure, Report]]]] = {}
    for report in content.reports:
        for figure in report.figures:
            told = by_outlet.setdefault(figure.counted, {}).setdefault(report.outlet, [])
            if not told or _value(told[-1][0]) != _value(figure):
                told.append((figure, report))
    return tuple(
        (counted, _readings(content, by_outlet[counted]))
        for counted in Counted
        if counted in by_outlet and _moves(by_outlet[counted])
    )


def _value(figure: Figure) -> tuple[bool, int, int | None]:
    return (figure.bound is Bound.ORDER, figure.value, figure.upper)


def _moves(told: dict[str, list[tuple[Figure, Report]]]) -> bool:
    return len({_value(figure) for figures in told.values() for figure, _ in figures}) > 1


def _readings(content: AlertContent, told: dict[str, list[tuple[Figure, Report]]]) -> tuple[Reading, ...]:
    order = {report.article: number for number, report in enumerate(content.reports)}
    grouped: dict[tuple[bool, int, int | None], list[list[tuple[Figure, Report]]]] = {}
    for figures in sorted(told.values(), key=lambda figures: order[figures[-1][1].article]):
        grouped.setdefault(_value(figures[-1][0]), []).append(figures)
    return tuple(
        Reading(
            figure=first[-1][0],
            report=first[-1][1],
            before=first[-2][0] if len(first) > 1 else None,
            others=len(rest),
        )
        for first, *rest in grouped.values()
    )
