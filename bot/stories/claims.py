"""Reads claims out of an article: who reports, claims, confirms, denies or retracts, with the sentence quoted.

The words that decide stand in `cues/`; what the claims of several articles make of a story is `state`'s business.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.language import Document, Sentence
from bot.model import Claim, Field, Stance
from bot.stories.agencies import agency_named
from bot.stories.cues import BY_LANGUAGE, CueWords
from bot.stories.cues.cue import Side
from bot.stories.speakers import before_colon, is_pronoun, speaker
from bot.stories.wording import Wording, wording

#: A live page may be endless; its end says nothing about its story.
_MOST_SENTENCES = 80
_LONGEST_SENTENCE = 1200
_LATIN = ("en", "fr", "tr")
_ARABIC_SCRIPT = frozenset({"ar", "fa", "ku", "ur"})


def claims(document: Document, hits: Sequence[object] = ()) -> tuple[Claim, ...]:
    """Every claim of an article, its main stance first: that of the headline, else of the lead, else a plain report.

    Within a sentence a retraction goes before a denial, a denial before a confirmation, a confirmation before a claim;
    another party's stance in the same sentence follows ("Ankara claims, Cairo denies"). A sentence without a cue says
    nothing of its own. An empty document has no claims. Languages other than en, ar, tr and fr are plain reports.
    `hits` are the document's concepts; nothing depends on them yet.
    """
    del hits
    sentences = document.sentences[:_MOST_SENTENCES]
    if not sentences:
        return ()
    found: list[list[Claim]] = []
    last_speaker = ""
    for sentence in sentences:
        said = sentence_claims(_text(document, sentence), document.lang, last_speaker)
        last_speaker = next((claim.source for claim in said if claim.source), last_speaker)
        found.append(list(said))
    headline = [n for n, sentence in enumerate(sentences) if sentence.field is Field.TITLE]
    lead = [n for n, sentence in enumerate(sentences) if sentence.field is not Field.TITLE][:1]
    opening = next((part for part in (headline, lead) if any(found[n] for n in part)), [])
    first = [claim for n in opening for claim in found[n]]
    if not first:
        first = [plain_report(_text(document, sentences[0]), document.lang)]
    rest = [claim for n, said in enumerate(found) if n not in opening for claim in said]
    return tuple(_distinct([*first, *rest]))


def _text(document: Document, sentence: Sentence) -> str:
    return document.field_text(sentence.field)[sentence.start : sentence.end][:_LONGEST_SENTENCE]


def _distinct(claims: Iterable[Claim]) -> Iterable[Claim]:
    return dict.fromkeys(claims)


def sentence_claims(sentence: str, lang: str, last_speaker: str = "") -> tuple[Claim, ...]:
    """The stances that one sentence takes, the decisive one first; empty for a plain sentence.

    `last_speaker` is whom "he" or "they" means.
    """
    line = wording(sentence)
    for candidate in _languages(lang, sentence):
        if said := _stances(line, BY_LANGUAGE[candidate], candidate, last_speaker):
            return said
    named = before_colon(line)
    if named and agency_named(named):
        # "Reuters: oil cut is near": what an agency tells is its word.
        return (Claim(Stance.CLAIMS, named, sentence, named),)
    return ()


def plain_report(sentence: str, lang: str) -> Claim:
    """A sentence told as fact, with the speaker that it names, if any."""
    line = wording(sentence)
    source = before_colon(line)
    for candidate in _languages(lang, sentence):
        words = BY_LANGUAGE[candidate]
        side = Side.AFTER if candidate == "ar" else Side.BEFORE
        if not source and (hit := words.unsaid.search(line.flat)):
            source = speaker(line, *hit.span(), side, candidate)
        source = source or _who_says(line, words, candidate)
    return Claim(Stance.REPORTS, source, sentence)


def _who_says(line: Wording, words: CueWords, lang: str) -> str:
    """The speaker of a verb of saying in the sentence, if there is one."""
    for cue in words.saying:
        if hit := cue.search(line.flat):
            return speaker(line, *hit, cue.side, lang)
    return ""


def _languages(lang: str, sentence: str) -> tuple[str, ...]:
    """Whose cues apply. Text of an unknown language in a known script is tried with all that share the script."""
    if lang in BY_LANGUAGE:
        return (lang,)
    if lang in _ARABIC_SCRIPT:
        return ("ar",)
    if lang:
        return ()
    is_arabic = any("\u0600" <= c <= "\u06ff" for c in sentence)
    return ("ar",) if is_arabic else _LATIN


def _stances(line: Wording, words: CueWords, lang: str, last_speaker: str) -> tuple[Claim, ...]:
    flat = _blanked(line.flat, words.unsaid)
    if any(letters in flat for letters in words.checking):
        flat = _blanked(flat, words.unchecked)
    flat = _blanked(flat, words.void)
    unconfirmed = words.unconfirmed.search(flat)
    flat = _blanked(flat, words.unconfirmed)
    found: list[tuple[Claim, Side, int]] = []
    for cue in words.cues:
        if hit := cue.search(flat):
            source = speaker(line, *hit, cue.side, lang)
            if not source and is_pronoun(line, hit[0]):
                source = last_speaker
            found.append((Claim(cue.stance, source, line.original, line.cited(*hit)), cue.side, hit[0]))
    if unconfirmed and not any(claim.stance in (Stance.DENIES, Stance.RETRACTS) for claim, _, _ in found):
        # Who could not confirm is not who claims.
        claimants = (c.source for c, side, _ in found if c.stance is Stance.CLAIMS and side is not Side.OWN)
        source = next(claimants, "")
        return (Claim(Stance.CLAIMS, source, line.original, line.cited(*unconfirmed.span())),)
    return _ranked(found, _who_says(line, words, lang))


def _ranked(found: list[tuple[Claim, Side, int]], saying: str) -> tuple[Claim, ...]:
    """The decisive claim, then what other named parties do in the same sentence. `saying`: who says it, if nobody
    else does it."""
    if not found:
        return ()
    main = found[0][0]
    if not main.source:
        # The same stance may be told twice, once with a name.
        named = (claim.source for claim, _, _ in found if claim.stance is main.stance and claim.source)
        fallback = "" if main.stance is Stance.RETRACTS else saying
        main = replace(main, source=next(named, fallback))
    others = [
        claim
        for claim, side, _ in found[1:]
        if claim.stance is not main.stance
        and side in (Side.BEFORE, Side.EITHER)
        and claim.source
        and claim.source != main.source
        and not set(claim.source.split()) & set(main.source.split())
    ]
    return (main, *others)


def _blanked(flat: str, phrases: object) -> str:
    """`flat` with every such phrase overwritten, so that positions stay."""
    return phrases.sub(lambda m: "".join("_" if c != " " else " " for c in m.group()), flat)  # type: ignore[attr-defined,no-any-return]
