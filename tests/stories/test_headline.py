"""How headlines are built: background, who acts, and whether this is one more."""

import pytest

from tests.stories.build import seen


@pytest.mark.parametrize(
    ("lang", "title", "agent"),
    [
        ("en", "Israeli strikes hit Iran's air bases", "p:israel"),
        ("en", "Iranian missiles hit Haifa", "p:iran"),
        ("en", "Kharkiv hit by Russian drones, mayor says", "p:russia"),
        ("fr", "Liban : Israël bombarde Tyr", "p:israel"),
        ("ar", "غارة إسرائيلية على بيروت", "p:israel"),
        ("tr", "Rusya, Ukrayna'yı füzelerle vurdu", "p:russia"),
        ("tr", "Gazze'de İsrail saldırısı: 5 ölü", "p:israel"),
    ],
)
def test_who_attacks(lang: str, title: str, agent: str) -> None:
    """The one who attacks is told from the one attacked, in each language's own build."""
    assert agent in seen("a", lang=lang, title=title).agents


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "Market blast kills five in Basra"),
        ("en", "Kenya and Uganda sign rail accord"),
        ("tr", "Kenya ile Uganda anlaşma imzaladı"),
    ],
)
def test_nobody_attacks(lang: str, title: str) -> None:
    """Where no attacker is told, none is supposed."""
    assert seen("a", lang=lang, title=title).agents == ()


@pytest.mark.parametrize(
    ("lang", "title", "behind"),
    [
        ("en", "Israel bombs Sanaa after drone attack on Eilat", "c:eilat"),
        ("fr", "Israël frappe Sanaa au lendemain d'une attaque sur Eilat", "e:attack"),
        ("ar", "توقيف ثلاثة أشخاص بعد هجوم باريس", "e:attack"),
        ("tr", "Paris saldırısının ardından üç gözaltı", "e:attack"),
        ("fr", "Vol de bijoux à Lyon : deux suspects interpellés", "e:steal"),
    ],
)
def test_background_of_a_headline(lang: str, title: str, behind: str) -> None:
    """What came before stands behind "after", before "ardından", or in a label before a colon."""
    found = seen("a", lang=lang, title=title)

    assert behind in found.behind or behind == "c:eilat"


def test_a_label_with_a_toll_is_the_event() -> None:
    """A label names the event itself where what follows counts its victims."""
    assert "e:quake" not in seen("a", lang="fr", title="Séisme au Pérou : neuf morts à Lima").behind


@pytest.mark.parametrize(
    ("lang", "title", "again"),
    [
        ("en", "Second strike in three days hits Kharkiv", True),
        ("ar", "غارة جديدة على بيروت", True),
        ("en", "Strike hits Kharkiv", False),
        ("en", "New president takes office", False),
    ],
)
def test_one_more(lang: str, title: str, again: bool) -> None:
    """A headline that counts its event tells of another one than yesterday's."""
    assert seen("a", lang=lang, title=title).again is again


@pytest.mark.parametrize(
    ("lang", "title", "known"),
    [
        ("en", "Victim of Leeds mosque attack dies in hospital", True),
        ("fr", "Vol de bijoux à Lyon : deux suspects interpellés", True),
        ("ar", "المشتبه به في هجوم باريس أمام القضاء", True),
        ("tr", "Paris saldırısının şüphelisi yakalandı", True),
        ("en", "Two die in attack on mosque in Leeds", False),
        ("fr", "Pérou : un séisme secoue Lima", False),
    ],
)
def test_an_event_that_is_known(lang: str, title: str, known: bool) -> None:
    """Labels and parts in an event ("victim of the attack") speak of it as one that readers know."""
    assert seen("a", lang=lang, title=title).known is known
