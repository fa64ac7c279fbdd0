"""What to look for, suggested from the words of a topic: by the library's names, and by what the archive shows of each."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.runtime.catalogue import Catalogue
from bot.storage import archive, articles, concepts, search
from bot.stories.skeletons import skeleton
from bot.telegram.lab.ports import Suggested, SuggestedPart
from bot.watch.searching import SearchError, read_search
from bot.watch.suggesting import OFFERS, Offer, Part, parts_of, spellings, written

#: How far back the archive is asked.
SINCE = timedelta(days=30)
#: Articles that are counted at most, and stories whose other titles are read for spellings.
_COUNTED, _STORIES = 200, 20


async def suggested(
    conn: AsyncConnection, catalogue: Catalogue, topic: str, lang: str, now: datetime
) -> Sequence[SuggestedPart]:
    """The parts of a topic with ways to look for each, and how many articles of the archive have them."""
    found = parts_of(topic, catalogue.index, skeleton, lang)
    return [await _with_archive(conn, catalogue, part, lang, now) for part in found]


async def _with_archive(
    conn: AsyncConnection, catalogue: Catalogue, part: Part, lang: str, now: datetime
) -> SuggestedPart:
    offers = list(part.offers)
    if not part.excluded and " " not in part.said and not offers[0].term.startswith("@"):
        heard = await _heard(conn, part.said, lang, now)
        known = {offer.term for offer in offers}
        offers += [Offer(term) for one in heard if (term := written(one)) and term not in known]
    numbers = [await _articles(conn, catalogue, offer, now) for offer in offers[:OFFERS]]
    shown = [
        Suggested(offer.term, offer.titles, offer.names, offer.type, number, offer.meant)
        for offer, number in zip(offers, numbers, strict=False)
    ]
    # One name may mean several things: what the archive has is meant sooner than what it has not.
    meant = next((number for number, one in enumerate(shown) if one.meant), None)
    if meant is not None and not shown[meant].articles:
        alike = [
            number
            for number, one in enumerate(shown)
            if one.articles and one.type == shown[meant].type and _same_name(one, shown[meant])
        ]
        if alike:
            shown = [replace(one, meant=number == alike[0]) for number, one in enumerate(shown)]
    return SuggestedPart(part.said, shown, part.excluded)


def _same_name(one: Suggested, other: Suggested) -> bool:
    """Titles that differ by the sense in brackets: Tripoli (Libya), Tripoli (Lebanon)."""
    plain = {title.partition(" (")[0] for title in one.titles.values()}
    return bool(plain & {title.partition(" (")[0] for title in other.titles.values()})


async def _articles(conn: AsyncConnection, catalogue: Catalogue, offer: Offer, now: datetime) -> int:
    if offer.term.startswith("@"):
        family = catalogue.library.family(offer.term[1:])
        return await concepts.number(conn, family, now - SINCE)
    return len(await _search(conn, offer.term, now, _COUNTED))


async def _search(
    conn: AsyncConnection, term: str, now: datetime, limit: int
) -> Sequence[search.FoundArticle]:
    try:
        wanted = replace(read_search(term, now), since=now - SINCE)
    except SearchError:
        return ()
    return await search.find(conn, wanted, limit)


async def _heard(conn: AsyncConnection, name: str, lang: str, now: datetime) -> Sequence[str]:
    """Other spellings of a name, from the titles of the stories that have it."""
    hits = await _search(conn, name, now, _COUNTED)
    told = list(dict.fromkeys(hit.story for hit in hits if hit.story))[:_STORIES]
    rows = await articles.get(conn, [one.article for one in await archive.members(conn, told)])
    texts = [(row.article.title, row.article.lang) for row in rows.values()]
    return [spelling for spelling, _ in spellings(name, texts, skeleton, lang)]
