"""What is wrong with feeds, in lines for a terminal."""

from collections.abc import Iterator, Sequence

from rich.markup import escape

from bot.alerts.status import FeedTrouble

#: So many feeds with one trouble are told in one line.
_MANY = 4


def trouble_lines(troubles: Sequence[FeedTrouble], *, detailed: bool) -> Iterator[str]:
    """What is wrong with feeds: a line each, or one for each cause that many share, with the outlets it concerns."""
    causes: dict[tuple[str, str], list[FeedTrouble]] = {}
    for trouble in troubles:
        causes.setdefault((trouble.state, trouble.reason.partition(":")[0]), []).append(trouble)
    for (state, cause), found in causes.items():
        if detailed or len(found) < _MANY:
            for each in found:
                yield f"  [yellow]{state}[/] {escape(each.outlet)}: {escape(each.reason)}  [dim]{escape(each.url)}[/]"
            continue
        outlets = ", ".join(dict.fromkeys(each.outlet for each in found))
        yield f"  [yellow]{state}[/] {len(found)} feeds, {escape(cause)}: {escape(outlets)}"
        yield f"    [dim]first: {escape(found[0].reason)}; every one with LOG_LEVEL=debug or --once[/]"
