"""Advice on queries that can be read but may not say what their author means."""

import pytest

from bot.watch import Library, lint, parse
from tests.watch.builders import concept

LIBRARY = Library(
    [
        concept("libya", names={"en": ["Libya"]}, parts=("tripoli",)),
        concept("tripoli", names={"en": ["Tripoli", ("Old Town", "libya")]}),
        concept("egypt", names={"en": ["Egypt"]}),
    ]
)


@pytest.mark.parametrize(
    ("query", "messages"),
    [
        ("army AND NOT army", ["NOT army excludes everything"]),
        ("title:army AND NOT (navy OR army)", ["NOT army excludes everything"]),
        ("(army NEAR/3 navy) AND NOT navy", ["NOT navy excludes everything"]),
        ("@tripoli AND NOT @libya", ["NOT @libya excludes everything"]),
        ("Tripoli AND NOT @libya", ["NOT @libya excludes everything"]),
        ("lang:ar AND lang:en AND army", ["lang:"]),
        ("NOT army", ["needs no word at all"]),
        ("army OR lang:ar", ["needs no word at all"]),
        ("the AND army", ["'the' stands in nearly every article"]),
        ("EGYPT", ["is read as an acronym"]),
        ("sol*", ["'sol*' hits every word that begins so"]),
        ("@libya OR Libya", ["@libya covers Libya already"]),
        ("@libya OR @tripoli", ["@libya covers @tripoli already"]),
        ("@libya AND @tripoli", ["@libya covers @tripoli already"]),
        ("مصر AND جيش OR حرب", ["from right to left"]),
    ],
)
def test_advice(query: str, messages: list[str]) -> None:
    """Each doubtful thing is told, with a remedy, and nothing else is."""
    found = lint(parse(query), LIBRARY, query)

    assert len(messages) == len(found)
    for message, advice in zip(messages, found, strict=True):
        assert message in advice.message
        assert advice.remedy
        assert str(advice).startswith("line 1, column ")


@pytest.mark.parametrize(
    "query",
    [
        "@egypt AND NOT @libya",
        "army AND NOT title:army",
        'Egypt AND "the army"',
        "(lang:ar OR lang:en) AND army",
        "@tripoli OR @egypt",
        "(مصر AND جيش) OR حرب",
        '"Old Town" AND NOT @libya',
        "NATO",
        "=the AND army",
    ],
)
def test_sound_queries_get_no_advice(query: str) -> None:
    """What means something is left alone."""
    assert lint(parse(query), LIBRARY, query) == ()
