"""Who speaks: the noun phrase beside a cue, as the sentence writes it. Which words are cues lives in `cues/`."""

from bot.language import words
from bot.stories.cues.cue import Side
from bot.stories.lexicon import Sort, meanings_of
from bot.stories.wording import Wording, folded_words

_MARKS = frozenset(',;:!?"()—/….')
_LONGEST = 8

#: Words that a noun phrase does not go past.
_BOUNDS = {
    "en": folded_words(
        """that who whom which whose while and but as after before when where because amid although though if than then
        said says say saying told tells reported reports is are was were be been being has have had will would could can may
        did does do not over following despite until since sent sends to about why how what only claims claim denies deny
        denied confirmed confirms confirm""",
    ),
    "fr": folded_words(
        """que qui dont mais alors tandis apres avant quand lorsque comme si ou a ont avait avaient est sont etait etaient sera
        n ne pas dans sur contre qu s se y car puis ni aussi sauf envoye aurait auraient""",
    ),
    "ar": folded_words(
        """ان أن بأن أنه أنها إن بأنه بأنها انهم في من على إلى عن مع بعد قبل خلال ضد حول منذ حتى لكن بل ثم التي الذي الذين ما
        لا لم لن قد وقد هذا هذه ذلك تلك كل جميع أي أية اليوم أمس إرسال وجود صحة مشاركة نشر وصول مقتل وقوع دخول خروج سيطرة انسحاب
        إطلاق استهداف اغتيال اعتقال توقيف تنفيذ قيام تورط ضلوع علاقة نية عقد توقيع تسليم استخدام تقديم تعرض سقوط إسقاط تحطم
        وفاة إصابة انفجار اندلاع تدمير قصف غرق احتجاز اختطاف امتلاك حدوث تلقي فتح إغلاق منع نقل دعم تدخل الأنباء الاتهامات المزاعم
        الادعاءات الشائعات التقارير الخبر أنباء مزاعم تقارير خبر ادعاءات شائعات اتهامات تقريرا معلومات تصريحات روسيا_ رسميا بشدة
        قاطعا بشكل مؤكدا مؤكدة يوم الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد إقامة بيع شراء إجراء عدم تهم تهمة التهم التهمة
        التقرير المعلومات الرواية أهمية ضرورة حرصه حرص دعم رفض استمرار قبل توقف هذه بأن فإن أنهم تزوير تزويد تسريب وفق بحسب نقلا""",
    ),
    "tr": folded_words("ki ve ile ama fakat ancak cunku eger icin sonra once diye bugun dun"),
}
#: Adverbs and auxiliaries between a subject and its verb.
_BETWEEN = folded_words(
    """has have had also later again categorically strongly flatly firmly repeatedly reportedly officially promptly quickly
    immediately vehemently already now then earlier meanwhile subsequently publicly swiftly monday tuesday wednesday
    thursday friday saturday sunday on today yesterday is are was were
    a ont avait formellement categoriquement fermement officiellement aussi deja egalement encore lundi mardi mercredi jeudi
    vendredi samedi dimanche hier vivement""",
)
_LEADING = folded_words(
    "the a an le la les l un une des de du d and but et mais ve meanwhile however earlier later on also"
)
_ARTICLES = folded_words(
    "the a an this that these those its their his her any no la le les un une des cette ces ce leur sa son"
)
_PRONOUNS = folded_words(
    "he she it they we i you il elle ils elles on nous je o onlar biz هو هي هم it's this that there ce cela who qui which dont also"
)
_SHORTEST_WITH_AND = 5
#: Names the speaker of a passive: "denied by the ministry".
_AGENT = {"en": "by", "fr": "par"}


def speaker(line: Wording, start: int, end: int, side: Side, lang: str) -> str:
    """The speaker of the cue at `start` to `end` of `line.flat`; empty where the sentence names none."""
    first, last = line.word_at(start), line.word_at(end - 1)
    if side is Side.OWN:
        return own_name(line, first, last, lang)
    if side is Side.NOWHERE:
        return before_colon(line, first)
    if lang in _AGENT and last + 2 < len(line.places) and line.word(last + 1) == _AGENT[lang]:
        return _after(line, last + 1, lang)
    if lang == "ar":
        found = _before(line, first, lang) if side is Side.EITHER else ""
        return found or _arabic_name(line, first if side is Side.EITHER else last)
    if side is Side.AFTER:
        return _after(line, last, lang)
    if lang == "tr":
        return _clause_subject(line, first)
    if found := _before(line, first, lang):
        return found
    return "" if is_pronoun(line, start) else _after(line, last, lang)


