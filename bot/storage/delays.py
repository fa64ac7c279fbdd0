"""How long news takes through the bot: quantiles by outlet, counted by the database. What they mean stands with the metrics."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Float,
    Integer,
    Select,
    String,
    and_,
    extract,
    false,
    func,
    literal,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import DeliveryKind, DeliveryState
from bot.storage import schema

_a = schema.article.c
_d = schema.delivery.c
_s = schema.story_article.c

#: All outlets together.
ALL = "*"


@dataclass(frozen=True, slots=True)
class Delay:
    """Nearest-rank quantiles of one outlet's delays, in seconds."""

    outlet: str
    p50: float
    p95: float
    #: How many articles they are taken from.
    number: int


async def published_to_seen(conn: AsyncConnection, since: datetime, longest: timedelta) -> list[Delay]:
    """From the publisher's own time of an article to our first sight of it, for those seen since then.

    Left out are feeds' first polls, articles without an exact time, and those older than `longest`, which nobody is
    told of.
    """
    delay = _seconds(conn, _a.seen_at, _a.published_at)
    each = select(_a.outlet_id.label("outlet"), delay.label("delay")).where(
        _a.seen_at >= since,
        _a.quiet == false(),
        _a.precision == "time",
        # An undated article gets the moment of reading.
        _a.published_at < _a.seen_at,
        delay <= longest.total_seconds(),
    )
    return await _quantiles(conn, each)


async def seen_to_sent(conn: AsyncConnection, since: datetime) -> list[Delay]:
    """From our first sight of the article that made an alert to the alert's first message, for those sent since then."""
    sent = (
        select(_d.alert_id, func.min(_d.settled_at).label("sent_at"))
        .where(
            _d.attempt_at >= since,
            _d.kind == DeliveryKind.FIRST,
            _d.state == DeliveryState.SENT,
            _d.alert_id.is_not(None),
        )
        .group_by(_d.alert_id)
        .subquery()
    )
    # The last article that had joined when the alert was made is the one that made it.
    cause = (
        select(_s.article_id)
        .where(_s.story_id == schema.alert.c.story_id, _s.joined_at <= schema.alert.c.created_at)
        .order_by(_s.joined_at.desc(), _s.article_id)
        .limit(1)
        .correlate(schema.alert)
        .scalar_subquery()
    )
    each = (
        select(_a.outlet_id.label("outlet"), _seconds(conn, sent.c.sent_at, _a.seen_at).label("delay"))
        .select_from(sent)
        .join(schema.alert, schema.alert.c.id == sent.c.alert_id)
        .join(schema.article, _a.id == cause)
    )
    return await _quantiles(conn, each)


def _seconds(
    conn: AsyncConnection, later: ColumnElement[datetime], earlier: ColumnElement[datetime | None]
) -> ColumnElement[float]:
    if conn.dialect.name == "sqlite":  # microseconds; see columns.Moment
        return type_coerce((type_coerce(later, Integer) - type_coerce(earlier, Integer)) / 1e6, Float)
    aware = DateTime(timezone=True)
    return type_coerce(extract("epoch", type_coerce(later, aware) - type_coerce(earlier, aware)), Float)


async def _quantiles(conn: AsyncConnection, each: Select[tuple[str, float]]) -> list[Delay]:
    one = each.subquery()
    everybody = select(literal(ALL, String).label("outlet"), one.c.delay)
    both = select(one.c.outlet, one.c.delay).union_all(everybody).subquery()
    ranked = select(
        both.c.outlet,
        both.c.delay,
        func.row_number().over(partition_by=both.c.outlet, order_by=both.c.delay).label("rank"),
        func.count().over(partition_by=both.c.outlet).label("number"),
    ).subquery()
    r = ranked.c
    found = await conn.execute(
        select(r.outlet, r.delay, r.rank, r.number)
        # Whole numbers: the rank is the quantile of the number, rounded up.
        .where(or_(*(_at_rank(r.rank, r.number, percent) for percent in (50, 95))))
        .order_by(r.outlet, r.rank)
    )
    by_outlet: dict[str, list[tuple[float, int]]] = {}
    for row in found:
        by_outlet.setdefault(row.outlet, []).append((float(row.delay), row.number))
    return [_delay(outlet, rows) for outlet, rows in by_outlet.items()]


def _at_rank(rank: ColumnElement[int], number: ColumnElement[int], percent: int) -> ColumnElement[bool]:
    return and_(rank * 100 >= number * percent, rank * 100 < number * percent + 100)


def _delay(outlet: str, rows: Sequence[tuple[float, int]]) -> Delay:
    """From the row of the one quantile and that of the other, or from one row that is both."""
    return Delay(outlet, p50=rows[0][0], p95=rows[-1][0], number=rows[0][1])
