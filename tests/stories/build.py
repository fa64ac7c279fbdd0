"""Builders for articles, reports and outlets, and the scores of a grouping; no tests here."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from bot.language import read
from bot.model import Article, Claim, Outlet, Precision, Report, Stance
from bot.stories import Features, features

DATA = Path(__file__).parent.parent / "data"
NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)


def article(id: str = "a", **fields: Any) -> Article:  # noqa: A002
    """An article of noon; any field may be given."""
    defaults: dict[str, Any] = {"id": id, "published_at": NOON}
    return Article(**(defaults | fields))


def seen(id: str = "a", **fields: Any) -> Features:  # noqa: A002
    """The features of such an article, without concepts."""
    made = article(id, **fields)
    return features(made, read(made))


def claim(stance: Stance, source: str = "", sentence: str = "", cue: str = "") -> Claim:
    return Claim(stance, source, sentence or f"{source} {stance.value}", cue)


def report(outlet: str, *claims: Claim, minute: int = 0, **fields: Any) -> Report:
    """A report seen that many minutes after noon."""
    moment = datetime(2024, 5, 6, 12 + minute // 60, minute % 60, tzinfo=UTC)
    defaults: dict[str, Any] = {
        "article": f"{outlet}-{minute}",
        "outlet": outlet,
        "outlet_name": outlet.title(),
        "lang": "en",
        "url": f"https://{outlet}.example/{minute}",
        "title": "Egypt sends troops to Syria",
        "published_at": moment,
        "seen_at": moment,
        "claims": claims,
    }
    return Report(**(defaults | fields))


def outlet(id: str, owner: str = "", name: str = "") -> Outlet:  # noqa: A002
    return Outlet(id=id, name=name or id.title(), owner=owner)


def parsed_date(text: str) -> tuple[datetime | None, Precision]:
    """A date as `published` of JSON Lines gives it."""
    if not text:
        return None, "time"
    precision: Precision = {4: "year", 7: "month", 10: "day"}.get(len(text), "time")  # type: ignore[assignment]
    padded = text + "0001-01-01"[len(text) :] if len(text) < len("0001-01-01") else text
    moment = datetime.fromisoformat(padded)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)), precision


def labelled(name: str) -> tuple[list[Article], dict[str, str]]:
    """Articles of a data file and the event of each."""
    articles, events = [], {}
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        moment, precision = parsed_date(row.get("published", ""))
        articles.append(
            Article(
                id=row["id"],
                outlet=row["outlet"],
                lang=row["lang"],
                title=row["title"],
                summary=row["summary"],
                published_at=moment,
                precision=precision,
            )
        )
        events[row["id"]] = row["group"]
    return articles, events


def b_cubed(events: Mapping[str, str], stories: Mapping[str, str], ids: Iterable[str]) -> float:
    """B-cubed F1 (Bagga and Baldwin 1998) over some articles."""
    chosen = list(ids)
    precision = recall = 0.0
    for one in chosen:
        together = {other for other in chosen if stories[other] == stories[one]}
        alike = {other for other in chosen if events[other] == events[one]}
        precision += len(together & alike) / len(together)
        recall += len(together & alike) / len(alike)
    precision, recall = precision / len(chosen), recall / len(chosen)
    return 2 * precision * recall / (precision + recall)


def pair_precision(events: Mapping[str, str], stories: Mapping[str, str]) -> float:
    """How many of the pairs that were joined belong together."""
    joined = [(a, b) for a, b in combinations(events, 2) if stories[a] == stories[b]]
    right = sum(events[a] == events[b] for a, b in joined)
    return right / len(joined) if joined else 1.0


def texts(rows: Sequence[tuple[str, str]]) -> list[Article]:
    """Articles of one noon from (language, title) rows."""
    return [article(f"t{n}", lang=lang, title=title) for n, (lang, title) in enumerate(rows)]
