"""Groups a stream of articles without a store: what `group` on the command line and backtests do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.language import Document, read
from bot.model import Article, Outlet
from bot.stories.features import Features, Hit, features
from bot.stories.grouping import Grouper, Placement
from bot.stories.weights import SHIPPED, Weights

#: So many articles are kept without looking whether their stories are over.
_MOST_ARTICLES = 100_000


class Concepts(Protocol):
    """Finds the concepts of a document; `bot.watch.Index` does."""

    def concepts(self, document: Document) -> Sequence[Hit]: ...


def group_articles(
    articles: Iterable[Article],
    index: Concepts | None = None,
    outlets: Mapping[str, Outlet] | None = None,
    weights: Weights = SHIPPED,
) -> Iterator[tuple[str, Placement]]:
    """Article ids with their placement, in the order given, which should be that of time.

    Articles of one minute are placed in the order of their ids, so that their order in the stream does not matter.
    Only a window that grows large forgets stories that ended long before the newest article; so a short stream may
    jump in time as it likes, and memory grows with the window, not the stream.
    """
    grouper = Grouper(weights)
    newest: datetime | None = None
    limit = _MOST_ARTICLES
    for batch in _minutes(articles):
        made = [_features(article, index, outlets or {}) for article in batch]
        placed: dict[str, Placement] = {}
        for each in sorted(made, key=lambda one: one.article):
            placement = grouper.place(each)
            grouper.add(each, placement.story)
            placed[each.article] = placement
        for article in batch:
            yield article.id, placed[article.id]
        moment = batch[-1].published_at
        if moment and batch[-1].precision in ("time", "day") and (newest is None or moment > newest):
            newest = moment
        if newest and len(grouper) > limit:
            grouper.forget(newest - timedelta(hours=weights.link_hours))
            limit = max(_MOST_ARTICLES, len(grouper) + _MOST_ARTICLES // 10)


def _features(article: Article, index: Concepts | None, outlets: Mapping[str, Outlet]) -> Features:
    document = read(article)
    hits = index.concepts(document) if index else ()
    return features(article, document, hits, outlets.get(article.outlet))


def _minutes(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Runs of neighbouring articles with the same minute and precision; one without a date stands alone."""
    batch: list[Article] = []
    for article in articles:
        if batch and (article.published_at is None or _minute(article) != _minute(batch[0])):
            yield batch
            batch = []
        batch.append(article)
        if article.published_at is None:
            yield batch
            batch = []
    if batch:
        yield batch


def _minute(article: Article) -> tuple[str, int]:
    moment = article.published_at
    return article.precision, int(moment.timestamp() // 60) if moment else -1
