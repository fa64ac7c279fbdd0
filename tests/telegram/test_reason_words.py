"""Reasons as they are stored, in the reader's language."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.alerts.plan import plan
from bot.model import Article, Mode, Ruling, State
from bot.stories import Grouper, features
from bot.telegram.reason_words import SHAPES, reason
from bot.telegram.words import LANGUAGES, Words
from tests.alerts.builders import T0, Rule, after, content, named, report
from tests.watch.builders import document

_AGE = timedelta(hours=48)


def _is_known(text: str) -> bool:
    """Whether every part is of a listed shape: then it reads otherwise in Turkish."""
    return all(reason(Words("tr"), part) != part for part in text.split("; "))


def test_every_reason_of_a_plan_is_known() -> None:
    """Whatever `plan` decides is told in every language."""
    old, grown = content(), content(report(), report("b"), state=State.CONTESTED, state_revision=2)
    silent = {"w": Rule(notify=frozenset())}
    told = [
        plan(None, old, rules={"w": Rule()}, now=T0, max_age=_AGE),
        plan(old, grown, rules={"w": Rule()}, now=T0, max_age=_AGE),
        plan(old, grown, rules=silent, now=T0, max_age=_AGE),
        plan(
            old,
            replace(grown, watchlists=(named("w"), named("v"))),
            rules=silent,
            now=after(days=9),
            max_age=_AGE,
        ),
        plan(None, old, rules={"w": Rule()}, now=after(days=9), max_age=_AGE),
        plan(None, old, rules={"w": Rule()}, now=T0, max_age=_AGE, quiet=True),
        plan(None, old, rules={"w": Rule(min_sources=3)}, now=T0, max_age=_AGE),
        plan(None, old, rules={"w": Rule(mode=Mode.RETIRED)}, now=T0, max_age=_AGE),
        plan(None, old, rules={}, now=T0, max_age=_AGE),
        plan(old, replace(old, ruling=Ruling.RETRACTED), rules={"w": Rule()}, now=T0, max_age=_AGE),
        plan(old, replace(old, correction="x"), rules={"w": Rule()}, now=T0, max_age=_AGE),
    ]

    assert [text for one in told for text in one.reasons if not _is_known(text)] == []
    assert all(one.reasons for one in told)


def test_why_an_article_is_in_its_story_is_known() -> None:
    """What the grouper says of the first article, of one that joins."""
    grouper, said = Grouper(), []
    for id_, title in (
        ("a", "Earthquake of magnitude 6.1 kills 40 people in Izmir"),
        ("b", "Izmir earthquake kills 40 people, magnitude 6.1"),
        ("c", "Earthquake of magnitude 4.2 near Izmir kills nobody"),
    ):
        words = document(title)
        each = features(Article(id=id_, title=title, outlet=id_, published_at=T0), words, ())
        placed = grouper.place(each)
        grouper.add(each, placed.story)
        said += [placed.reason, placed.rejected]

    first, _, joined, *_ = said
    assert (first, joined.partition(":")[0]) == ("nothing alike in the window", "same event as a")
    assert _is_known(first)
    assert _is_known(joined)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_of_no_listed_shape_is_shown_as_written(language: str) -> None:
    """An older version may have written otherwise; nothing is lost, and no brace breaks it."""
    words = Words(language)

    assert reason(words, "because {of} the rain") == "because {of} the rain"
    assert reason(words, "") == ""
    assert "{" not in reason(words, "another event than a1 (egypt, 40): other countries")
    assert len({*SHAPES}) == len(SHAPES)
