"""Where sentences end, by own rules for news in four languages. Paragraphs are lines."""

import re
from collections.abc import Iterator

from bot.language.folding import fold
from bot.language.forms import lexicon

_END = re.compile(r"[.!?؟؛۔…]+[\"'”’»›)\]]*(?=\s|$)")
_NEXT = re.compile(r"\s*[\"'“‘«‹(\[—–-]*\s*(.)", re.DOTALL)

#: Words that end in a full stop and go on; folded, without the stop.
_ABBREVIATIONS = lexicon(
    """
    mr mrs ms dr prof gen lt col sgt cpl capt maj adm brig gov sen rep st vs no jr sr inc ltd co corp hon rev
    jan feb mar apr jun jul aug sep sept oct nov dec approx est dept fig al
    m mm mme mlle mgr janv fevr avr juil dec cf av env art p pp ex vol bd ste
    yrd doc alb org korg tuma tumg tugg yzb bsk cad sok mah hz op uzm sti vb bkz orn turkce ing fr ar ltd
    د م أ ا ص ق ه ت ط
    """
)
_WORD = re.compile(r"\w+")
_INITIALS = re.compile(r"[^\W\d_]|(?:[^\W\d_]\.-?)+[^\W\d_]")
#: After a dotted acronym only a word that often opens a sentence tells that one begins.
_OPENERS = lexicon(
    "the a an in on at it he she they we but and this that il elle le la les un une en ce cette bu o ve ama"
)
_LONGEST_ORDINAL = 2
#: How many characters before a stop are looked at; no abbreviation is longer.
_LOOK_BACK = 40
_OPENING = "\"'“”‘’«»‹›([{—–-"


def sentence_spans(text: str, lang: str = "") -> Iterator[tuple[int, int, int]]:
    """Spans (start, end) of the sentences with the number of their line, in code points, trimmed of white space."""
    at = 0
    for number, line in enumerate(text.split("\n")):
        start = 0
        for found in _END.finditer(line):
            if _ends_sentence(line, start, found.start(), found.end(), lang):
                yield from _trimmed(line, start, found.end(), at, number)
                start = found.end()
        yield from _trimmed(line, start, len(line), at, number)
        at += len(line) + 1


def _trimmed(line: str, start: int, end: int, at: int, number: int) -> Iterator[tuple[int, int, int]]:
    piece = line[start:end]
    left = len(piece) - len(piece.lstrip())
    if body := piece.strip():
        yield at + start + left, at + start + left + len(body), number


def _ends_sentence(line: str, start: int, stop: int, end: int, lang: str) -> bool:
    following = _NEXT.match(line, end)
    if not following:
        return True
    first = following[1]
    mark = line[stop]
    if mark in "!?؟؛۔":
        return not first.islower()
    if first.islower():
        return False
    if mark == "…" or line[stop : stop + 2] == "..":
        return True
    before = line[max(start, stop - _LOOK_BACK) : stop]
    word = before.split()[-1].lstrip(_OPENING) if before.strip() else ""
    if word.isdigit():
        is_ordinal = lang == "tr" and len(word) <= _LONGEST_ORDINAL
        opens_the_sentence = before.strip() == word and stop - start < _LOOK_BACK
        return not is_ordinal and not opens_the_sentence
    if _INITIALS.fullmatch(word):
        opener = _WORD.match(line, following.start(1))
        return len(word) > 1 and bool(opener) and fold(opener[0] if opener else "") in _OPENERS
    return fold(word) not in _ABBREVIATIONS
