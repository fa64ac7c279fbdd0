"""Features of articles: what is read, what survives storage."""

from pydantic import TypeAdapter

from bot.language import read
from bot.model import Field, Span
from bot.stories import Features, Grouper, features
from bot.stories.phases import Phase
from tests.stories.build import article, seen


def test_features_survive_storage() -> None:
    """JSON and back is the same, so that a restart rebuilds the window."""
    made = seen(title="Ferry sinks off Cebu, 7 dead", text="Coast guards searched the sea. " * 20, lang="en")
    adapter = TypeAdapter(Features)

    again = adapter.validate_json(adapter.dump_json(made))

    assert again == made
    window = Grouper()
    window.add(made, "a")
    assert (
        window.place(
            TypeAdapter(Features).validate_python({**adapter.dump_python(made), "article": "b"})
        ).story
        == "a"
    )


def test_what_a_headline_gives() -> None:
    """Country, act, toll and counted number are read in four languages as the same features."""
    headlines = {
        "en": "Flood kills 51 in Spain",
        "fr": "Inondations en Espagne: 51 morts",
        "tr": "İspanya'da sel: 51 ölü",
        "ar": "فيضانات في إسبانيا ومقتل 51 شخصا",
    }
    for lang, title in headlines.items():
        made = seen(lang=lang, title=title)

        assert {"p:spain", "e:flood", "e:dead", "q:51", "u:51:dead"} <= set(made.terms), lang
        assert made.tolls == {"dead": (51.0,)}


def test_names_meet_across_scripts() -> None:
    """A name that no dictionary has gives the same skeleton in Latin and Arabic script."""
    latin = seen(lang="en", title="Minister Tabrizadeh meets union")
    arabic = seen(lang="ar", title="الوزير تبريزاده يلتقي النقابة")

    assert any(key.startswith("s:tbrsd") for key in set(latin.terms) & set(arabic.terms))


class _Hit:
    """A concept as `bot.watch` reports it."""

    def __init__(self, concept: str, type_: str, start: int, text: str) -> None:
        self.concept, self.type = concept, type_
        self.spans = (Span(Field.TITLE, start, start + len(text), text, text),)


def test_concepts_name_and_do_not_act() -> None:
    """Persons and places of the library count; its acts, cut to one watchlist, do not."""
    made = article(title="Zentar visits Lower Quill", lang="en")
    hits = [
        _Hit("zentar", "person", 0, "Zentar"),
        _Hit("quill", "place", 14, "Lower Quill"),
        _Hit("go", "act", 7, "visits"),
    ]

    terms = features(made, read(made), hits).terms

    assert {"a:zentar", "c:quill"} <= set(terms)
    assert "e:go" not in terms


def test_phase_and_update_come_from_the_headline() -> None:
    """A denial, a plan and a rising toll are marked."""
    assert seen(lang="en", title="Chad denies coup").phase is Phase.DENIED
    assert seen(lang="tr", title="Meclis tasarıyı yarın oylayacak").phase is Phase.PLANNED
    assert seen(lang="fr", title="Séisme: le bilan s'alourdit à 40 morts").update
