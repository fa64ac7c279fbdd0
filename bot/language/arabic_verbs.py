"""Arabic verb forms: which verbs (third person masculine of the past, folded) a word may belong to. Nouns live in `arabic`."""

import re
from collections.abc import Iterator

from bot.language.forms import lexicon

_PAST_ENDINGS = ("تا", "وا", "نا", "ت", "ا", "ن")
_PRESENT_ENDINGS = ("ون", "ين", "ان", "وا", "ن")
_OBJECTS = ("ها", "هم", "هما", "ه", "نا")
_AFTER_PRESENT = (*_PRESENT_ENDINGS, *_OBJECTS)
_SHORTEST = 3
#: Verbal nouns: إرسال, تدمير, انتشار.
_FORM_IV = re.compile("ا(..)ا(.)")
_FORM_II = re.compile("ت(..)ي(.)")
_LONG_NOUN = re.compile("(ا.{3,4})ا(.)")


def verb_bases(text: str, *, is_finite: bool = True) -> Iterator[str]:
    """The verbs that a word may be a form or the verbal noun of; most of them do not exist, which costs nothing.

    A word that is written with ة is no finite verb.
    """
    heads = [text, text[1:]] if text[0] in "وف" and len(text) > _SHORTEST else [text]
    for head in heads if is_finite else ():
        yield from _past(head)
        yield from _present(head)
    for head in (*heads, *(head[1:] for head in heads if head[0] in "بل")):
        yield from _verbal_noun(head.removeprefix("ال"))


def _past(head: str) -> Iterator[str]:
    for ending in _PAST_ENDINGS if head.endswith(_PAST_ENDINGS) else ():
        stem = head.removesuffix(ending)
        if stem == head or len(stem) < 2:
            continue
        if len(stem) >= _SHORTEST:
            yield stem
        if ending in ("ت", "وا"):
            # The weak last letter falls: نفت of نفى, دعت of دعا.
            yield stem + "ي"
            yield stem + "ا"
        return
    for pronoun in _OBJECTS if head.endswith(_OBJECTS) else ():
        stem = head.removesuffix(pronoun)
        if stem != head and len(stem) > _SHORTEST:
            yield stem
            if stem.endswith("ت"):
                yield stem[:-1]


def _present(head: str) -> Iterator[str]:
    if head[0] in "سل" and len(head) > _SHORTEST and head[1] in "يتنا":
        head = head[1:]
    if head[0] not in "يتن" or len(head) < _SHORTEST:
        return
    body = head[1:]
    yield from _roots(body)
    for ending in _AFTER_PRESENT if body.endswith(_AFTER_PRESENT) else ():
        stem = body.removesuffix(ending)
        if stem != body and len(stem) >= 2:
            yield from _roots(stem)
            yield from _roots(stem + "ي") if len(stem) == 2 else ()
            return


def _roots(body: str) -> Iterator[str]:
    """Past stems of a present stem: رسل of أرسل, نتشر of انتشر, قول of قال, صل of وصل."""
    if len(body) == 2:
        yield "و" + body
        return
    yield body
    yield "ا" + body
    if body[0] == "و":
        yield "ا" + body[1:]
    if body[-1] == "و":
        yield body[:-1] + "ا"
    if body[-2] in "وي":
        hollow = body[:-2] + "ا" + body[-1]
        yield hollow
        yield "ا" + hollow


#: The verbal noun of a doubled root: احتلال of احتل, انضمام of انضم, استمرار of استمر.
_DOUBLED = re.compile(r"(ا\w{2,3}(\w))ا\2")
#: Form III; only verbs whose past is no common noun too, as طالب (student) and قاتل (killer) are.
_FORM_III = lexicon(
    """
    هاجم حاصر غادر قاطع طارد حارب ساعد عارض قاوم واجه ناقش صادر شارك وافق رافق فاوض حاور نافس راقب عالج عاقب داهم ساند ناشد
    لاحق نازع خالف صالح بادل هاجر جاور ساوم واصل تابع
    """
)
_FORM_III_NOUN = re.compile(r"م(\wا\w{2})(?:ه|ت)?")
#: Verbal nouns of form III in فعال, and of form VI.
_FORM_III_SHORT = {
    "حصار": "حاصر", "قتال": "قاتل", "دفاع": "دافع", "نزاع": "نازع", "علاج": "عالج", "خلاف": "خالف", "حوار": "حاور",
    "عقاب": "عاقب", "سباق": "سابق", "جهاد": "جاهد",
}  # fmt: skip


def _verbal_noun(head: str) -> Iterator[str]:
    if (found := _FORM_III_NOUN.fullmatch(head)) and found[1] in _FORM_III:
        yield found[1]
        yield "ت" + found[1]
    if verb := _FORM_III_SHORT.get(head):
        yield verb
    if found := _DOUBLED.fullmatch(head):
        yield found[1]
    if found := _FORM_IV.fullmatch(head):
        yield "ا" + found[1] + found[2]
    elif found := _FORM_II.fullmatch(head) or _LONG_NOUN.fullmatch(head):
        yield found[1] + found[2]
