"""In which language a text is written: script first, then letters and little words, then what was declared, then py3langid."""

import re
from functools import lru_cache
from typing import Any

from bot.language.detection_words import HEADLINE_WORDS
from bot.language.folding import fold

LANGUAGES = ("en", "ar", "tr", "fr", "fa", "ku", "he", "ru")
_LOOK_AT = 400
#: Letters. A name or a word says nothing to py3langid, and it brings 80 MB.
_ENOUGH_TO_GUESS = 20

_LATIN_WORDS = {
    "en": "the of and to in is are was were has have had for with on at by from that this after as be been will "
    "its it he they his their who which not but over near says said into against amid than would could",
    "fr": "le la les de des du un une et est sont dans pour par sur avec qui que au aux en ne pas plus ce cette "
    "ces son sa ses leur il elle ils mais ou apres selon entre depuis contre a ete",
    "tr": "ve bir bu icin ile da de olan oldu olarak daha gibi kadar sonra dedi etti cok ama ise ki her en "
    "tarafindan uzere karsi yeni gore yil iki",
    "ku": "u li ji bi ku di de ye ne re ji bo hat kir dike dikin ev ew heye yek xwe dibe",
    "de": "der die das und ist nicht mit von den dem ein eine zu im fur auf sich auch nach bei aus wird",
    "es": "el los las y es por con una para del se su al lo mas pero sus como fue",
    "it": "il lo gli e ha dal dalla alle delle di che per una con del della nel non sono alla dei da si",
    "pt": "o os as e do da em um uma para com nao por mais dos no na ao foi",
    "nl": "de het een en van is op te dat in zijn niet met voor aan er ook",
}
#: Little word, folded: the languages that have it.
SPEAKERS: dict[str, tuple[str, ...]] = {}
for _lang, _little in _LATIN_WORDS.items():
    for _each in frozenset(_little.split()):
        SPEAKERS[_each] = (*SPEAKERS.get(_each, ()), _lang)
#: The same for the words of headlines.
_HEADLINERS: dict[str, tuple[str, ...]] = {}
for _lang, _common in HEADLINE_WORDS.items():
    for _each in frozenset(_common.split()) - frozenset(_LATIN_WORDS[_lang].split()):
        _HEADLINERS[_each] = (*_HEADLINERS.get(_each, ()), _lang)
