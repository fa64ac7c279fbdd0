"""Reads the outlets file, and tells everything that is wrong with it at once, with place and remedy.

Reading the file from disk is the caller's; what a feed answers is `fetch.py`'s.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from typing import Any, TypeVar
from urllib.parse import urlsplit

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.model import Feed, FullText, Outlet, OutletKind
from bot.sources.codes import COUNTRIES, LANGUAGES
from bot.sources.identity import canonical

T = TypeVar("T")

_OUTLET_KEYS = (
    "id", "name", "country", "language", "owner", "kind", "camp", "user_agent", "full_text", "feeds",
)  # fmt: skip
_FEED_KEYS = ("url", "language", "every", "paused")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_EVERY = re.compile(r"(\d+)\s*([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_LONGEST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class OutletProblem:
    """One thing that is wrong in an outlets file; line and column count from 1."""

    path: str
    line: int
    column: int
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message} ({self.remedy})"


class OutletsError(Exception):
    """The outlets file cannot be used; `problems` has everything that is wrong with it, in order."""

    def __init__(self, problems: Iterable[OutletProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))
        super().__init__("\n".join(map(str, self.problems)))


def load_outlets(source: str, path: str) -> tuple[Outlet, ...]:
    """The outlets of a YAML 1.2 text; `path` is for messages only. Raises OutletsError with all problems."""
    yaml = YAML(typ="rt", pure=True)
    yaml.allow_duplicate_keys = False
    try:
        tree = yaml.load(source)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        said = " ".join(str(part) for part in (error.context, error.problem) if part)
        remedy = "mend the YAML at this place; an indent or a quote is the usual cause"
        raise OutletsError([OutletProblem(path, line, column, said, remedy)]) from None
    except YAMLError as error:
        raise OutletsError(
            [OutletProblem(path, 1, 1, str(error), "save the file as plain UTF-8 YAML")]
        ) from None
    return _Reader(path).outlets(tree)


class _Reader:
    """Walks the tree and gathers problems instead of stopping at the first."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._problems: list[OutletProblem] = []
        self._ids: dict[str, int] = {}
        self._feeds: dict[str, int] = {}

    def outlets(self, tree: Any) -> tuple[Outlet, ...]:
        if not isinstance(tree, CommentedSeq) or not tree:
            self._add(
                (1, 1), "no list of outlets here", "start each outlet with a line `- id: name-of-outlet`"
            )
            raise OutletsError(self._problems)
        read = [self._outlet(item, _item_place(tree, number)) for number, item in enumerate(tree)]
        if self._problems:
            raise OutletsError(self._problems)
        return tuple(outlet for outlet in read if outlet is not None)

    def _add(self, place: tuple[int, int], message: str, remedy: str) -> None:
        self._problems.append(OutletProblem(self._path, *place, message, remedy))

    def _outlet(self, item: Any, place: tuple[int, int]) -> Outlet | None:
        if not isinstance(item, CommentedMap):
            self._add(
                place, "an outlet must be a mapping of keys to values", "write `- id: …` and its keys below"
            )
            return None
        self._unknown(item, _OUTLET_KEYS, "outlet")
        identity = self._required(item, "id", place)
        name = self._required(item, "name", place)
        if identity:
            self._check_id(item, identity)
        return Outlet(
            id=identity,
            name=name,
            country=self._code(
                item, "country", COUNTRIES, str.upper, "ISO 3166-1 code of two letters, as TR or GB"
            ),
            language=self._language(item),
            owner=self._text(item, "owner"),
            kind=self._choice(item, "kind", OutletKind, OutletKind.INDEPENDENT),
            camp=self._text(item, "camp"),
            user_agent=self._text(item, "user_agent") or None,
            full_text=self._choice(item, "full_text", FullText, FullText.AUTO),
            feeds=self._feed_list(item, place),
        )

    def _check_id(self, item: CommentedMap, identity: str) -> None:
        place = _value_place(item, "id")
        if not _ID.fullmatch(identity):
            self._add(
                place,
                f"`{identity}` is no id",
                "use lower-case a-z, digits and single hyphens, as al-monitor",
            )
        elif identity in self._ids:
            self._add(
                place,
                f"the id `{identity}` is used twice, first in line {self._ids[identity]}",
                "give each outlet an id of its own; several feeds of one outlet go under its `feeds`",
            )
        self._ids.setdefault(identity, place[0])

    def _feed_list(self, item: CommentedMap, place: tuple[int, int]) -> tuple[Feed, ...]:
        feeds = item.get("feeds")
        if not isinstance(feeds, CommentedSeq) or not feeds:
            at = _value_place(item, "feeds") if "feeds" in item else place
            self._add(at, "the outlet has no list of feeds", "add `feeds:` with a line `- {url: https://…}`")
            return ()
        read = (self._feed(feed, _item_place(feeds, number)) for number, feed in enumerate(feeds))
        return tuple(feed for feed in read if feed is not None)

    def _feed(self, item: Any, place: tuple[int, int]) -> Feed | None:
        if not isinstance(item, CommentedMap):
            self._add(place, "a feed must be a mapping", "write `- {url: https://…, language: en}`")
            return None
        self._unknown(item, _FEED_KEYS, "feed")
        url = self._required(item, "url", place)
        if url:
            self._check_url(item, url)
        return Feed(
            url=url,
            language=self._language(item) or None,
            every=self._every(item),
            paused=self._flag(item, "paused"),
        )

    def _check_url(self, item: CommentedMap, url: str) -> None:
        place = _value_place(item, "url")
        fault = _url_fault(url)
        if fault:
            self._add(
                place, f"`{url}` is no feed address: {fault}", "give the whole address, as https://host/path"
            )
            return
        key = canonical(url)
        if key in self._feeds:
            self._add(
                place,
                f"the feed {url} is listed twice, first in line {self._feeds[key]}",
                "remove one of the two, so that no article counts twice",
            )
        self._feeds.setdefault(key, place[0])

    def _every(self, item: CommentedMap) -> timedelta | None:
        value = item.get("every")
        if value is None:
            return None
        match = _EVERY.fullmatch(str(value).strip().lower())
        every = timedelta(**{_UNITS[match[2]]: int(match[1][:9])}) if match else timedelta()
        if not timedelta() < every <= _LONGEST:
            remedy = "use a number with s, m, h or d, as 30s, 2m or 1h; at most 7d"
            self._add(_value_place(item, "every"), f"`{value}` is no interval", remedy)
            return None
        return every

    def _flag(self, item: CommentedMap, key: str) -> bool:
        value = item.get(key, False)
        if not isinstance(value, bool):
            self._add(_value_place(item, key), f"`{value}` is neither true nor false", f"write {key}: true")
            return False
        return value

    def _language(self, item: CommentedMap) -> str:
        return self._code(
            item, "language", LANGUAGES, str.lower, "ISO 639-1 code of two letters, as en, ar or tr"
        )

    def _code(
        self, item: CommentedMap, key: str, known: frozenset[str], case: Callable[[str], str], what: str
    ) -> str:
        value = item.get(key)
        if value is None:
            return ""
        if isinstance(value, bool):  # YAML 1.1 habits: an unquoted NO
            self._add(_value_place(item, key), f"`{value}` is no {key}", f'put it in quotes, as {key}: "NO"')
            return ""
        text = case(str(value).strip())
        if text not in known:
            self._add(_value_place(item, key), f"`{value}` is no known {key}", f"use the {what}")
        return text

    def _choice(self, item: CommentedMap, key: str, kinds: type[T], default: T) -> T:
        value = item.get(key)
        if value is None:
            return default
        names = [str(kind) for kind in kinds]  # type: ignore[attr-defined]
        if str(value) in names:
            return kinds(str(value))  # type: ignore[call-arg]
        near = get_close_matches(str(value), names, 1)
        remedy = f"did you mean `{near[0]}`?" if near else f"use one of: {', '.join(names)}"
        self._add(_value_place(item, key), f"`{value}` is no known {key}", remedy)
        return default

    def _required(self, item: CommentedMap, key: str, place: tuple[int, int]) -> str:
        if item.get(key) is None:
            self._add(
                _value_place(item, key) if key in item else place, f"`{key}` is missing", f"add `{key}: …`"
            )
            return ""
        return self._text(item, key)

    def _text(self, item: CommentedMap, key: str) -> str:
        value = item.get(key)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            self._add(
                _value_place(item, key),
                f"`{key}` must be text on one line",
                f'put it in quotes, as {key}: "…"',
            )
            return ""
        return str(value.strip())

    def _unknown(self, item: CommentedMap, known: tuple[str, ...], what: str) -> None:
        for key in item:
            if key not in known:
                near = get_close_matches(str(key), known, 1)
                remedy = f"did you mean `{near[0]}`?" if near else f"known keys are: {', '.join(known)}"
                self._add(_key_place(item, key), f"`{key}` is no key of {what} entries", remedy)


def _url_fault(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        return str(error)
    if parts.scheme not in ("http", "https"):
        return "it does not start with https:// or http://"
    if not parts.hostname or any(character.isspace() for character in url):
        return "it has no host" if not parts.hostname else "it has spaces in it"
    if port == 0 or (
        "." not in parts.hostname and parts.hostname != "localhost" and ":" not in parts.hostname
    ):
        return "its host is incomplete"
    return "braces are left in it" if "{" in url else ""


def _item_place(sequence: CommentedSeq, number: int) -> tuple[int, int]:
    line, column = sequence.lc.item(number)
    return line + 1, column + 1


def _key_place(mapping: CommentedMap, key: Any) -> tuple[int, int]:
    line, column = mapping.lc.key(key)
    return line + 1, column + 1


def _value_place(mapping: CommentedMap, key: Any) -> tuple[int, int]:
    line, column = mapping.lc.value(key)
    return line + 1, column + 1
