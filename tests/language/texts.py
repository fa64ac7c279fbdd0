"""Strategies of text that news really holds, and of text that it should not."""

from hypothesis import strategies as st

_PIECES = [
    "Egypt's", "U.A.E.", "U.S.", "l'Égypte", "L’ARMÉE", "Mısır'ın", "SURİYE'DE", "İdlib", "ıssız", "Sana'a", "al-‘Asal",
    "مِصْرُ", "وبالجيش", "لیبیا", "سوریه", "مـصـر", "١٢٫٥", "3.5", "3,000", "F-16", "F‑16", "anti-syrienne", "co\u00adoperate",
    "می\u200cخواهم", "\u202bقوات\u202c", "\ufeffTitle", "e\u0301tat", "ﷺ", "ﻼ", "½", "Ⅳ", "①", "\ud800", "\x00", "😀", "👨\u200d👩", "ß", "ǅ", "ﬁn",
    "ʿAbd", "O'Brien", "''", "...", "…", "؟", "؛", "«", "»", "-", "—", "'", "’", ".", ",", "\n", "\n\n", "\t", "\u2028", "_", "नमस्ते", "が", "한국",
    "د.", "م.ت.ف", "G. N. A.", "A.B.D.'nin", "GNA's", "UAVs", "Ж", "ё", "צה״ל", "a'b'c", "x.'y", "1'2",
]  # fmt: skip

#: Any characters at all, lone surrogates and control characters included.
anything = st.text(st.characters(exclude_categories=()), max_size=60)

#: Real pieces, glued together with and without spaces.
news = st.lists(st.sampled_from([*_PIECES, " ", " ", " "]), max_size=25).map("".join)

text = anything | news

lang = st.sampled_from(["en", "ar", "tr", "fr", "fa", "ru", "", "xx"])
