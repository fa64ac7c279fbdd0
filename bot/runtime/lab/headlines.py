"""What a watchlist says of a headline that an editor shows it, and the smallest edit by which it would hold."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.language import read
from bot.model import Article
from bot.runtime.catalogue import Catalogue
from bot.storage import alerts, articles, feeds, stories
from bot.telegram.lab.ports import Headline, Verdict
from bot.watch import DocumentError, QueryError, load_watchlist
from bot.watch.mending import rewritten, smallest_edit

_TRIAL = "(headline)"


async def headline_of_story(conn: AsyncConnection, story: str) -> Headline | None:
    """The first article of a story."""
    row = await stories.get(conn, story)
    found = (await articles.get(conn, [row.first_article])).get(row.first_article) if row else None
    return _headline(found.article) if found else None


async def headline_of_alert(conn: AsyncConnection, alert: int) -> Headline | None:
    """The first article of an alert."""
    row = (await alerts.get(conn, [alert])).get(alert)
    ids = [report.article for report in row.content.reports[:1]] if row else []
    found = next(iter((await articles.get(conn, ids)).values()), None)
    return _headline(found.article) if found else None


def _headline(article: Article) -> Headline:
    return Headline(title=article.title, text=article.summary, lang=article.lang, article=article.id)


async def verdict_on(
    conn: AsyncConnection, catalogue: Catalogue, body: str, headline: Headline
) -> Verdict | None:
    """What the watchlist of this text says of a headline; None where the text cannot be used.

    An article of the archive is read whole, as the bot reads it.
    """
    article = Article(id="", title=headline.title, text=headline.text, lang=headline.lang)
    outlet = None
    if headline.article and (stored := (await articles.get(conn, [headline.article])).get(headline.article)):
        article = stored.article
        outlet = (await feeds.outlets(conn)).get(article.outlet)
    document, index = read(article), catalogue.index
    try:
        watchlist = load_watchlist(body, "")
        index.put(_TRIAL, watchlist.tree)
    except (DocumentError, QueryError):
        return None
    told = index.explain(_TRIAL, document, outlet)
    index.remove(_TRIAL)
    if told.holds:
        return Verdict(holds=True, why=told.text)
    repair = smallest_edit(watchlist.tree, index, document, outlet)
    if repair is None:
        return Verdict(holds=False, why=told.text)
    return Verdict(
        holds=False,
        why=told.text,
        edit=rewritten(watchlist.query, repair),
        before=repair.before,
        after=repair.after,
    )