def is_pronoun(line: Wording, start: int) -> bool:
    """Whether the cue's subject is "he" or "they": somebody named earlier."""
    number = line.word_at(start) - 1
    while number >= 0 and line.word(number) in _BETWEEN:
        number -= 1
    return number >= 0 and line.word(number) in _PRONOUNS


def own_name(line: Wording, first: int, last: int, lang: str) -> str:
    """A speaker that is the cue itself: "military sources said" without its verb."""
    stops = _BOUNDS.get(lang, frozenset())
    while first < last and (
        line.word(first) in _LEADING or line.word(first) in _MARKS or line.word(first) in stops
    ):
        first += 1
    end = first
    while end < last and not _is_source_word(line.word(end)):
        end += 1
    if lang in ("fr", "ar"):
        while end < last and line.word(end + 1) not in stops and line.word(end + 1) not in _MARKS:
            end += 1
            if end - first > _LONGEST - 4:
                break
    return line.quote(first, min(end, last))


def _is_source_word(word: str) -> bool:
    return word.startswith(
        (
            "source",
            "witness",
            "eyewitness",
            "activist",
            "insider",
            "temoin",
            "militant",
            "kayna",
            "tanik",
            "aktivist",
        )
    ) or word.endswith(("مصدر", "مصادر", "شهود", "مصدران", "ناشطون", "نشطاء"))


def before_colon(line: Wording, before: int | None = None) -> str:
    """The speaker of "Speaker: what he says", where the sentence opens so."""
    longest = _LONGEST if before is None else min(before, _LONGEST)
    for number in range(1, min(longest + 1, len(line.places))):
        word = line.word(number)
        if word == ":":
            return line.quote(0, number - 1)
        if word in _MARKS and word != '"':
            return ""
    return ""


def _trimmed(line: Wording, first: int, last: int) -> str:
    while first <= last and _is_leading(line, first, last):
        first += 1
    while last >= first and (line.word(last) in _MARKS or line.word(last) in _BETWEEN):
        last -= 1
    if first > last or (first == last and line.word(first) in _PRONOUNS):
        return ""
    if (
        first == last
        and line.word(first).endswith("ly")
        and not line.original[line.places[first][1]].isupper()
    ):
        return ""  # an adverb; Italy has its capital
    if line.word(last) in _ARTICLES:
        return ""  # "could not verify the claim": what stands before the cue is its own noun phrase, not a subject
    return line.quote(first, last)


def _is_leading(line: Wording, first: int, last: int) -> bool:
    """An article or mark before the name; "Le" of "Le Caire" belongs to it."""
    word = line.word(first)
    if word in ("le", "la", "el", "al") and first < last:
        capitals = [line.original[line.places[n][1]].isupper() for n in (first, first + 1)]
        return not all(capitals)
    return word in _LEADING or word in _MARKS


def _before(line: Wording, cue: int, lang: str) -> str:
    bounds = _BOUNDS.get(lang, frozenset())
    last = cue - 1
    while last >= 0 and line.word(last) in _BETWEEN:
        last -= 1
    if last >= 0 and line.word(last) in ",)" and (aside := _past_aside(line, last)) >= 0:
        last = aside
    first = last
    while first >= 0 and line.word(first) not in _MARKS and line.word(first) not in bounds:
        if lang == "ar" and first < cue and _opens_arabic_clause(line.word(first)):
            return _without_and(line.quote(first, last))
        first -= 1
    if last - first > _LONGEST:
        first = max(first, last - _LONGEST)
        while first < last and not line.original[line.places[first + 1][1]].isupper():
            first += 1
    return _trimmed(line, first + 1, last)


def _past_aside(line: Wording, last: int) -> int:
    """Before "X, the minister of Y, denied" the subject is X."""
    number = last - 1
    while number >= 0 and last - number <= _LONGEST and line.word(number) not in _MARKS:
        number -= 1
    if (
        number > 0
        and line.word(number) in ",("
        and number < last - 1
        and line.original[line.places[number - 1][1]].isupper()
    ):
        return number - 1
    return -1


