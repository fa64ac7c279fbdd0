"""What people type to look something up: words, phrases, prefixes, what must not be there, filters."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.watch.searching import Search, SearchError, SearchProblem, read_search, searchable

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def read(source: str) -> Search:
    """A question asked now."""
    return read_search(source, NOW)


def test_words_are_folded_and_all_wanted() -> None:
    """Case, accents, apostrophes and Arabic letter forms do not matter."""
    assert [term.words for term in read("Élysée Ankara'da").terms] == [("elysee",), ("ankara", "da")]
    assert searchable("L'Élysée: Mısır'ın \u202eأخبار") == "l elysee misir in اخبار"


def test_phrases_prefixes_and_exclusions() -> None:
    """As search engines write them."""
    phrase, prefix, out = read('"rapid support" haft* -football').terms

    assert (phrase.words, phrase.is_prefix) == (("rapid", "support"), False)
    assert (prefix.words, prefix.is_prefix) == (("haft",), True)
    assert (out.words, out.is_excluded) == (("football",), True)


def test_an_arabic_word_is_found_with_its_article_and_conjunctions() -> None:
    """Whichever of its forms is typed."""
    for typed in ("سوريا", "السوريا"):
        (term,) = read(typed).terms
        assert {"سوريا", "وسوريا", "لسوريا", "السوريا", "والسوريا"} <= set(term.spellings)
    assert read("syria").terms[0].spellings == ()


@pytest.mark.parametrize(
    ("typed", "since"),
    [
        ("3d", NOW - timedelta(days=3)),
        ("12h", NOW - timedelta(hours=12)),
        ("2W", NOW - timedelta(weeks=2)),
        ("2026-11-01", datetime(2026, 11, 1, tzinfo=UTC)),
        ("2026-11", datetime(2026, 11, 1, tzinfo=UTC)),
    ],
)
def test_filters(typed: str, since: datetime) -> None:
    """Language, outlet and time, anywhere in the question; a name of several words in quotation marks."""
    found = read(f'lang:AR sirte outlet:"Libya Observer" since:{typed}')

    assert (found.lang, found.outlet, found.since) == ("ar", "libya observer", since)
    assert [term.words for term in found.terms] == [("sirte",)]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("", SearchProblem.NO_WORDS),
        ("lang:ar", SearchProblem.NO_WORDS),
        ("-football", SearchProblem.NO_WORDS),
        ('😀 \u202e --- ""', SearchProblem.NO_WORDS),
        ("sirte since:yesterday", SearchProblem.BAD_SINCE),
        ("sirte since:2026-13-45", SearchProblem.BAD_SINCE),
        ("sirte lang:arabic", SearchProblem.BAD_LANGUAGE),
    ],
)
def test_what_cannot_be_asked_is_named(source: str, problem: SearchProblem) -> None:
    """The piece that is wrong, as it was typed."""
    with pytest.raises(SearchError) as caught:
        read(source)
    assert caught.value.problem is problem
    assert caught.value.piece in source


@pytest.mark.parametrize(
    "source", ["x" * 4000, "😀 a" * 2000, "a\" OR b* NEAR(c) ^d:{e} 'f' & | ! <-> :*", "a" * 64 + "*"]
)
def test_anything_else_is_a_question(source: str) -> None:
    """Long ones are cut; operators of the databases are letters or nothing."""
    assert 0 < len(read(source).terms) <= 12
