"""A broad stream of everyday headlines in four languages, in which no shipped watchlist may fire."""

from bot.cli.articles import read_articles
from bot.language import read
from tests.watch.shipped import DATA, catalogue


def test_no_shipped_watchlist_fires_on_ordinary_headlines() -> None:
    """News, sport, economy, culture and migration of the same countries are no alert."""
    index = catalogue().index
    with (DATA / "ordinary_headlines.jsonl").open("rb") as lines:
        articles = list(read_articles(lines))
    alarms = {
        f"{article.lang}: {article.title}": found
        for article in articles
        if (found := index.hits(read(article)))
    }
    assert len(articles) >= 200
    assert alarms == {}
