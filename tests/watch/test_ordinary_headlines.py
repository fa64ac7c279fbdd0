"""A broad stream of everyday headlines in four languages, in which no shipped watchlist may fire."""

from tests.watch.shipped import DATA, catalogue

from bot.cli.articles import read_articles
from bot.language import read


def test_no_shipped_watchlist_fires_on_ordinary_headlines() -> None:
    """News, sport, economy, culture and migration of the same countries are no alert."""
    index = catalogue().index
    with (DATA / "ordinary_headlines.jsonl").open("rb") as lines:
        articles = list(read_articles(lines))
    alarms = {
        f"{article.lang}: {article.title}": found for article in articles if (found := index.hits(read(article)))
    }
    assert len(articles) >= 200
    # Syria reconstruction is about the economy, and the others name their subject in a few of these headlines.
    expected = {line for line in (DATA / "ordinary_expected.txt").read_text(encoding="utf-8").splitlines() if line}
    assert {headline for headline in alarms if headline not in expected} == set(), alarms
