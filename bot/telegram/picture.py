"""A chart as a PNG: stories per day and watchlist, outlets and languages; for a phone, on light and dark backgrounds.

Runs in the worker process; matplotlib is imported only when something is drawn. It shapes and orders Arabic by itself.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from babel import Locale

from bot.model import Chart, Curves

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Inches at 150 dots each: as wide as a phone shows a photo.
_WIDTH = 7.2
_DPI = 150
#: One paper for both: a photo brings its own background, and this grey-blue glares on neither.
_PAPER, _INK = "#1f2933", "#f5f7fa"
#: Told apart by most colour-blind people (Okabe and Ito, 2008).
_COLOURS = ("#56b4e9", "#e69f00", "#009e73", "#f0e442", "#cc79a7", "#d55e00", "#0072b2", "#bbbbbb")
_BAR = 0.30


def drawn(chart: Chart | Curves) -> bytes:
    """The picture as a PNG within Telegram's limits for photos (10 MB, ratio below 20)."""
    from matplotlib import rc_context

    style: Any = {
        "font.family": ["DejaVu Sans"],
        "font.size": 13,
        "text.color": _INK,
        "axes.labelcolor": _INK,
        "xtick.color": _INK,
        "ytick.color": _INK,
        # Names of outlets may hold what it would take for a formula.
        "text.parse_math": False,
    }
    with rc_context(style):
        figure = figure_of(chart) if isinstance(chart, Chart) else curves_of(chart)
        output = BytesIO()
        figure.savefig(output, format="png", dpi=_DPI, facecolor=_PAPER)
        return output.getvalue()


def figure_of(chart: Chart) -> "Figure":
    """The figure, not yet painted."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    layout = ConstrainedLayoutEngine(w_pad=0.15, h_pad=0.15)
    mirrored = Locale.parse(chart.language).text_direction == "rtl"
    rows = [len(chart.outlets), len(chart.languages)]
    heights = [3.2 + 0.33 * len(chart.watchlists), *(0.9 + _BAR * max(number, 1) for number in rows)]
    figure = Figure(figsize=(_WIDTH, sum(heights) + 0.5), layout=layout, facecolor=_PAPER)
    figure.suptitle(chart.title, fontsize=16, fontweight="bold")
    axes = figure.subplots(3, 1, height_ratios=heights)
    _stacked(axes[0], chart, mirrored=mirrored)
    for axis, heading, bars, colour in (
        (axes[1], chart.headings[1], chart.outlets, _COLOURS[0]),
        (axes[2], chart.headings[2], chart.languages, _COLOURS[1]),
    ):
        _bars(axis, heading, bars, colour, mirrored=mirrored)
    return figure


def curves_of(picture: Curves) -> "Figure":
    """Shares over time with their intervals as whiskers, and below each place on how many they were counted."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    layout = ConstrainedLayoutEngine(w_pad=0.15, h_pad=0.15)
    mirrored = Locale.parse(picture.language).text_direction == "rtl"
    height = 2.6
    figure = Figure(figsize=(_WIDTH, height * len(picture.curves) + 0.9), layout=layout, facecolor=_PAPER)
    figure.suptitle(picture.title, fontsize=16, fontweight="bold")
    axes = figure.subplots(len(picture.curves), 1, squeeze=False)[:, 0]
    for number, (name, points) in enumerate(picture.curves):
        axis, colour = axes[number], _COLOURS[number % len(_COLOURS)]
        known = [(place, point) for place, point in enumerate(points) if point is not None]
        axis.errorbar(
            [place for place, _ in known],
            [point.share for _, point in known],
            yerr=[
                [max(0.0, point.share - point.low) for _, point in known],
                [max(0.0, point.high - point.share) for _, point in known],
            ],
            color=colour,
            ecolor=colour,
            marker="o",
            capsize=4,
            linewidth=2,
        )
        _plain(axis, name, mirrored=mirrored)
        axis.set_ylim(-0.02, 1.05)
        axis.set_yticks([0, 0.5, 1], ["0", "50 %", "100 %"])
        axis.set_xlim(-0.5, len(points) - 0.5)
        shown = [
            f"{label}\n{point.number if point else '–'}"
            for label, point in zip(picture.places, points, strict=True)
        ]
        axis.set_xticks(range(len(points)), shown)
        if mirrored:
            axis.invert_xaxis()
            axis.yaxis.tick_right()
    if picture.note:
        figure.supxlabel(picture.note, fontsize=11)
    return figure


def _stacked(axis: "Axes", chart: Chart, *, mirrored: bool) -> None:
    """Stories per day, a colour for each watchlist; time runs in the direction of reading."""
    places = range(len(chart.days))
    below = [0] * len(chart.days)
    for number, (title, counts) in enumerate(chart.watchlists):
        colour = _COLOURS[number % len(_COLOURS)]
        axis.bar(places, counts, bottom=below, width=0.7, color=colour, label=title)
        below = [low + count for low, count in zip(below, counts, strict=True)]
    _plain(axis, chart.headings[0], mirrored=mirrored)
    axis.set_xticks(places, chart.days)
    axis.set_yticks([])
    axis.set_ylim(0, max([*below, 1]) * 1.12)
    for place, total in zip(places, below, strict=True):
        if total:
            axis.annotate(
                str(total),
                (place, total),
                ha="center",
                va="bottom",
                xytext=(0, 2),
                textcoords="offset points",
            )
    if mirrored:
        axis.invert_xaxis()
    if chart.watchlists:
        side: Literal["upper right", "upper left"] = "upper right" if mirrored else "upper left"
        legend = axis.legend(
            loc=side,
            bbox_to_anchor=(1.0, -0.2) if mirrored else (0.0, -0.2),
            frameon=False,
            alignment="right" if mirrored else "left",
            markerfirst=not mirrored,
            borderaxespad=0.0,
        )
        for text in legend.get_texts():
            text.set_color(_INK)


def _bars(
    axis: "Axes", heading: str, bars: Sequence[tuple[str, int]], colour: str, *, mirrored: bool
) -> None:
    """Lying bars, the longest on top, with their numbers."""
    places = range(len(bars))
    axis.barh(places, [number for _, number in bars], height=0.62, color=colour)
    _plain(axis, heading, mirrored=mirrored)
    axis.set_yticks(places, [name for name, _ in bars])
    axis.set_xticks([])
    axis.set_ylim(max(len(bars), 1) - 0.5, -0.5)
    axis.set_xlim(0, max([number for _, number in bars], default=1) * 1.1)
    for place, (_, number) in zip(places, bars, strict=True):
        axis.annotate(
            str(number),
            (number, place),
            ha="right" if mirrored else "left",
            va="center",
            xytext=(-4 if mirrored else 4, 0),
            textcoords="offset points",
        )
    if mirrored:
        axis.invert_xaxis()
        axis.yaxis.tick_right()


def _plain(axis: "Axes", heading: str, *, mirrored: bool) -> None:
    """Without frame and ticks; the heading on the side where reading begins."""
    axis.set_facecolor(_PAPER)
    axis.set_title(heading, loc="right" if mirrored else "left", fontsize=13, fontweight="bold")
    axis.tick_params(length=0)
    for spine in axis.spines.values():
        spine.set_visible(False)
