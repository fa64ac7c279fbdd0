"""Reads the figures of an article: how many killed, wounded, sent or shot down, by whom told. Precision before recall.

The words that count stand in `counts/`; which figures of a story are shown is decided in `bot.alerts.figures`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.language import Document, Sentence, fold
from bot.model import Bound, Claim, Counted, Field, Figure, Stance
from bot.stories.counts import BY_LANGUAGE, CountGrammar
from bot.stories.wording import Wording, wording

#: Of the body: further down stands background.
_BODY_SENTENCES = 6
_LONGEST_SENTENCE = 800
_GROUPED = re.compile(r"\d{1,3}(?:[.,٫٬]\d{3})+")
_DECIMAL = re.compile(r"\d+[.,٫]\d{1,2}")
_NUMERIC = re.compile(rf"{_GROUPED.pattern}|{_DECIMAL.pattern}")
_DIGITS = re.compile(r"\d{1,9}")
_YEARS = range(1900, 2101)
_MOST = 50_000_000
_MONEY = "$€£₺¥"
#: Stands for a number that counts nothing; no phrase crosses it.
_NO_AMOUNT = "¤"
_HUNDRED, _THOUSAND = 100, 1000
#: Up to here a number word joins the tens before it.
_TENS = 10
_CLITICS = "وفبل"
#: Scales that are a number by themselves, as "thousand" is not.
_SCALES_ALONE = frozenset(map(fold, ("mille", "bin", "ألف")))


@dataclass(slots=True)
class _Amount:
    """A number in a sentence: its words `first` to `last`."""

    first: int
    last: int
    value: int
    bound: Bound = Bound.EXACT
    upper: int | None = None
    #: The singular that an Arabic dual counts, to be put behind it.
    noun: str = ""
    is_year: bool = False


def figures(document: Document, claims: Sequence[Claim] = ()) -> tuple[Figure, ...]:
    """The figures of an article, at most one of each thing counted, as headline, lead and body tell them in this order.

    `claims` are the article's own: their speakers are put to the figures of the same sentence, and what a sentence
    denies or takes back is no figure. Ages, dates, shares, money, results and ranks are left out, and so are sentences
    about other times ("since the war began"). Languages other than en, ar, tr and fr have none.
    """
    grammar = BY_LANGUAGE.get(document.lang)
    if grammar is None:
        return ()
    said = {claim.sentence: claim for claim in reversed(claims)}
    found: dict[Counted, Figure] = {}
    for sentence in _looked_at(document.sentences):
        text = document.field_text(sentence.field)[sentence.start : sentence.end][:_LONGEST_SENTENCE]
        claim = said.get(text)
        if claim is not None and claim.stance in (Stance.DENIES, Stance.RETRACTS):
            continue
        for figure in sentence_figures(text, grammar):
            found.setdefault(figure.counted, replace(figure, source=_source(claim)))
    return tuple(found.values())


def _source(claim: Claim | None) -> str:
    """Who tells the figures of a sentence. What stands before a plain headline's colon is its topic ("Spain: 51 dead")."""
    if claim is None:
        return ""
    behind = claim.sentence[len(claim.source) :].lstrip()
    is_topic = (
        claim.stance is Stance.REPORTS and claim.sentence.startswith(claim.source) and behind[:1] == ":"
    )
    return "" if is_topic else claim.source


