"""Recognises live blogs, daily round-ups and tickers: one page, many events, glue for stories if let in."""

import re

from bot.stories.wording import pattern, wording

_SAYS_SO = pattern(
    (
        r"live(?: updates?| blog| coverage| ticker|blog) ?",
        r"(?:as it happened|minute by minute|rolling coverage|live text|liveblog)",
        r"live :",
        r"(?:morning|evening|daily|weekly|weekend|news|press|world news) (?:briefing|brief|roundup|round up|digest|wrap|bulletin|summary|recap|headlines|review|newsletter)",
        r"(?:news|world|africa|middle east|business|sport|sports) (?:in brief|briefs|at a glance)",
        r"(?:top|main|biggest) (?:\d+ |ten |five )?(?:stories|headlines|news)(?: of the (?:day|week|hour))?",
        r"(?:week|day|year) in (?:review|pictures|photos|brief)",
        r"what (?:happened|you missed) (?:today|this week|overnight|in the last)",
        r"(?:today s|this week s|friday s|monday s|sunday s) (?:headlines|papers|front pages|top stories|news)",
        r"(?:en direct|direct live|le direct|live) :",
        r"suivez (?:en direct|le direct)",
        r"(?:revue de presse|journal (?:du soir|de (?:\d+|la mi journee))|le brief(?:ing)?|l essentiel de l actualite|les titres (?:du jour|de la presse)|ce qu il faut retenir de|l actualite du jour|brèves|fil info|le point sur la situation)",
        r"(?:canli (?:anlatim|blog|yayin|haber)|dakika dakika|gunun (?:haberleri|ozeti|onemli gelismeleri|mansetleri|one cikan)|haber (?:bulteni|turu|ozetleri)|gazete mansetleri|basin ozeti|gundem ozeti|haftanin (?:ozeti|one cikan\w*)|son dakika haberleri|bugun neler oldu)",
        r"(?:تغطية (?:مباشرة|مستمرة|حية)|بث مباشر|مباشر :|لحظة بلحظة|أولا بأول|موجز (?:الأنباء|الأخبار|الصباح|المساء)|نشرة (?:الأخبار|الأنباء|الصباح|المساء)|حصاد (?:اليوم|الأسبوع)|جولة (?:الصحافة|في الصحف)|عناوين (?:الصحف|الأخبار)|أبرز (?:الأخبار|الأحداث|الأنباء|عناوين|تطورات اليوم)|أهم (?:الأخبار|الأنباء|الأحداث|عناوين)|عرض الصحف|أخبار اليوم|شريط الأخبار)",
    )
)
_SEPARATORS = re.compile(r"\s[|+•·●▪/]\s|;\s")
_MOST_ITEMS = 2
_LONGEST_ITEM_NAME = 3


def is_roundup(title: str, countries: int) -> bool:
    """Whether a headline announces many events: by its words, or by items in a row over several countries.

    `countries`: how many different countries headline and summary name.
    """
    if _SAYS_SO.search(wording(title).flat):
        return True
    items = [item for item in _SEPARATORS.split(title) if len(item.split()) > _LONGEST_ITEM_NAME]
    return len(items) > _MOST_ITEMS or (
        len(items) == _MOST_ITEMS and countries > _MOST_ITEMS and " + " in title
    )