def _opens_arabic_clause(word: str) -> bool:
    return len(word) >= _SHORTEST_WITH_AND and word.startswith("وال")


def _without_and(text: str) -> str:
    return text.removeprefix("و")


def _after(line: Wording, cue: int, lang: str) -> str:
    bounds = _BOUNDS.get(lang, frozenset())
    first = cue + 1
    while first < len(line.places) and line.word(first) in _MARKS and line.word(first) == '"':
        first += 1
    last = first - 1
    while last + 1 < len(line.places) and last - first < _LONGEST - 1:
        word = line.word(last + 1)
        if word in _MARKS or word in bounds:
            break
        last += 1
    return _trimmed(line, first, last) if last >= first else ""


_TITLES = folded_words(
    """النائب الوزير الرئيس المتحدث الناطق اللواء العقيد العميد الرائد النقيب الفريق المشير السفير الأمين السيد الشيخ
    الدكتور المدير القائد الزعيم الخبير المحامي القاضي الكاتب الصحفي الصحافي المرشح اللاعب المدرب الأمير الملك العماد""",
)
_LONGEST_NAME = 3


def _arabic_name(line: Wording, cue: int) -> str:
    """The subject behind an Arabic verb. Nothing parts it from the object, so it grows only by what must belong to it:
    articles and relations after a definite head, a second noun after an indefinite one, a name after a title."""
    words = [line.word(number) for number in range(cue + 1, min(cue + 2 + _LONGEST, len(line.places)))]
    bounds = _BOUNDS["ar"]
    start = next((n for n, word in enumerate(words) if word != '"'), 0)
    if start >= len(words) or words[start] in bounds or words[start] in _MARKS:
        return ""
    end, head = start + 1, words[start]
    if _is_named(head):
        pass
    elif head in _TITLES:
        while end < len(words) and end - start <= _LONGEST_NAME and _goes_on(words, end, start):
            end += 1
    elif not head.startswith("ال") and end < len(words) and _goes_on(words, end, start):
        end += 1
    while end < len(words) and _belongs(words[end], words[end - 1]):
        end += 1
    text = line.quote(cue + 1 + start, cue + end)
    return text.removeprefix("ل") if line.word(cue).endswith(("وفقا", "طبقا", "استنادا", "خلافا")) else text


def _is_named(word: str) -> bool:
    found = words(word, "ar")
    return bool(found) and any(
        m.sort in (Sort.PLACE, Sort.CITY, Sort.PARTY) for m in meanings_of(found[0], "ar")
    )


def _goes_on(words: list[str], at: int, start: int) -> bool:
    word = words[at]
    is_object = word.startswith("ب") and word != "باسم" and at == start + 1
    return word not in _BOUNDS["ar"] and word not in _MARKS and not is_object and not word[0].isdigit()


def _belongs(word: str, before: str) -> bool:
    """Whether a word continues a noun phrase: with the article, or "for" it, or behind "in the name of"."""
    if word in _BOUNDS["ar"] or word in _MARKS:
        return False
    return before == "باسم" or word == "باسم" or word.startswith(("ال", "لل", "لحقوق", "لشؤون"))


def _clause_subject(line: Wording, cue: int) -> str:
    """Turkish puts the verb last: the subject opens the clause, with a comma behind it or up to its last capital."""
    start = 0
    for number in range(cue - 1, -1, -1):
        if line.word(number) in ';:"—':
            start = number + 1
            break
    comma = next((n for n in range(start, min(cue, start + _LONGEST + 2)) if line.word(n) == ","), -1)
    if comma > start:
        return _trimmed(line, start, comma - 1)
    end = start
    while end < cue and line.original[line.places[end][1]].isupper() and line.word(end) not in _MARKS:
        if end > start and line.word(end).startswith(("iddia", "haber", "sucla")):
            break
        end += 1
    # "AA'ya göre", "Yerel kaynaklara göre": what stands before a postposition, without its suffix.
    gore = next((n for n in range(cue, min(cue + _LONGEST, len(line.places))) if line.word(n) == "gore"), -1)
    if gore >= 0:
        start, end = max(start, gore - _LONGEST), gore
    while end > start and line.word(end - 1) in _SUFFIXES:
        end -= 1
    return _trimmed(line, start, end - 1) if end > start else ""


_SUFFIXES = folded_words("in un nin nun a e ya ye na ne da de dan den i u yi yu ni nu ta te tan ten")
