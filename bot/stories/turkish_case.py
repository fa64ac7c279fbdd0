"""Turkish speakers: where the subject of a clause stands, and names without their case ("kaynaklara göre")."""

import regex

from bot.stories.wording import Wording, folded_words

_LONGEST = 8
_SUFFIXES = folded_words("in un nin nun a e ya ye na ne da de dan den i u yi yu ni nu ta te tan ten")
_MARKS = frozenset(',;:!?"()—/….')
#: What is according to whom: "Reuters'ın haberine göre" is according to Reuters.
_TOLD = regex.compile(
    r"(?:haber|aktardig|bildirdig|belirttig|yazdig|acikladig|duyurdug|gecti|raporu|aciklama|iddia|ifade|sozler|verileri|verdigi|bilgi|beyan|tahmin)\w*"
)
#: Nouns of saying in headlines without a verb, whose speaker stands in the ablative: "Şirketten yalanlama".
_NOUNS = ("yalanlama", "ret", "tekzip", "dogrulama", "itiraf", "aciklama", "yanit")
#: Endings of the dative with what they leave, the longest first.
_DATIVE = tuple(
    (regex.compile(ending), left)
    for ending, left in (
        (r"(?<=l[ae]r)[ıi]n[ae]$", "ı"),
        (r"(?<=l[ae]r)[ae]$", ""),
        (r"(?<=[sğlrnmtdkyşz][ıiuü])n[ae]$", ""),
        (r"(?<=[aeıioöuü])y[ae]$", ""),
        (r"ğ[ae]$", "k"),
        (r"(?<=[bcçdfghjklmnprsştvz])[ae]$", ""),
    )
)
#: The genitive before "haberine göre": "ordusunun" is "ordusu".
_GENITIVE = (regex.compile(r"(?<=[aeıioöuü])n[ıiuü]n$"), regex.compile(r"(?<=[bcdfghjklmnprsştvyz])[ıiuü]n$"))
_ABLATIVE = regex.compile(r"(?<=\w{4})[dt][ae]n$")


def subject(line: Wording, cue: int) -> tuple[int, int]:
    """The words of the subject, half-open: Turkish puts the verb last, so that the subject opens the clause, with a comma
    behind it or up to its last capital. Equal numbers where there is none."""
    start = 0
    for number in range(cue - 1, -1, -1):
        if line.word(number) in ';:"—':
            start = number + 1
            break
    comma = next((n for n in range(start, min(cue, start + _LONGEST + 2)) if line.word(n) == ","), -1)
    if comma > start:
        # "It is nothing but slander, he said": what stands before is said, not who says it.
        return (start, comma) if line.word(cue) != "dedi" else (start, start)
    end = start
    while end < cue and line.original[line.places[end][1]].isupper() and line.word(end) not in _MARKS:
        if end > start and line.word(end).startswith(("iddia", "haber", "sucla")):
            break
        end += 1
    # "AA'ya göre", "Yerel kaynaklara göre": what stands before a postposition.
    according = next(
        (n for n in range(cue, min(cue + _LONGEST, len(line.places))) if line.word(n) == "gore"), -1
    )
    if according >= 0:
        start, end = _according(line, max(start, according - _LONGEST), according)
    while end > start and line.word(end - 1) in _SUFFIXES:
        end -= 1
    return start, end


def _according(line: Wording, start: int, end: int) -> tuple[int, int]:
    while end - 1 > start and _TOLD.fullmatch(line.word(end - 1)):
        end -= 1
    return start, end


def without_case(name: str, line: Wording, first: int, last: int) -> str:
    """The subject's name as it is called: without the dative of "göre", without the ablative of a headline's noun."""
    head, space, word = name.rpartition(" ")
    following = line.flat[line.places[first][0] :].split(" ")
    if "gore" in following[: _LONGEST + 1] and _TOLD.fullmatch(_behind(line, name)):
        ending = next((each for each in _GENITIVE if each.search(word)), None)
        return head + space + (ending.sub("", word) if ending is not None else word)
    if "gore" in following[: _LONGEST + 1] and not _is_marked(line, name):
        for ending, left in _DATIVE:
            if ending.search(word):
                return head + space + _harmonised(ending.sub(left, word))
    elif following and line.word(last).startswith(_NOUNS) and name[0].isupper():
        return head + space + _ABLATIVE.sub("", word)
    return name


def _behind(line: Wording, name: str) -> str:
    """The folded word behind a name; empty where an apostrophe parts its suffix from it."""
    end = line.original.find(name) + len(name)
    number = next((n for n, (_, start, _) in enumerate(line.places) if start >= end), -1)
    return "" if number < 0 or _is_marked(line, name) else line.word(number)


def _is_marked(line: Wording, name: str) -> bool:
    """Whether an apostrophe already parts the name from its suffix ("AA'ya")."""
    end = line.original.find(name) + len(name)
    return line.original[end : end + 1] in ("'", "’")


def _harmonised(word: str) -> str:
    """The possessive of a plural in the word's own vowels: "yetkilileri", "raporları"."""
    return word[:-1] + "i" if regex.search(r"lerı$", word) else word
