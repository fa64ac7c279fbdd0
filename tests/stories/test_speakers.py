"""Tests of bot/stories/speakers.py: who is named as speaker, and who is not."""

import pytest

from bot.stories.claims import sentence_claims


@pytest.mark.parametrize(
    ("sentence", "lang", "source"),
    [
        ("The report was denied by the government", "en", "government"),
        ("The raid was later confirmed by Italy", "en", "Italy"),
        ("L'attaque a été confirmée par le ministère de la Défense", "fr", "ministère de la Défense"),
        ("The ministry denied the reports", "en", "ministry"),
        ("UN verifies mass grave near Tarhuna", "en", "UN"),
        ("Witnesses describe night of gunfire", "en", "Witnesses"),
        ("Rights groups report mass arrests", "en", "Rights groups"),
        ("Bad faith on both sides, claims Kyiv", "en", "Kyiv"),
        ("Alleged spy held in Warsaw", "en", ""),
        ("Des habitants racontent avoir vu des blindés", "fr", "habitants"),
        ("Yerel kaynaklara göre çatışma sürüyor", "tr", "Yerel kaynaklar"),
        ("Yetkililere göre yangın söndürüldü", "tr", "Yetkililer"),
        ("Bakanlığa göre sorun yok", "tr", "Bakanlık"),
        ("Polis kaynaklarına göre şüpheli kaçtı", "tr", "Polis kaynakları"),
        ("Reuters'ın haberine göre üretim kısılacak", "tr", "Reuters"),
        ("Ordunun açıklamasına göre füze düşürüldü", "tr", "Ordu"),
        ("Şirketten iflas haberlerine yalanlama", "tr", "Şirket"),
        ("İddialar iftiradan ibaret, dedi", "tr", ""),
    ],
)
def test_the_speaker_is_the_one_who_speaks(sentence: str, lang: str, source: str) -> None:
    """The agent of a passive speaks; what stands before a noun, and an adverb after it, do not."""
    assert sentence_claims(sentence, lang)[0].source == source
