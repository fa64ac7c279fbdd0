"""The law of the sieve: what the archive's index is asked for never loses an article that the matcher hits."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.language import Document, read
from bot.model import Article
from bot.watch import Index
from bot.watch.searching import indexable
from bot.watch.sieve import COMPLETE, Sifter, Unsieved, sieve
from bot.watch.tree import Phrase, Prefix, Query, QueryError, Word
from tests.laws.queries import LIBRARY, worlds

law = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])

#: Words whose forms begin otherwise than they do, or that are cut otherwise than they are folded.
ODD = {
    "en": "went go men man women woman reopened open armies army U.A.E. UAE UAVs F-16 F16 1,000 1000 2.5 o'clock Qur'an "
    "Quran airstrike airstrikes Dutch Netherlands ran run Egypt's l'armée fought fight destruction destroy x e-mail",
    "ar": "والجيش الجيش جيش للجيش بمصر مصري المصريين مصر ألوية لواء مقاتلو مقاتل يتأهل تأهل سوريا سورية السوري وقال قال "
    "صنعاء صنعا ١٠٠٠ 1000 ك.م",
    "tr": "Mısır'ın Mısır mısırı göl gölü gol birliği birlik kitabı kitap şehri şehir İdlib'de İdlip ığdır IĞDIR iş işi "
    "cumhurbaşkanlığı cumhurbaşkanı Kur'an KURAN depremzede deprem üssü üs",
    "fr": "marché marche MARCHE marchés tué tuée tuer égyptiens Égypte égyptienne aujourd'hui l'armée armées yeux œil "
    "travaux travail général généraux Chypriote Chypre élu élue est être",
}


def words(lang: str) -> st.SearchStrategy[str]:
    """Odd words, in capitals too."""
    plain = st.sampled_from(ODD[lang].split())
    return st.one_of(plain, plain.map(str.upper), plain.map(str.capitalize), plain.map(str.lower))


@st.composite
def odd_worlds(draw: st.DrawFn) -> tuple[list[Query], Document]:
    """Words, phrases and prefixes of one language, and an article in it or in another."""
    lang = draw(st.sampled_from(sorted(ODD)))
    said = draw(st.lists(words(lang), min_size=1, max_size=6))
    other = draw(st.sampled_from([lang, lang, lang, "en", "de", ""]))
    asked: list[Query] = []
    for term in draw(st.lists(words(lang), min_size=1, max_size=6)):
        asked += [
            Word(term),
            Word(term, exact=True),
            Prefix(term[:3]),
            Prefix(term[:5]),
            Phrase(f"{term} {said[0]}"),
        ]
    return asked, read(Article(id="a", title=" ".join(said), lang=other))


def lost(asked: list[Query], document: Document) -> list[Query]:
    """The queries that hit the article, which the sieve keeps back."""
    said = indexable(document, 50_000, "rules")
    assert said.endswith(COMPLETE + "rules")
    index = Index(LIBRARY)
    found = []
    for number, query in enumerate(asked):
        try:
            index.put(f"q{number}", query)
        except QueryError:  # no word is left of it
            continue
        wanted = sieve(query, LIBRARY)
        passes = isinstance(wanted, Unsieved) or Sifter(wanted).passes(said)
        if index.holds(f"q{number}", document) and not passes:
            found.append(query)
    return found


@law
@given(worlds())
def test_no_hit_is_kept_back(world: tuple[list[Query], Document]) -> None:
    """Queries of all shapes, concepts included, in four languages."""
    asked, document = world

    assert lost(asked, document) == []


@law
@given(odd_worlds())
def test_no_odd_word_is_kept_back(world: tuple[list[Query], Document]) -> None:
    """Irregular forms, proclitics, apostrophes, dots, digits, capitals without accents; articles in other languages."""
    asked, document = world

    assert lost(asked, document) == []
