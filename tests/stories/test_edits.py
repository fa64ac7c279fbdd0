"""What an outlet changed: headlines, numbers and attributions count, the page's own lines do not."""

import pytest

from bot.model import Article, ChangeKind
from bot.stories.edits import changes

HEADLINE, NUMBER, ATTRIBUTION = ChangeKind.HEADLINE, ChangeKind.NUMBER, ChangeKind.ATTRIBUTION
REST = "The convoy left the port at dawn. Residents filmed it from their balconies."


def found(before: str, after: str, lang: str = "en") -> list[ChangeKind]:
    """Kinds of the changes between two texts of one article."""
    old, new = (Article(id="a", text=f"{text} {REST}", lang=lang) for text in (before, after))
    return [change.kind for change in changes(old, new)]


def headlines(before: str, after: str) -> list[ChangeKind]:
    """The same for two headlines."""
    return [change.kind for change in changes(Article(id="a", title=before), Article(id="a", title=after))]


@pytest.mark.parametrize(
    ("lang", "before", "after"),
    [
        ("en", "Some 150 soldiers arrived in Saraqeb on Monday.", "Some 15 soldiers arrived in Saraqeb on Monday."),
        ("en", "The strike killed twelve people in the market.", "The strike killed 59 people in the market."),
        ("tr", "Saldırıda 12 kişi hayatını kaybetti, pazar yıkıldı.", "Saldırıda 59 kişi hayatını kaybetti, pazar yıkıldı."),
        ("fr", "La frappe a tué douze personnes sur le marché.", "La frappe a tué 59 personnes sur le marché."),
        ("ar", "قتل 12 شخصًا في غارة على سوق المدينة.", "قتل 59 شخصًا في غارة على سوق المدينة."),
    ],
)  # fmt: skip
def test_a_number_that_moves_is_told(lang: str, before: str, after: str) -> None:
    """In digits or in words."""
    assert found(before, after, lang) == [NUMBER]


@pytest.mark.parametrize(
    ("lang", "before", "after"),
    [
        ("en", "The army confirmed that troops entered the town.", "Activists claimed that troops entered the town."),
        ("en", "Troops entered the town, the defence ministry said.", "Troops entered the town, unnamed sources said."),
        ("tr", "Savunma Bakanlığı askerlerin kente girdiğini doğruladı.", "Savunma Bakanlığı askerlerin kente girdiğini yalanladı."),
        ("fr", "Le ministère a confirmé que des soldats sont entrés dans la ville.", "Le ministère a démenti que des soldats sont entrés dans la ville."),
        ("ar", "أكدت وزارة الدفاع وصول الجنود إلى المدينة.", "نفت وزارة الدفاع وصول الجنود إلى المدينة."),
    ],
)  # fmt: skip
def test_who_says_it_is_told(lang: str, before: str, after: str) -> None:
    """Another speaker, or another stance of the same one."""
    assert found(before, after, lang) == [ATTRIBUTION]


def test_a_claim_that_vanished_is_told() -> None:
    """With the sentence as it stood."""
    before = Article(id="a", text=f"The defence ministry denied that any soldier was sent. {REST}", lang="en")
    (change,) = changes(before, Article(id="a", text=REST, lang="en"))
    assert (change.kind, change.after) == (ATTRIBUTION, "")
    assert change.before.startswith("The defence ministry denied")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Troops arrived.  They rested.", "Troops arrived. They rested."),
        ("Troops “arrived” – they rested.", 'Troops "arrived" - they rested.'),
        ("Last updated: 30 July 2020, 14:05.", "Last updated: 30 July 2020, 18:40."),
        ("Updated 12 minutes ago", "Updated 3 hours ago"),
        ("1,204 views", "5,933 views"),
        ("3 comments and 12 shares", "41 comments and 90 shares"),
        ("Son güncelleme: 14:05", "Son güncelleme: 18:40"),
        ("Mis à jour le 30 juillet à 14h05", "Mis à jour le 30 juillet à 18h40"),
        ("آخر تحديث: 14:05", "آخر تحديث: 18:40"),
        ("120 مشاهدة", "950 مشاهدة"),
        ("Rain fell on the hills.", "Rain fell on the hills. More rain is expected tomorrow."),
        ("A spokesman did not answer calls.", "Calls were not answered."),
    ],
)  # fmt: skip
def test_what_is_no_news_is_no_change(before: str, after: str) -> None:
    """White space, typography, the page's own lines, added background."""
    assert found(before + "\n", after + "\n") == []


def test_a_headline_is_compared_by_its_words() -> None:
    """Labels that come and go are no change."""
    assert headlines("Egypt sends 150 soldiers to Syria", "Egypt denies sending soldiers to Syria") == [
        HEADLINE
    ]
    assert headlines("Egypt sends soldiers", "UPDATE 2 - Egypt sends soldiers") == []
    assert headlines("LIVE: Egypt sends soldiers", "Egypt sends soldiers.") == []
    assert headlines("عاجل | مصر ترسل جنودًا", "مصر ترسل جنودا") == []


def test_a_headline_that_the_page_repeats_is_one_change() -> None:
    """Some pages have it again as the first line of their text."""
    old, new = "Egypt sends 150 soldiers to Syria", "Egypt sends 15 soldiers to Syria"
    before, after = (Article(id="a", title=title, text=f"{title}\n{REST}") for title in (old, new))
    assert [change.kind for change in changes(before, after)] == [HEADLINE]


def test_what_was_not_read_is_not_compared() -> None:
    """A page behind a wall now has not deleted its text."""
    assert changes(Article(id="a", title="A", text=REST), Article(id="a", title="", text="")) == ()


def test_a_rewritten_page_gives_a_few_changes() -> None:
    """Never a list without end."""
    before = " ".join(f"The army said {n} tanks crossed the bridge near village {n}." for n in range(3, 60))
    after = " ".join(
        f"The army said {n + 100} tanks crossed the bridge near village {n}." for n in range(3, 60)
    )
    assert 1 <= len(found(before, after)) <= 4