def _looked_at(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    body = 0
    for sentence in sentences:
        body += sentence.field is Field.TEXT
        if body <= _BODY_SENTENCES:
            yield sentence


def sentence_figures(text: str, grammar: CountGrammar) -> tuple[Figure, ...]:
    """Every figure of one sentence, in the order in which the rules find them."""
    line = wording(text)
    amounts = _amounts(line, grammar)
    if not amounts:
        return ()
    flat = _flat(line, amounts)
    if grammar.background.search(flat):
        return ()
    found: list[Figure] = []
    taken: set[int] = set()
    for counted, rule in grammar.rules:
        for match in rule.finditer(flat):
            for number in (int(value) for value in match.groups() if value is not None):
                if number not in taken and counted is not None:
                    found.append(_figure(counted, amounts[number], line))
                taken.add(number)
    return tuple(found)


def _figure(counted: Counted, amount: _Amount, line: Wording) -> Figure:
    text = line.quote(amount.first, amount.last)
    return Figure(counted, amount.value, amount.bound, upper=amount.upper, text=text)


def _flat(line: Wording, amounts: Sequence[_Amount]) -> str:
    """The sentence with every amount as its number behind a sign, for the rules."""
    parts: list[str] = []
    at = 0
    starts = {amount.first: number for number, amount in enumerate(amounts)}
    while at < len(line.places):
        number = starts.get(at)
        if number is None:
            parts.append(_NO_AMOUNT if _is_bare_number(line, at) else line.word(at))
            at += 1
            continue
        parts.append(f"#{number}")
        if amounts[number].noun:
            parts.append(amounts[number].noun)
        at = amounts[number].last + 1
    return " ".join(parts)


def _is_bare_number(line: Wording, at: int) -> bool:
    """Whether a word is a number by itself; the 16 of F-16 is part of a name."""
    start = line.places[at][1]
    in_name = line.original[start - 1 : start] == "-" and line.original[start - 2 : start - 1].isalpha()
    return not in_name and (line.word(at).isdigit() or bool(_NUMERIC.fullmatch(line.word(at))))


# --- amounts --------------------------------------------------------------------------------------------


def _amounts(line: Wording, grammar: CountGrammar) -> list[_Amount]:
    """The numbers of a sentence that may count something, each with its bound."""
    found: list[_Amount] = []
    at = 0
    while at < len(line.places):
        amount = _phrase(line, at, grammar) or _number(line, at, grammar)
        if amount is None:
            at += 1
            continue
        at = amount.last + 1
        amount = _ranged(line, amount, grammar)
        if _counts(line, amount, grammar):
            _bounded(line, amount, grammar)
            if found and amount.first <= found[-1].last:
                amount.first = found[-1].last + 1
            found.append(amount)
        at = max(at, amount.last + 1)
    return found


def _phrase(line: Wording, at: int, grammar: CountGrammar) -> _Amount | None:
    """ "Dozens of", "une centaine de", or an Arabic dual, if one begins at this word."""
    start = line.places[at][0]
    listed = (
        *((each, value, Bound.ORDER) for each, value in grammar.orders),
        *((each, value, Bound.ABOUT) for each, value in grammar.roundly),
    )
    for each, value, bound in listed:
        if match := each.match(line.flat, start):
            return _Amount(at, line.word_at(match.end() - 1), value, bound)
    if noun := grammar.duals.get(_bare(line.word(at))):
        return _Amount(at, at, 2, noun=noun)
    return None


def _bare(word: str) -> str:
    """A word without an Arabic conjunction or preposition."""
    return word[1:] if len(word) > 4 and word[0] in _CLITICS else word


def _number(line: Wording, at: int, grammar: CountGrammar) -> _Amount | None:
    """The number that begins at this word, in digits or spelt out, with its scale."""
    word = line.word(at)
    if word[0] in _CLITICS and word[1:2].isdigit():
        word = word[1:]
    if _GROUPED.fullmatch(word):
        value, used = int(re.sub(r"\D", "", word)), 1
        return _scaled(line, at, used, value, grammar)
    if _DECIMAL.fullmatch(word):
        return _decimal(line, at, word, grammar)
    if _DIGITS.fullmatch(word):
        value, used = _spaced(line, at, int(word))
        made = _scaled(line, at, used, value, grammar)
        made.is_year = value in _YEARS and made.last == at and len(word) == 4
        return made
    return _spelt(line, at, grammar)


def _decimal(line: Wording, at: int, word: str, grammar: CountGrammar) -> _Amount | None:
    """ "1.5 million"; a decimal number without a scale counts nothing."""
    scale = grammar.scales.get(line.word(at + 1)) if at + 1 < len(line.places) else None
    return _Amount(at, at + 1, round(float(re.sub(r"[,٫]", ".", word)) * scale)) if scale else None


def _spaced(line: Wording, at: int, value: int) -> tuple[int, int]:
    """A number grouped by spaces ("1 500") and how many words it takes."""
    used = 1
    while (
        value < _MOST
        and at + used < len(line.places)
        and re.fullmatch(r"\d{3}", line.word(at + used))
        and len(line.word(at)) <= 3
        and line.original[line.places[at + used - 1][2] : line.places[at + used][1]]
        in (" ", "\u00a0", "\u202f", "\u2009")
    ):
        value = value * _THOUSAND + int(line.word(at + used))
        used += 1
    return value, used


def _scaled(line: Wording, at: int, used: int, value: int, grammar: CountGrammar) -> _Amount:
    while at + used < len(line.places) and (scale := grammar.scales.get(line.word(at + used))):
        value *= scale
        used += 1
        # "2 bin 500": what the thousands leave over.
        rest = line.word(at + used).removeprefix("و") if at + used < len(line.places) else ""
        if scale == _THOUSAND and re.fullmatch(r"[1-9]\d\d", rest):
            value += int(rest)
            used += 1
    return _Amount(at, at + used - 1, value)


def _spelt(line: Wording, at: int, grammar: CountGrammar) -> _Amount | None:
    """A number in words: "two hundred and fifty", "yüz elli", "quatre-vingt-dix", "خمسة وعشرين"."""
    total = current = 0
    last = at - 1
    for number in range(at, len(line.places)):
        word = line.word(number)
        joined = last >= at and (word in grammar.joint)
        if joined:
            continue
        value = grammar.values.get(word)
        if value is None and word[0] == "و":
            value = grammar.values.get(word[1:])
        scale = grammar.scales.get(word)
        if value is not None and (grown := _grown(current, value)) is not None:
            current = grown
        elif scale is not None and (current or word in _SCALES_ALONE):
            total, current = total + max(current, 1) * scale, 0
        elif word.isdigit() and total and not current and len(word) == 3:
            current = int(word)  # "bin 500"
        else:
            break
        last = number
    value = total + current
    return _Amount(at, last, value) if last >= at and value else None


def _grown(current: int, value: int) -> int | None:
    """`current` with a further number word, or None where the word cannot continue it."""
    if current == 0:
        return value
    if value == _HUNDRED and current < _TENS:
        return current * _HUNDRED
    if (current, value) == (4, 20):
        return 80
    if value < _HUNDRED <= current and current % _HUNDRED == 0:
        return current + value
    tens = current % _HUNDRED
    if value < 20 and tens >= 20 and tens % _TENS == 0:
        return current + value
    if tens < _TENS and value % _TENS == 0 and value < _HUNDRED:
        return current + value  # Arabic says the ones first
    return None


def _ranged(line: Wording, amount: _Amount, grammar: CountGrammar) -> _Amount:
    """The amount with the upper end of its range, "10 to 15", where there is one."""
    at = amount.last + 1
    if amount.bound is not Bound.EXACT or at >= len(line.places):
        return amount
    hyphen = line.original[line.places[amount.last][2] : line.places[at][1]] in ("-", "‑", "‐")
    if not hyphen and not grammar.ranges.fullmatch(line.word(at)):
        return amount
    at += not hyphen
    upper = _number(line, at, grammar) if at < len(line.places) else None
    if upper is None or not amount.value < upper.value <= amount.value * 5 or upper.is_year:
        return amount
    return _Amount(amount.first, upper.last, amount.value, Bound.EXACT, upper.value)


def _counts(line: Wording, amount: _Amount, grammar: CountGrammar) -> bool:
    """Whether a number may count people or things: see `figures` for what may not."""
    if amount.bound is Bound.ORDER:
        return True
    first, last = line.places[amount.first], line.places[amount.last]
    before, behind = line.original[: first[1]].rstrip(), line.original[last[2] :].lstrip()
    if before[-1:] in (*_MONEY, "%", "٪", "#", "°") or behind[:1] in (*_MONEY, "%", "٪", "°"):
        return False
    if _glued(line.original, first[1], last[2]):
        return False
    if amount.is_year and (
        amount.value % _HUNDRED or grammar.no_amount_before.search(line.flat[: max(first[0] - 1, 0)])
    ):
        return False
    end = first[0] - 1
    if end > 0 and grammar.no_amount_before.search(line.flat[:end]):
        return False
    follows = line.flat[line.places[amount.last + 1][0] :] if amount.last + 1 < len(line.places) else ""
    return amount.value <= _MOST and not grammar.no_amount_behind.match(follows)


def _glued(text: str, start: int, end: int) -> bool:
    """Whether a number hangs on its neighbours: F-16, 2-1, 10:30, 3/4, "7." of a Turkish ordinal."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in ("-", "/", ":", "‑", "+") or (
        after in ("-", "/", ":", "‑") and text[end + 1 : end + 2].isdigit()
    ):
        return True
    ordinal = after == "." and text[end + 1 : end + 2] == " " and text[end + 2 : end + 3].isalpha()
    return ordinal and text[start:end].isdigit()


def _bounded(line: Wording, amount: _Amount, grammar: CountGrammar) -> None:
    """Put the words that bound an amount to it: "at least", "den fazla"."""
    begin = line.places[amount.first][0] - 1
    if begin > 0:
        for each, bound in grammar.before:
            if match := each.search(line.flat[:begin]):
                amount.first = line.word_at(match.start())
                amount.bound = bound if amount.bound is not Bound.ORDER else amount.bound
                break
    if amount.last + 1 >= len(line.places):
        return
    begin = line.places[amount.last + 1][0]
    for each, bound in grammar.behind:
        if match := each.match(line.flat[begin:]):
            amount.bound = bound if amount.bound is Bound.EXACT else amount.bound
            if not any(match.groups()):
                # A noun in between must stay for the rules.
                amount.last = line.word_at(begin + match.end() - 1)
            return
