"""Changes to the text of an outlets file that leave every other line as somebody wrote it. PURE: texts in, texts out.

ruamel.yaml says where things stand; what is written there is a line or a word, so that comments, order and quotes stay.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from bot.model import Feed, Outlet

_PAUSED = re.compile(r"\bpaused:\s*(?:true|false)\s*, ?|,?\s*\bpaused:\s*(?:true|false)\b")
_SLUG = re.compile(r"[^a-z0-9]+")


class NotInFileError(Exception):
    """No outlet or feed of the file is called so; the argument says what was looked for."""


def outlet_text(outlet: Outlet) -> str:
    """An outlet as a block of the file; what nobody can find out alone is left for a person."""
    lines = [f"- id: {outlet.id}", f"  name: {_quoted(outlet.name)}"]
    lines += [f"  {key}: {value}" for key, value in (("language", outlet.language),) if value]
    if not outlet.country:
        lines.append("  # Add what you know: country (as TR), kind, owner, camp.")
    lines.append("  feeds:")
    lines += [f"    - {_feed_text(feed)}" for feed in outlet.feeds]
    return "\n".join(lines) + "\n"


def added(source: str, outlets: Sequence[Outlet]) -> str:
    """The file with these outlets at its end."""
    blocks = [source.rstrip("\n") + "\n"] if source.strip() else []
    return "\n".join([*blocks, *(outlet_text(outlet) for outlet in outlets)])


def extended(source: str, outlet: str, feeds: Sequence[Feed]) -> str:
    """The file with more feeds below those of an outlet.

    Raises:
        NotInFileError: there is no such outlet.
    """
    lines = source.splitlines(keepends=True)
    there = list(_feeds(source, outlet))
    if not there:
        raise NotInFileError(outlet)
    last = _last_line(lines, there[-1])
    if _is_inline(source, outlet):  # feeds: [{…}, {…}]
        start = there[-1].lc.value("url")[1] if last == there[-1].lc.value("url")[0] else 0
        end = lines[last].index("}", start) + 1
        more = "".join(f", {_feed_text(feed)}" for feed in feeds)
        lines[last] = lines[last][:end] + more + lines[last][end:]
        return "".join(lines)
    lines[last] = lines[last].rstrip("\n") + "\n"
    indent = " " * (len(lines[there[-1].lc.line]) - len(lines[there[-1].lc.line].lstrip()))
    return "".join(
        [*lines[: last + 1], *(f"{indent}- {_feed_text(feed)}\n" for feed in feeds), *lines[last + 1 :]]
    )


def paused(source: str, name: str, *, pause: bool) -> tuple[str, int]:
    """The file with the feeds of an outlet, or one feed by its address, paused or not; and how many changed.

    Raises:
        NotInFileError: nothing is called so.
    """
    lines = source.splitlines(keepends=True)
    feeds = list(_feeds(source, name))
    if not feeds:
        raise NotInFileError(name)
    changed = 0
    for feed in reversed(feeds):  # from the end, so that lines above stay where they are
        if bool(feed.get("paused")) is not pause:
            _set(lines, feed, pause=pause)
            changed += 1
    return "".join(lines), changed


def slug(name: str, taken: Sequence[str]) -> str:
    """An id that no outlet has: the words of a name or host, joined by hyphens."""
    bare = _SLUG.sub("-", name.lower()).strip("-")[:40].strip("-") or "outlet"
    number = 1
    while (found := bare if number == 1 else f"{bare}-{number}") in taken:
        number += 1
    return found


def _is_inline(source: str, id_: str) -> bool:
    tree: Any = YAML(typ="rt", pure=True).load(source)
    return any(outlet["feeds"].fa.flow_style() for outlet in tree if outlet.get("id") == id_)


def _feeds(source: str, name: str) -> Iterator[CommentedMap]:
    tree: Any = YAML(typ="rt", pure=True).load(source)
    for outlet in tree or ():
        for feed in outlet.get("feeds") or ():
            if name in (outlet.get("id"), feed.get("url")):
                yield feed


def _set(lines: list[str], feed: CommentedMap, *, pause: bool) -> None:
    """Write or take out `paused: true` in one feed, which is a `{…}` on one or more lines, or a block."""
    line, column = feed.lc.key("url")
    if not feed.fa.flow_style():
        if "paused" in feed:
            del lines[feed.lc.key("paused")[0]]
        if pause:
            lines[line] = lines[line].rstrip("\n") + "\n"
            lines.insert(line + 1, f"{' ' * column}paused: true\n")
        return
    if "paused" in feed:
        there, begin = feed.lc.key("paused")
        before = lines[there][:begin].rstrip(", ") if lines[there][:begin].rstrip().endswith(",") else ""
        kept = len(before) if before else begin
        lines[there] = lines[there][:kept] + _PAUSED.sub("", lines[there][kept:], count=1)
    if pause:
        lines[line] = f"{lines[line][:column]}paused: true, {lines[line][column:]}"


def _last_line(lines: list[str], feed: CommentedMap) -> int:
    line, start = feed.lc.value("url")
    if not feed.fa.flow_style():
        return max(int(feed.lc.key(key)[0]) for key in feed)
    last: int = line
    # No address has a brace in it.
    while "}" not in lines[last][start if last == line else 0 :]:
        last += 1
    return last


def _feed_text(feed: Feed) -> str:
    language = f", language: {feed.language}" if feed.language else ""
    return f"{{url: {_quoted(feed.url)}{language}}}"


def _quoted(text: str) -> str:
    """A double-quoted YAML scalar, which is what JSON writes."""
    return json.dumps(text, ensure_ascii=False)
