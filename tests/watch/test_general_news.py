"""What the shipped library knows of news in general: names asked for as people type them, in a sense or without."""

import pytest

from bot.language import read
from bot.model import Article
from bot.watch import Library
from tests.watch.shipped import catalogue


def hits(name: str, lang: str, text: str, text_lang: str = "") -> bool:
    """Whether a concept of this name hits the text."""
    ids = {concept.id for concept in catalogue().library.named(name, lang)}
    assert ids, f"no concept is called {name}"
    found = catalogue().index.concepts(read(Article(id="case", title=text, lang=text_lang or lang)))
    return any(hit.concept in ids for hit in found)


def ids(name: str, lang: str = "") -> list[str]:
    """The ids of the concepts of a name."""
    return [concept.id for concept in catalogue().library.named(name, lang)]


def test_a_bracket_says_which_sense_is_meant() -> None:
    """By what it is a part of, by a word of its title or names, or by its type; nonsense in it changes nothing."""
    assert ids("Tripoli (Libya)", "en") == ["tripoli-libya"]
    assert ids("Trablus (Lübnan)", "tr") == ["tripoli-lebanon"]
    assert ids("strike (labour)", "en") == ["labour-strike"]
    assert ids("Georgia (country)", "en") == ["georgia"]
    assert ids("Georgia (US state)", "en") == ["us-georgia"]
    assert ids("cholera (nonsense)", "en") == ["cholera"]


def test_a_title_comes_before_lists_of_words() -> None:
    """The football watchlists' exclusion list holds the word too, but is not what is meant."""
    assert ids("goal", "en") == ["goal"]
    assert {"air-strikes", "labour-strike"} <= set(ids("strike", "en"))


def test_no_name_is_no_concept() -> None:
    """Brackets alone, and an empty library."""
    assert ids("(country)") == []
    assert Library().named("Georgia (country)") == ()


@pytest.mark.parametrize(
    ("name", "lang", "hit", "miss"),
    [
        ("earthquake", "en", "Aftershocks keep rescuers out of the old town", "Coalition exit is a political earthquake"),
        ("flood", "en", "Flash floods cut off the valley", "Al-Aqsa Flood, two years on"),
        ("storm", "en", "Typhoon nears the islands", "Senators storm out of the session"),
        ("court", "en", "Appeals court upholds the ban", "New roof for centre court"),
        ("judge", "en", "Investigating judges question the banker", "Never judge a book by its cover"),
        ("sentence", "en", "Former mayor gets suspended sentence", "The first sentence of her memoir"),
        ("pound (currency)", "en", "Pound sterling climbs", "Warplanes pound the hills above the town"),
        ("dollar", "en", "Dollar weakens before the meeting", "Dollar Tree opens a store"),
        ("interest rate", "en", "Rate cut comes early", "Readers lose interest"),
        ("cancer", "en", "Screening finds cancers sooner", "Weekly horoscope: Cancer and Leo"),
        ("strike (labour)", "en", "Rail strike enters second week", "Missile strike hits depot"),
        ("goal", "en", "Two goals in stoppage time", "Sustainable development goals out of reach"),
        ("drought", "en", "Reservoirs empty after a third year of drought", "Striker ends goal drought"),
        ("محكمة", "ar", "محكمة النقض تلغي الحكم", "نفذ اللصوص خطة محكمة"),
        ("زلزال", "ar", "هزة ارتدادية جديدة في الجنوب", "زلزال سياسي في الحزب الحاكم"),
        ("سد", "ar", "انهيار سد بعد الأمطار", "سد العجز في الميزانية"),
        ("هدف", "ar", "سجل هدف الفوز في الدقيقة الأخيرة", "غارات على أهداف عسكرية"),
        ("deprem", "tr", "Artçı sarsıntılar sürüyor", "Parti yönetiminde siyasi deprem"),
        ("baraj (su)", "tr", "Barajda su seviyesi düştü", "Parti seçim barajını aştı"),
        ("grev", "tr", "İşçiler iş bıraktı", "Tutuklular açlık grevinde"),
        ("séisme", "fr", "De nouvelles secousses sismiques", "Un séisme politique à droite"),
        ("livre (monnaie)", "fr", "La livre libanaise s'effondre", "Un livre sur la guerre"),
        ("barrage (eau)", "fr", "Un barrage hydroélectrique sur le Congo", "Un barrage routier levé"),
        ("Georgia (country)", "en", "Tbilisi braces for protests", "Atlanta jury: Georgia case dropped"),
        ("Rome", "en", "Rome mayor bans scooters", "AS Roma sack coach"),
    ],
)  # fmt: skip
def test_everyday_news_words_hit_their_sense_alone(name: str, lang: str, hit: str, miss: str) -> None:
    """Synonyms and inflections hit; figures of speech and homographs do not."""
    assert hits(name, lang, hit)
    assert not hits(name, lang, miss)


def test_a_persons_name_has_no_arabic_adjective() -> None:
    """الشرعية is legitimacy, not what belongs to the man; of a place the adjective counts."""
    assert not hits("الشرع", "ar", "الشرعية الدولية تتراجع")
    assert hits("الشرع", "ar", "الشرع يلقي كلمة")
    assert hits("دمشق", "ar", "الحارات الدمشقية")


@pytest.mark.parametrize(
    ("name", "text", "lang"),
    [
        ("vaccine", "حملة تطعيم في المدارس", "ar"),
        ("vaccine", "Aşı kampanyası başladı", "tr"),
        ("president", "La présidence dément", "fr"),
        ("inflation", "معدل التضخم يتراجع", "ar"),
        ("International Monetary Fund", "FMI : nouvelle tranche de prêt", "fr"),
        ("World Health Organization", "DSÖ uyardı", "tr"),
        ("budget", "Bütçe görüşmeleri başladı", "tr"),
        ("hospital", "مشافي المدينة ممتلئة", "ar"),
        ("police", "Deux gendarmes blessés", "fr"),
        ("airport", "إغلاق المطار مؤقتا", "ar"),
    ],
)
def test_an_english_name_reaches_all_languages(name: str, text: str, lang: str) -> None:
    """The reason for concepts."""
    assert hits(name, "", text, lang)
