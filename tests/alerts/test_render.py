"""How alerts look: expected HTML in four languages, and laws for whatever outlets may write."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alerts.callback import Action
from bot.alerts.render import render, render_update
from bot.alerts.words import LANGUAGES
from bot.model import (
    AlertContent,
    Bound,
    Claim,
    Counted,
    Earlier,
    Evidence,
    Field,
    Figure,
    Message,
    Report,
    Span,
    Stance,
    State,
    WatchlistName,
)
from tests.alerts.builders import T0, after, claim, content, evidence, named, report
from tests.alerts.strict import Parsed, parsed
from tests.alerts.test_foreign import hostile

#: Invisible characters, as these tests write them.
_VISIBLE = str.maketrans({"\u2068": "⟨", "\u2069": "⟩", "\u200f": "‹R›", "\u200e": "‹L›"})

WATCHLIST = named(
    "floods",
    en="Floods in Sudan",
    ar="فيضانات السودان",
    tr="Sudan'da seller",
    fr="Inondations au Soudan",
)
_SENTENCE = "The ministry told Anadolu that the Blue Nile dam is damaged."
ANADOLU = report(
    "aa",
    outlet_name="Anadolu",
    url="https://aa.example/1?a=1&b=2",
    title="Dam on the Blue Nile damaged, ministry says",
    seen_at=after(minutes=2),
    claims=(claim(Stance.CLAIMS, "the ministry", _SENTENCE),),
    evidence=evidence(_SENTENCE, "Blue Nile dam", "damaged"),
)
SUNA = report(
    "suna",
    outlet_name="سونا",
    lang="ar",
    url="https://suna.example/2",
    title="الري تنفي تضرر السد",
    seen_at=after(minutes=14),
    claims=(claim(Stance.DENIES, "وزير الري", "نفى وزير الري تضرر السد."),),
)
SABAH = report(
    "sabah",
    outlet_name="Daily Sabah",
    lang="tr",
    url="https://sabah.example/3",
    title="Mavi Nil'deki baraj hasar gördü",
    seen_at=after(minutes=30),
    credit="Anadolu",
)
STORY = content(
    ANADOLU,
    SUNA,
    SABAH,
    state=State.CONTESTED,
    state_revision=2,
    watchlists=(WATCHLIST,),
    independent=("Anadolu", "سونا"),
)


def shown(message: Message) -> str:
    """The HTML with its invisible characters made visible; well-formed for sure."""
    parsed(message.html)
    return message.html.translate(_VISIBLE)


def rendered(what: AlertContent, language: str = "en", **values: Any) -> str:
    """An alert in Istanbul, an hour after T0."""
    given_values = {"timezone": "Europe/Istanbul", "now": after(hours=1), **values}
    return shown(render(what, language=language, **given_values))


EXPECTED = {
    "en": """\
🟠 <b>Disputed</b> · Floods in Sudan

<a href="https://aa.example/1?a=1&amp;b=2">Dam on the Blue Nile damaged, ministry says</a>
<b>Anadolu</b> · English · as a claim

❌ <b>Denial</b> · ⟨وزير الري⟩ (<a href="https://suna.example/2">⟨سونا⟩</a>): “⟨نفى وزير الري تضرر السد.⟩”
🗣 <b>Claim</b> · the ministry (<a href="https://aa.example/1?a=1&amp;b=2">Anadolu</a>): “The ministry told Anadolu that the <b>Blue Nile dam</b> is <b>damaged</b>.”

<b>3 outlets</b>, <b>2 independent</b>: Anadolu, ⟨سونا⟩
🕓 First seen 14:07 · 2 minutes after publication
<blockquote expandable>14:07 <a href="https://aa.example/1?a=1&amp;b=2">Anadolu</a> · English
14:19 <a href="https://suna.example/2">⟨سونا⟩</a> · Arabic
14:35 <a href="https://sabah.example/3">Daily Sabah</a> · Turkish · from Anadolu</blockquote>""",
    "ar": """\
‹R›🟠 <b>روايات متضاربة</b> · فيضانات السودان

‹R›<a href="https://suna.example/2">الري تنفي تضرر السد</a>
‹R›<b>سونا</b> · العربية

‹R›❌ <b>نفي</b> · وزير الري (<a href="https://suna.example/2">سونا</a>): «نفى وزير الري تضرر السد.»
‹R›🗣 <b>ادعاء</b> · ⟨the ministry⟩ (<a href="https://aa.example/1?a=1&amp;b=2">⟨Anadolu⟩</a>): «⟨The ministry told Anadolu that the <b>Blue Nile dam</b> is <b>damaged</b>.⟩»

