"""Every shipped concept and watchlist can be used, and every shipped case passes."""

import pytest

from bot.model import Mode
from bot.watch import run_cases
from tests.watch.shipped import ROOT, catalogue

WATCHLISTS = sorted(path.stem for path in (ROOT / "watchlists").glob("*.yaml"))
LANGUAGES = {"en", "ar", "tr", "fr"}


def test_every_shipped_file_can_be_used() -> None:
    """A file with a problem would be left out silently otherwise."""
    assert not catalogue().problems
    assert len(catalogue().library.ids) == len(list((ROOT / "watchlists" / "concepts").glob("*.yaml")))


def test_every_concept_has_a_title_and_a_name_in_four_languages() -> None:
    """A concept that lacks one language would make a watchlist deaf in it."""
    library = catalogue().library
    lacking = {}
    for concept in library:
        heard = {
            entry.lang
            for id_ in library.family(concept.id)
            for entry in (library.get(id_) or concept).entries
        }
        if not set(concept.title) >= LANGUAGES or not (heard >= LANGUAGES or heard >= {"any", "ar"}):
            lacking[concept.id] = heard
    assert lacking == {}


@pytest.mark.parametrize("name", WATCHLISTS)
def test_the_cases_of_a_shipped_watchlist_pass(name: str) -> None:
    """Each watchlist hits what its author says it must, and nothing that it must not."""
    watchlist = catalogue().watchlists[name]
    assert [str(failure) for failure in run_cases(watchlist, catalogue().index)] == []


@pytest.mark.parametrize("name", WATCHLISTS)
def test_a_shipped_watchlist_is_live_and_told_in_four_languages(name: str) -> None:
    """Subscribers see its title in their language, and its author shows cases of both kinds in each."""
    watchlist = catalogue().watchlists[name]
    assert watchlist.alert.mode is Mode.LIVE
    assert set(watchlist.title) >= LANGUAGES
    for cases in (watchlist.cases.hit, watchlist.cases.miss):
        assert {case.lang for case in cases} >= LANGUAGES
