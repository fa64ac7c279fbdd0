"""Stories that a watchlist should have hit, with the edit that would have caught them."""

from collections.abc import Sequence

from bot.stories.misses import Company, Miss, Piece, Trial, find, usual_company
from bot.watch import ConceptType, Index, Library, parse
from bot.watch.repairs import Mend
from tests.watch.builders import concept, document

_LIBRARY = Library(
    [
        concept("egypt", names={"en": ["Egypt", "Egyptian"], "fr": ["Égypte"]}, type_=ConceptType.COUNTRY),
        concept("jordan", names={"en": ["Jordan", "Jordanian"]}, type_=ConceptType.COUNTRY),
        concept("syria", names={"en": ["Syria"], "fr": ["Syrie"]}, type_=ConceptType.COUNTRY),
        concept("troops", words={"en": ["troops"], "fr": ["soldats"]}, type_=ConceptType.ROLE),
        concept("sappers", words={"en": ["sapper"], "fr": ["démineur"]}, type_=ConceptType.ROLE),
        concept("football", words={"en": ["football"]}),
    ]
)
_QUERY = "@egypt NEAR/3 @troops AND @syria AND NOT @football"


def _pieces(*titles: str, story: str = "s", query: str = _QUERY) -> list[Piece]:
    """Articles of one story, each of another outlet."""
    index = Index(_LIBRARY)
    index.put("w", parse(query))
    made = []
    for number, title in enumerate(titles):
        words = document(title.partition("|")[0], summary=title.partition("|")[2])
        made.append(
            Piece(
                id=f"{story}{number}",
                story=story,
                source=f"outlet {number}",
                title=title,
                document=words,
                hits=frozenset(index.hits(words)),
            )
        )
    return made


def _misses(
    *stories: Sequence[Piece],
    query: str = _QUERY,
    company: Company | None = None,
    archive: Sequence[Piece] = (),
) -> tuple[Miss, ...]:
    proposals = find(stories, {"w": parse(query)}, _LIBRARY, company)
    trial = Trial(proposals, _LIBRARY)
    for piece in [*(each for story in stories for each in story), *archive]:
        trial.read(piece)
    return trial.verdict()


_FAR = (
    "Egyptian planes bring in five hundred troops, Syria says",
    "Egypt will not talk about its troops in Syria",
)


def test_the_smallest_widening_is_told_with_the_story() -> None:
    """NEAR/3 would have caught it as NEAR/6: not more than is needed for two outlets."""
    (miss,) = _misses(_pieces(*_FAR))

    assert (miss.repair.mend, miss.repair.after) == (Mend.REACH, "@egypt NEAR/5 @troops")
    assert [piece.id for piece in miss.missed[0].caught] == ["s0", "s1"]
    assert "nearest" in miss.missed[0].why.text
    assert (miss.other_articles, miss.agreed) == (0, 1.0)


def test_a_story_that_is_hit_or_has_one_source_is_no_miss() -> None:
    """One hit article is enough for an alert; and one outlet alone proves nothing."""
    assert not _misses(_pieces(*_FAR, "Egypt troops in Syria"))
    assert not _misses(_pieces(_FAR[0]))


def test_what_is_excluded_by_its_title_was_meant_to_be() -> None:
    """An exclusion that stands in a headline of the story ends the search."""
    assert not _misses(_pieces(*_FAR, "Football: Egypt troops cheer in Syria"))


def test_an_exclusion_far_down_may_shrink_to_the_title() -> None:
    """The word stands in the summaries alone."""
    (miss,) = _misses(
        _pieces(
            "Egypt troops in Syria|A football field is their camp.",
            "Syria has Egypt troops|They play football.",
        )
    )

    assert (miss.repair.mend, miss.repair.after) == (Mend.EXCLUSION, "NOT title:@football")


def test_a_common_noun_is_added_where_the_story_says_what_stands_there() -> None:
    """Sappers beside troops, as another article of the story has troops; a country is never added beside a country."""
    told = ("Egypt sappers reach Syria", "Syria thanks Egypt sappers", "Troops clear mines in Syria")
    (miss,) = _misses(_pieces(*told))

    assert (miss.repair.mend, miss.repair.after) == (Mend.WORD, "@troops OR @sappers")
    assert not _misses(_pieces(*told[:2]))
    assert not _misses(_pieces("Jordan troops in Syria", "Syria sees Jordan troops", "Egypt is silent"))


def test_a_common_noun_may_belong_by_the_company_of_earlier_hits() -> None:
    """Where a watchlist's hits often name sappers, sappers alone are worth a thought."""
    company = usual_company({"w": {"sappers": 4, "syria": 5}}, {"w": 5}, {"sappers": 6, "syria": 90}, 100)

    (miss,) = _misses(_pieces("Egypt sappers reach Syria", "Syria thanks Egypt sappers"), company=company)

    assert company.usual == {"w": frozenset({"sappers"})}
    assert miss.repair.after == "@troops OR @sappers"


def test_what_else_it_would_catch_is_counted_and_noise_is_dropped() -> None:
    """Lone articles that the edit catches by chance speak against it."""
    chance = [
        _pieces("Egypt sends a letter to troops once in Syria", story=f"x{number}")[0] for number in range(3)
    ]

    (miss,) = _misses(_pieces(*_FAR), archive=chance[:1])

    assert (miss.other_articles, miss.other_stories, miss.agreed) == (1, 1, 0.5)
    assert miss.examples == (("x00", "Egypt sends a letter to troops once in Syria"),)
    assert not _misses(_pieces(*_FAR), archive=chance)


def test_one_edit_for_two_stories_comes_first() -> None:
    """The same edit mends both, and is told once."""
    (miss,) = _misses(_pieces(*_FAR), _pieces(*_FAR, story="t"))

    assert [proposal.story for proposal in miss.missed] == ["s", "t"]