‹R›<b>3 وسائل إعلام</b>، <b>منها مصدران مستقلان</b>: ⟨Anadolu⟩، سونا
‹R›🕓 أول رصد 14:07 · التأخر عن النشر: دقيقتان
<blockquote expandable>‹R›14:07 <a href="https://aa.example/1?a=1&amp;b=2">⟨Anadolu⟩</a> · الإنجليزية
‹R›14:19 <a href="https://suna.example/2">سونا</a> · العربية
‹R›14:35 <a href="https://sabah.example/3">⟨Daily Sabah⟩</a> · التركية · نقلًا عن ⟨Anadolu⟩</blockquote>""",
    "tr": """\
🟠 <b>Çelişkili bilgiler</b> · Sudan'da seller

<a href="https://sabah.example/3">Mavi Nil'deki baraj hasar gördü</a>
<b>Daily Sabah</b> · Türkçe · kaynak: Anadolu

❌ <b>Yalanlama</b> · ⟨وزير الري⟩ (<a href="https://suna.example/2">⟨سونا⟩</a>): “⟨نفى وزير الري تضرر السد.⟩”
🗣 <b>İddia</b> · the ministry (<a href="https://aa.example/1?a=1&amp;b=2">Anadolu</a>): “The ministry told Anadolu that the <b>Blue Nile dam</b> is <b>damaged</b>.”

<b>3 yayın organı</b>, <b>2 bağımsız kaynak</b>: Anadolu, ⟨سونا⟩
🕓 İlk görülme 14:07 · yayımdan 2 dakika sonra
<blockquote expandable>14:07 <a href="https://aa.example/1?a=1&amp;b=2">Anadolu</a> · İngilizce
14:19 <a href="https://suna.example/2">⟨سونا⟩</a> · Arapça
14:35 <a href="https://sabah.example/3">Daily Sabah</a> · Türkçe · kaynak: Anadolu</blockquote>""",
    "fr": """\
🟠 <b>Contesté</b> · Inondations au Soudan

<a href="https://aa.example/1?a=1&amp;b=2">Dam on the Blue Nile damaged, ministry says</a>
<b>Anadolu</b> · anglais · au conditionnel

❌ <b>Démenti</b> · ⟨وزير الري⟩ (<a href="https://suna.example/2">⟨سونا⟩</a>): «\u00a0⟨نفى وزير الري تضرر السد.⟩\u00a0»
🗣 <b>Affirmation</b> · the ministry (<a href="https://aa.example/1?a=1&amp;b=2">Anadolu</a>): «\u00a0The ministry told Anadolu that the <b>Blue Nile dam</b> is <b>damaged</b>.\u00a0»

<b>3 médias</b>, dont <b>2 indépendants</b>\u00a0: Anadolu, ⟨سونا⟩
🕓 Premier signalement\u00a0: 14:07 · 2 minutes après publication
<blockquote expandable>14:07 <a href="https://aa.example/1?a=1&amp;b=2">Anadolu</a> · anglais
14:19 <a href="https://suna.example/2">⟨سونا⟩</a> · arabe
14:35 <a href="https://sabah.example/3">Daily Sabah</a> · turc · d’après Anadolu</blockquote>""",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_contested_story(language: str) -> None:
    """The whole message, as it looks in each language."""
    assert rendered(replace(STORY, first_seen_at=after(minutes=2)), language) == EXPECTED[language]


UPDATES = {
    "en": """\
🟠 <b>Now denied</b> · Floods in Sudan
⟨وزير الري⟩ (<a href="https://suna.example/2">⟨سونا⟩</a>): “⟨نفى وزير الري تضرر السد.⟩”

<a href="https://aa.example/1?a=1&amp;b=2">Dam on the Blue Nile damaged, ministry says</a>""",
    "ar": """\
‹R›🟠 <b>صدر نفي</b> · فيضانات السودان
‹R›وزير الري (<a href="https://suna.example/2">سونا</a>): «نفى وزير الري تضرر السد.»

‹R›<a href="https://suna.example/2">الري تنفي تضرر السد</a>""",
    "tr": """\
🟠 <b>Yalanlama geldi</b> · Sudan'da seller
⟨وزير الري⟩ (<a href="https://suna.example/2">⟨سونا⟩</a>): “⟨نفى وزير الري تضرر السد.⟩”

