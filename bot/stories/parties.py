"""Which states, groups and offices a phrase names, and whether a speaker is one that can confirm what it tells."""

from functools import lru_cache
from itertools import pairwise

from bot.language import words
from bot.stories.lexicon import Sort, meanings_of, pair_meanings
from bot.stories.wording import pattern, wording

#: Offices whose word about their own doings is a confirmation.
_OFFICES = frozenset(
    {
        "minister", "foreign-minister", "defence", "president", "prime-minister", "king", "spokesman", "government", "soldier",
        "police", "coastguard", "navy", "central-bank", "company", "trial", "un", "nato", "eu", "kremlin", "white-house",
        "hospital", "airport", "who-health", "imf", "parliament", "officer", "bank", "team", "envoy", "african-union",
        "arab-league", "security-council", "prison", "school", "museum",
    }
)  # fmt: skip
#: Speakers that pass on what others know: they can never confirm, whatever their office.
_HEARSAY = pattern(
    (
        r"(?:\w+ )*(?:sources?|witness(?:es)?|eyewitness(?:es)?|activists?|monitors?|observatory|sohr|newspapers?|daily|website|channel|"
        r"media|press|report|reports|reporter|correspondents?|analysts?|experts?|opposition|rebels?|residents?|locals?|unnamed|anonymous|agency|agencies|tv|television|radio|ngo|group)(?: \w+)*",
        r"(?:\w+ )*(?:temoins?|militants?|observatoire|journal|quotidien|site|chaine|medias?|presse|rapport|analystes?|opposition|rebelles?|habitants?|agence|ong)(?: \w+)*",
        r"(?:\w+ )*(?:kayna\w+|tanik\w*|aktivist\w*|gozlemevi\w*|gazete\w*|medya\w*|basin\w*|rapor\w*|uzman\w*|analist\w*|muhalefet\w*|muhalif\w*|ajans\w*|televizyon\w*|kanal\w*|halk)(?: \w+)*",
        r"(?:\w+ )*(?:ال|و|وال)?(?:مصدر|مصادر|شهود|ناشطون|نشطاء|مرصد|صحيفة|صحف|موقع|قناة|إعلام|تقرير|تقارير|محلل|محللون|خبير|خبراء|معارضة|سكان|أهالي|وكالة|تلفزيون|إذاعة|مراقبون|وسائل)(?: \w+)*",
    )
)
_LANGUAGES = ("en", "ar", "tr", "fr")


@lru_cache(maxsize=8192)
def parties(text: str, lang: str) -> frozenset[str]:
    """Ids of the states and groups that a text names; cities count as their country."""
    return frozenset(id_ for id_, sort in _named(text, lang) if sort in (Sort.PLACE, Sort.PARTY))


def can_confirm(speaker: str, lang: str) -> bool:
    """Whether a speaker is an office, a state or a group, and none that only passes on what others say."""
    if not speaker or _HEARSAY.search(wording(speaker).flat):
        return False
    return any(sort in (Sort.PLACE, Sort.PARTY) or id_ in _OFFICES for id_, sort in _named(speaker, lang))


def _named(text: str, lang: str) -> set[tuple[str, Sort]]:
    language = lang if lang in _LANGUAGES else "en"
    found = words(text, language)
    named = {(meaning.id, meaning.sort) for word in found for meaning in meanings_of(word, language)}
    for first, second in pairwise(found):
        named |= {(meaning.id, meaning.sort) for meaning in pair_meanings(first, second, language)}
    return named
