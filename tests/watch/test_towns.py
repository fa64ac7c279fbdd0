"""Towns of the library: one of a country is none of another."""

import pytest

from bot.language import read
from bot.model import Article
from tests.watch.shipped import catalogue


@pytest.mark.parametrize(
    ("text", "lang", "town", "others"),
    [
        ("Rain closes schools in Valencia", "en", "valencia", {"barcelona", "seville"}),
        ("انقطاع الكهرباء في كوستي", "ar", "kosti", {"el-damazin"}),
        ("Lahor'da hava kirliliği", "tr", "lahore", {"karachi", "islamabad"}),
        ("Un incendie à Hong Kong", "fr", "hong-kong", {"beijing", "shanghai"}),
    ],
)
def test_a_town_is_itself_and_its_country_but_no_other_town(
    text: str, lang: str, town: str, others: set[str]
) -> None:
    """Whoever watches one town is not told of its neighbour."""
    found = {hit.concept for hit in catalogue().index.concepts(read(Article(id="1", title=text, lang=lang)))}

    assert town in found
    assert not found & others