<a href="https://sabah.example/3">Mavi Nil'deki baraj hasar gördü</a>""",
    "fr": """\
🟠 <b>Désormais démenti</b> · Inondations au Soudan
⟨وزير الري⟩ (<a href="https://suna.example/2">⟨سونا⟩</a>): «\u00a0⟨نفى وزير الري تضرر السد.⟩\u00a0»

<a href="https://aa.example/1?a=1&amp;b=2">Dam on the Blue Nile damaged, ministry says</a>""",
}


def updated(what: AlertContent, language: str = "en") -> str:
    """The reply that announces the state."""
    return shown(render_update(what, language=language, timezone="UTC", now=after(hours=1)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_update(language: str) -> None:
    """Short, with who denies in the words that were printed."""
    assert updated(STORY, language) == UPDATES[language]


def test_a_single_report() -> None:
    """No count and no trail for one outlet; the headline that hit shows its hits."""
    title = "Dam on the Blue Nile damaged"
    one = report("aa", outlet_name="Anadolu", title=title, evidence=evidence(title, "Blue Nile"))
    assert rendered(content(one, watchlists=(WATCHLIST,))) == (
        "⚪ <b>One source</b> · Floods in Sudan\n\n"
        '<a href="https://aa.example/news">Dam on the <b>Blue Nile</b> damaged</a>\n'
        "<b>Anadolu</b> · English\n\n"
        "🕓 First seen 14:05 · within a minute of publication"
    )


def test_evidence_that_nobody_claims_is_quoted_below() -> None:
    """The sentence of the article that hit, with the hits in bold."""
    one = report(evidence=evidence("Water entered Wad Madani.", "Wad Madani"))
    assert "\n\n“Water entered <b>Wad Madani</b>.”\n\n" in rendered(content(one))


def test_a_headline_in_the_readers_language_is_preferred() -> None:
    """An own one before a copy; where nobody writes in it, the first reporter's."""
    copy = report("copy", lang="fr", title="Copie", credit="AFP")
    own = report("own", lang="fr", title="Original")
    story = content(ANADOLU, copy, own)
    assert ">Original</a>" in rendered(story, "fr")
    assert ">Copie</a>" in rendered(content(ANADOLU, copy), "fr")
    assert ">Dam on the Blue Nile" in rendered(story, "tr")


def test_an_arabic_headline_runs_its_own_way_for_an_english_reader() -> None:
    """Also where it begins with a Latin name."""
    one = report(lang="ar", title="BBC: تضرر السد على النيل الأزرق")
    assert '‹R›<a href="https://a1.example/news">BBC: تضرر' in rendered(content(one))


def test_a_delay_needs_a_time() -> None:
    """A date alone gives no delay, a missing one neither."""
    for one in (report(precision="day"), report(published_at=None)):
        assert rendered(content(one)).endswith("🕓 First seen 14:05")


def test_a_retracted_story_is_struck_through() -> None:
    """Who reads only the headline sees it too."""
    one = report(claims=(claim(Stance.RETRACTS, "Outlet a1", "We withdraw this report."),))
    text = rendered(content(one, state=State.RETRACTED))
    assert '<s><a href="https://a1.example/news">Headline of a1</a></s>' in text
    assert '↩️ <b>Retraction</b> · <a href="https://a1.example/news">Outlet a1</a>: “We withdraw' in text


def test_a_correction_stands_on_top() -> None:
    """And is what an update announces."""
    corrected = content(correction="The dam is <not> damaged.")
    line = "✏️ <b>Correction</b>: The dam is &lt;not&gt; damaged."
    assert rendered(corrected).split("\n")[1] == line
    assert line in updated(corrected)


def test_an_unknown_speaker_is_said_to_be_unknown() -> None:
    """A claim without a source is not the outlet's own."""
    one = report(claims=(claim(Stance.CLAIMS, "", "The dam broke."),))
    assert "<b>Claim</b> · unnamed source (<a" in rendered(content(one))


def test_a_speaker_is_heard_once_per_stance() -> None:
    """Each stance is shown at least once; the rest folds away with the outlets."""
    claims = tuple(claim(Stance.CLAIMS, f"source {number}", f"Said {number}.") for number in range(6))
    first = report("a", claims=(*claims, claim(Stance.CLAIMS, "Source 0", "Again.")))
    second = report(
        "b", claims=(claim(Stance.CONFIRMS, "mayor", "Yes."), claim(Stance.DENIES, "army", "No."))
    )
    text = rendered(content(first, second))
    above, _, below = text.partition("<blockquote expandable>")
    assert above.index("Denial") < above.index("Confirmation") < above.index("Claim")
    assert above.count("<b>Claim</b>") == 2
    assert below.count("<b>Claim</b>") == 4
    assert "Again" not in text


@pytest.mark.parametrize(
    ("state", "head"),
    [
        (State.SINGLE, "⚪ <b>Back to one source</b>"),
        (State.CORROBORATED, "🔵 <b>Now from independent sources</b>"),
        (State.CONTESTED, "🟠 <b>Now disputed</b>"),
        (State.CONFIRMED, "🟢 <b>Now confirmed</b>"),
        (State.RETRACTED, "⚫ <b>Now retracted</b>"),
    ],
)
def test_every_state_can_be_announced_without_a_claim(state: State, head: str) -> None:
    """Then the sources speak for it."""
    text = updated(content(report("a"), report("b"), state=state))
    assert text.startswith(head)
    assert "<b>2 outlets</b>, <b>2 independent</b>: Outlet a, Outlet b" in text


def test_only_watchlists_that_may_be_named_are() -> None:
    """A watchlist in shadow is not shown to its alert's other readers; an untitled one goes by its id."""
    two = content(watchlists=(named("open", en="Open"), WatchlistName(id="bare", version=1)))
    assert rendered(two).startswith("⚪ <b>One source</b> · Open, bare\n")
    assert rendered(two, watchlists=["bare"]).startswith("⚪ <b>One source</b> · bare\n")


def test_only_asked_for_buttons_are_shown() -> None:
    """In two rows; Read only where there is an address."""
    everything = render(STORY, language="en", timezone="UTC", now=T0, alert=12, actions=list(Action))
    assert [[(one.text, one.url or one.data) for one in row] for row in everything.buttons] == [
        [("Read", "https://aa.example/1?a=1&b=2"), ("Why?", "1!why:12")],
        [("Mute story", "1!mute:12"), ("Not relevant", "1!no:12")],
    ]
    assert render(STORY, language="en", timezone="UTC", now=T0).buttons == ()
    bare = content(report(url="javascript:x"))
    some = render(bare, language="en", timezone="UTC", now=T0, actions=[Action.READ, Action.IRRELEVANT])
    assert [[one.text for one in row] for row in some.buttons] == [["Not relevant"]]


def test_a_wrong_zone_or_language_still_renders() -> None:
    """UTC and English; a chat's setting must never keep an alert from it."""
    assert "First seen 11:05" in rendered(content(), "xx", timezone="../etc/nowhere")


def test_many_outlets_are_counted_not_listed() -> None:
    """The first fifteen, and how many more."""
    many = [report(f"n{number}") for number in range(40)]
    text = rendered(content(*many))
    assert "<b>40 outlets</b>, <b>40 independent</b>: Outlet n0, " in text
    assert "Outlet n5, +34 more" in text
    assert text.endswith("\n+25 more</blockquote>")


def test_no_sentence_stands_twice() -> None:
    """A claim that is the headline, or was quoted above, is named without its words."""
    title = "Ankara claims a deal, Athens denies it"
    both = (claim(Stance.DENIES, "Athens", title), claim(Stance.CLAIMS, "Ankara", title))
    text = rendered(content(report(title=title, claims=both), state=State.CONTESTED))
    assert text.count(title) == 1
    assert "❌ <b>Denial</b> · Athens (<a" in text
    lead = "Ankara spoke of a deal, which Athens denied."
    both = (claim(Stance.DENIES, "Athens", lead), claim(Stance.CLAIMS, "Ankara", lead))
    assert rendered(content(report(claims=both))).count(lead) == 1


def test_a_speaker_that_is_a_concept_has_the_readers_name() -> None:
    """Another one stays as it was printed, beside its outlet."""
    one = report(
        claims=(claim(Stance.DENIES, "Mısır", "Yok."), claim(Stance.CLAIMS, "muhalifler", "Var.")), lang="tr"
    )
    known = content(one, speakers={"Mısır": {"en": "Egypt", "ar": "مصر"}})
    assert "<b>Denial</b> · Egypt (<a" in rendered(known)
    assert "<b>نفي</b> · مصر (<a" in rendered(known, "ar")
    assert "<b>Claim</b> · muhalifler (<a" in rendered(known)


def test_an_earlier_alert_is_named() -> None:
    """The one that this story goes on from."""
    told = content(earlier=Earlier(alert=3, title="Troops sent", first_seen_at=after(days=-3)))
    assert "↩ Earlier (Jul 27, 14:05): Troops sent" in rendered(told)


# --- laws -----------------------------------------------------------------------------------------------

wide = st.one_of(hostile, st.text(max_size=20), hostile.map(lambda text: text * 30))


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    """A sentence with places that may lie anywhere."""
    places = draw(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=40))
    return Evidence(
        Field.TEXT, 0, draw(wide), tuple(Span(Field.TEXT, start, end, "", "") for start, end in places)
    )


reports = st.builds(
    Report,
    article=st.text(max_size=5),
    outlet=wide,
    outlet_name=wide,
    lang=st.sampled_from(("", "en", "ar", "tr", "fr", "zz", "<b>")),
    url=st.one_of(wide, st.just("https://a.example/" + "&" * 900)),
    title=wide,
    published_at=st.sampled_from((None, T0, after(days=-400), after(days=2))),
    seen_at=st.just(T0),
    claims=st.lists(st.builds(Claim, st.sampled_from(Stance), wide, wide), max_size=8).map(tuple),
    figures=st.lists(
        st.builds(
            Figure,
            counted=st.sampled_from(Counted),
            value=st.integers(1, 50_000_000),
            bound=st.sampled_from(Bound),
            upper=st.none() | st.integers(2, 9),
            source=wide,
            text=wide,
        ),
        max_size=6,
    ).map(tuple),
    evidence=st.none() | evidences(),
    credit=wide,
)
contents = st.builds(
    AlertContent,
    story=st.just("s"),
    state=st.sampled_from(State),
    state_revision=st.just(1),
    watchlists=st.lists(
        st.builds(WatchlistName, id=wide, version=st.just(1), title=st.dictionaries(st.just("en"), wide)),
        max_size=4,
    ).map(tuple),
    reports=st.lists(reports, min_size=1, max_size=20).map(tuple),
    independent=st.lists(wide, max_size=9).map(tuple),
    first_seen_at=st.just(T0),
    updated_at=st.just(T0),
    correction=wide,
)

#: What a headline must never bring into a message.
_FORBIDDEN = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u200b\ufeff\x00\x1b")


def _check(message: Message) -> Parsed:
    seen = parsed(message.html)
    assert 0 < seen.units <= 4096
    assert len(seen.tags) <= 100
    assert len(message.html.encode()) < 1 << 15
    assert not _FORBIDDEN & set(seen.text)
    for line in seen.text.split("\n"):
        assert line.count("\u2068") == line.count("\u2069")
    for tag, inside in seen.tags:
        assert inside.count("\u2068") == inside.count("\u2069"), tag
    return seen


@settings(max_examples=80, deadline=None)
@given(what=contents, language=st.sampled_from(LANGUAGES))
def test_whatever_outlets_write_the_message_is_one_that_telegram_takes(
    what: AlertContent, language: str
) -> None:
    """Within the limits, well-formed, isolates balanced in every line and tag, buttons short enough."""
    values: dict[str, Any] = {"language": language, "timezone": "Asia/Riyadh", "now": after(days=1)}
    message = render(what, alert=2**62, actions=list(Action), **values)
    seen = _check(message)
    _check(render_update(what, **values))
    if language == "ar":
        # All but the headline, which runs its own way.
        assert sum(not line.startswith("\u200f") for line in seen.text.split("\n") if line) <= 1
    assert all(len(one.data.encode()) <= 64 for row in message.buttons for one in row)


def test_everything_filled_to_the_brim_still_shows_all_parts() -> None:
    """With the longest parts only the folded trail gives way: nothing that is claimed or denied is lost."""
    long = "كلمة " * 900
    claims = tuple(claim(stance, f"{stance} {long}", f"{stance} {long}") for stance in Stance)
    many = [
        report(
            f"n{number}",
            title=long,
            outlet_name=f"{number} {long}",
            claims=claims,
            evidence=evidence(long, "كلمة"),
            figures=tuple(Figure(each, number + 2, source=long) for each in Counted),
            credit=long,
        )
        for number in range(30)
    ]
    brim = content(
        *many, correction=long, watchlists=tuple(named(str(number), ar=long) for number in range(9))
    )
    for language in LANGUAGES:
        message = render(brim, language=language, timezone="UTC", now=T0)
        seen = _check(message)
        assert seen.units > 3500
        assert all(icon in seen.text for icon in "❌✅🗣🕓✏")


def test_an_empty_story_of_nothing_still_says_who() -> None:
    """No title, no name, no address: the message is not empty."""
    bare = report(title="\u202e", outlet_name="", outlet="", url="", lang="", published_at=None)
    assert rendered(content(bare)).startswith("⚪ <b>One source</b> · Watchlist w\n\n…\n<b>?</b>")
