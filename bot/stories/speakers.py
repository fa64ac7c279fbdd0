"""Who speaks: the noun phrase beside a cue, as the sentence writes it. Which words are cues lives in `cues/`."""

import re

from bot.language import words
from bot.stories import turkish_case
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
        التقرير المعلومات الرواية أهمية ضرورة حرصه حرص دعم رفض استمرار قبل توقف هذه رسمي رسمية قاطع بأن فإن أنهم تزوير تزويد تسريب وفق بحسب نقلا""",
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
        return before_colon(line, last + 1)
    if lang in _AGENT and last + 2 < len(line.places) and line.word(last + 1) == _AGENT[lang]:
        return _after(line, last + 1, lang)
    if lang == "ar":
        found = _before(line, first, lang) if side is Side.EITHER else ""
        return found or _arabic_name(line, first if side is Side.EITHER else last)
    if side is Side.AFTER:
        return _after(line, last, lang)
    if lang == "tr":
        begin, stop = turkish_case.subject(line, first)
        name = _trimmed(line, begin, stop - 1) if stop > begin else ""
        return turkish_case.without_case(name, line, first, last) if name else ""
    if found := _before(line, first, lang):
        return found
    # "..., claims Kyiv": a verb ahead of its subject stands behind a quote or a comma.
    inverted = first > 0 and line.word(first - 1) in ',"—' and not line.word(first).endswith("ing")
    return _after(line, last, lang) if inverted else ""


def is_pronoun(line: Wording, start: int) -> bool:
    """Whether the cue's subject is "he" or "they": somebody named earlier."""
    number = line.word_at(start) - 1
    while number >= 0 and line.word(number) in _BETWEEN:
        number -= 1
    return number >= 0 and line.word(number) in _PRONOUNS


_ENGLISH_SAYS = re.compile(
    r"sa(?:y|ys|id)|tells?|told|claim\w*|report(?:s|ed)|reveal\w*|suggest\w*|indicat\w*|disclos\w*|confirm\w*|add(?:s|ed)|show(?:s|ed)?|describ\w*|recount\w*|"
    r"recall\w*|charge[sd]?|speaks?|spoke|points?|detail\w*|ha(?:s|ve|d)|also|who"
)
#: Verbs behind a French speaker: those of saying, auxiliaries, and any third person plural ("évoquent").
_FRENCH_SAYS = re.compile(
    r"(?:affirm|indiqu|rapport|assur|evoqu|declar|racont|temoign|decri|relat|revel|montr|sugger|parl|devoil|epingl)\w*|dit|fait|font|ont|a|"
    r"(?!\w*ement$)\w{3,}ent"
)


def own_name(line: Wording, first: int, last: int, lang: str) -> str:
    """A speaker that is the cue itself: "military sources said" without its verb."""
    stops = _BOUNDS.get(lang, frozenset())
    while first < last and (
        line.word(first) in _LEADING or line.word(first) in _MARKS or line.word(first) in stops
    ):
        first += 1
    end = first
    if lang == "en":
        while end < last and not _ENGLISH_SAYS.fullmatch(line.word(end + 1)):
            if line.word(end + 1) == "report" and line.word(end).endswith("s"):
                break  # "rights groups report", not "the UN report"
            end += 1
        return line.quote(first, end)
    if lang == "fr":
        while (
            end < last and not _FRENCH_SAYS.fullmatch(line.word(end + 1)) and line.word(end + 1) not in stops
        ):
            end += 1
        return line.quote(first, end)
    while end < last and not _is_source_word(line.word(end)):
        end += 1
    if lang == "ar":
        while end < last and line.word(end + 1) not in stops and line.word(end + 1) not in _MARKS:
            end += 1
            if end - first > _LONGEST - 4:
                break
    return line.quote(first, min(end, last))


def _is_source_word(word: str) -> bool:
    return word.startswith(
        (
            "source",
            "temoin",
            "militant",
            "kayna",
            "tanik",
            "aktivist",
        )
    ) or word.endswith(("مصدر", "مصادر", "شهود", "مصدران", "ناشطون", "نشطاء"))


#: What stands before a colon and is no speaker.
_NOBODY = folded_words(
    "correction exclusive official officiel rectificatif düzeltme resmen resmi تصحيح تصويب رسميا عاجل breaking"
)


def before_colon(line: Wording, before: int | None = None) -> str:
    """The speaker of "Speaker: what he says", where the sentence opens so."""
    longest = _LONGEST if before is None else min(before, _LONGEST)
    for number in range(1, min(longest + 1, len(line.places))):
        word = line.word(number)
        if word == ":":
            return "" if line.flat.split(" :")[0] in _NOBODY else line.quote(0, number - 1)
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
    if line.word(last) in _ARTICLES and not _is_acronym(line, last):
        return ""  # "could not verify the claim": what stands before the cue is its own noun phrase, not a subject
    return line.quote(first, last)


def _is_acronym(line: Wording, number: int) -> bool:
    """UN is the United Nations, "un" the French article."""
    return line.word(number) == "un" and line.original[slice(*line.places[number][1:])].isupper()


def _is_leading(line: Wording, first: int, last: int) -> bool:
    """An article or mark before the name; "Le" of "Le Caire" belongs to it."""
    word = line.word(first)
    if _is_acronym(line, first):
        return False
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
