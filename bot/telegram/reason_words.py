"""The reasons that are stored with decisions, in a reader's language.

They are written in English where they arise (alerts/plan.py, stories/grouping.py, the desk), in shapes that are listed here;
a reason of another shape, from an older or newer version, is shown as it was written.
"""

import re
from collections.abc import Sequence
from functools import cache
from string import Formatter

from bot.model import State
from bot.telegram.words import Words, later

#: Whole parts first, then those in which another reason stands (as {why}).
SHAPES: Sequence[str] = (
    later("new alert: {outlet} reports"),
    later("the state changed from {before} to {after}"),
    later("also: {outlets}"),
    later("also hits {watchlists}"),
    later("changed: {outlets}"),
    later("details changed"),
    later("only articles from a feed's first poll: stored, not told"),
    later("published more than {hours} h ago: stored, not told"),
    later("the new articles are older than {hours} h: no sound"),
    later("{watchlist} is retired"),
    later("{watchlist} is gone"),
    later("{watchlist} waits for {wanted} independent sources, has {sources}"),
    later("corrected by an admin"),
    later("retracted by an admin"),
    later("reinstated by an admin"),
    later("an admin merged its story into that of alert {alert}"),
    later("already placed"),
    later("put there by an admin"),
    later("a live page or round-up tells of many events"),
    later("nothing alike in the window"),
    later("copy of {article}"),
    later("same event as {article}: {shared}"),
    later("similarity {number}"),
    later("{days} days apart"),
    later("other countries"),
    later("other places"),
    later("other names"),
    later("the other way round"),
    later("told of other days"),
    later("speaks of it as known"),
    later("one more"),
    later("another event than {article} ({shared}): {why}"),
)
#: Words of decisions: how people were told, what an admin decided, what became of it.
TERMS: Sequence[str] = (
    later("first"),
    later("edit"),
    later("update"),
    later("nothing"),
    later("corrected"),
    later("retracted"),
    later("reinstated"),
    later("proposed"),
    later("applied"),
    later("undone"),
)


def reason(words: Words, text: str) -> str:
    """A stored reason, part by part."""
    return "; ".join(_part(words, part) for part in text.split("; ")) if text else ""


def term(words: Words, text: str) -> str:
    """One word of a decision."""
    return words(text) if text in TERMS else text


def _part(words: Words, part: str) -> str:
    for shape, pattern in _patterns():
        if found := pattern.fullmatch(part):
            values = found.groupdict()
            if "why" in values:
                values["why"] = _part(words, values["why"])
            states = {name: values[name] for name in ("before", "after") if values.get(name) in set(State)}
            values |= {name: words.words.state[State(value)] for name, value in states.items()}
            return words(shape, **values)
    return part


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((shape, re.compile(_pattern(shape))) for shape in SHAPES)


def _pattern(shape: str) -> str:
    parts = []
    for literal, name, _, _ in Formatter().parse(shape):
        parts.append(re.escape(literal))
        if name:
            parts.append(
                f"(?P<{name}>.+?)" if name not in ("hours", "days", "number") else rf"(?P<{name}>[\d.]+)"
            )
    return "".join(parts)