#: What is tied on by an apostrophe, by language: l'armée, army's, ordu'nun.
_TIED = (
    ("fr", re.compile(r"(?<![^\W\d_])(?:l|d|qu|n|s|c|j|lorsqu|jusqu|puisqu)['’][^\W\d_]{2}", re.IGNORECASE)),
    ("en", re.compile(r"[^\W\d_]['’]s(?![^\W\d_])|[^\W\d_]s['’](?= )", re.IGNORECASE)),
    (
        "tr",
        re.compile(
            r"[^\W\d_]['’](?:(?:[ns]?[ıiuüIİUÜ]n?|y?[aeıiuüAEIİ]|n?[dt][ae]n?(?:k[ıi]\w*)?|l[ae]r\w*|l[ıiuü]\w*|yl[ae]|nd[ae]n?))(?![^\W\d_])",
            re.IGNORECASE,
        ),
    ),
)
_LETTERS = (
    ("tr", "ğıİğıİşîâ"),  # twice: no other language of ours has them
    ("fr", "èêœùû"),
    ("de", "ßä"),
    ("es", "ñ¿¡óíáú"),
    ("it", "òì"),
    ("pt", "ãõ"),
    ("ku", "êîû"),
)
#: With what an apostrophe ties on, so that Turkish -den and -ye are not taken for little words.
_TOKENS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SCRIPTS = (
    ("arab", re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]+")),
    ("latn", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")),
    ("cyrl", re.compile("[\u0400-\u052f]+")),
    ("hebr", re.compile("[\u0590-\u05ff]+")),
)
_ALIASES = {
    "iw": "he",
    "kmr": "ku",
    "ckb": "ku",
    "eng": "en",
    "ara": "ar",
    "tur": "tr",
    "fra": "fr",
    "fre": "fr",
}
_ALIASES |= {
    "fas": "fa",
    "per": "fa",
    "kur": "ku",
    "heb": "he",
    "rus": "ru",
    "deu": "de",
    "spa": "es",
    "ita": "it",
}
_ARABIC_SCRIPT = frozenset({"ar", "fa", "ku", "ur", "ps", "sd", "ug"})
_CYRILLIC = frozenset({"ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "tg"})


def detect(text: str, declared: str = "") -> str:
    """ISO 639-1 code of the language, or '' where nothing tells. `declared` is what outlet or feed said."""
    said = language_code(declared)
    sample = text[:_LOOK_AT]
    script = _script(sample)
    if script == "arab":
        return _arabic_script(sample, said)
    if script == "latn":
        return _latin(sample, said)
    if script == "cyrl":
        return said if said in _CYRILLIC else _cyrillic(sample)
    if script == "hebr":
        return said if said in ("he", "yi") else "he"
    return said


def language_code(declared: str) -> str:
    """'en' of 'en-GB', 'EN_us' or 'eng'."""
    code = declared.strip().lower().replace("_", "-").split("-")[0]
    return _ALIASES.get(code, code)


def _script(sample: str) -> str:
    if sample.isascii():
        return "latn" if any(map(str.isalpha, sample)) else ""
    counts = {name: sum(map(len, pattern.findall(sample))) for name, pattern in _SCRIPTS}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def _arabic_script(sample: str, said: str) -> str:
    if any(c in sample for c in "ڕڵۆێ"):
        return "ku"
    if any(c in sample for c in "ٹڈڑںے"):
        return "ur"
    persian = sum(sample.count(c) for c in "پچژگ")
    if said in _ARABIC_SCRIPT and (said != "ar" or persian < 3):
        return said
    if persian >= 2 or (persian and "ی" in sample):
        return "fa"
    words = {fold(word) for word in _TOKENS.findall(sample)}
    return "fa" if len(words & {"است", "این", "از", "که", "را", "برای", "شد"}) >= 2 else "ar"


def _cyrillic(sample: str) -> str:
    return "uk" if any(c in sample.lower() for c in "іїєґ") else "ru"


def _latin(sample: str, said: str) -> str:
    scores = dict.fromkeys(_LATIN_WORDS, 0)
    for word in set(_TOKENS.findall(fold(sample))):
        for lang in SPEAKERS.get(word, ()):
            scores[lang] += 2
        for lang in _HEADLINERS.get(word, ()):
            scores[lang] += 1
    for lang, tied in _TIED:
        scores[lang] += 2 * min(2, len(tied.findall(sample)))
    if not sample.isascii():
        for lang, letters in _LETTERS:
            scores[lang] += sum(map(sample.count, letters))
    ranked = sorted(scores, key=lambda lang: -scores[lang])
    best, second = ranked[0], ranked[1]
    clear = scores[best] >= 4 and scores[best] >= 2 * scores[second]
    if said and said not in _ARABIC_SCRIPT and said not in _CYRILLIC and said != "he":
        return best if clear and scores[best] > 2 * scores.get(said, 0) + 2 else said
    if clear or (best in LANGUAGES and scores[best] and scores[best] >= 2 * scores[second]):
        return best
    if said and sum(map(str.isalpha, sample)) < _ENOUGH_TO_GUESS:
        return ""  # a name in a text of another script
    return _guess(sample)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    # Importing costs a second and 80 MB, so nobody pays before a text leaves a doubt.
    import py3langid

    py3langid.set_languages(list(LANGUAGES))
    return py3langid


def _guess(sample: str) -> str:
    ranked = [str(lang) for lang, _ in _identifier().rank(sample)]
    # A few Latin letters are Kurdish to it more often than to anyone else.
    return next(lang for lang in ranked if lang != "ku" or any(letter in sample for letter in "êîûÊÎÛ"))
