"""What the words of a field mean in the dictionary, twofold ones in the sense that their neighbours give them."""

from collections.abc import Sequence

from bot.language import Word
from bot.stories.lexicon import Meaning, meanings_of, pair_meanings

#: A strike is an attack or a walkout; what stands near it tells which.
_STRIKES = frozenset({"airstrike", "walkout"})
_OF_WAR = frozenset(
    {
        "drone", "airforce", "dead", "wounded", "bomb", "attack", "weapon", "militia", "soldier", "target", "base", "destroy",
        "officer", "retaliate", "ceasefire", "intercept",
    }
)  # fmt: skip
_OF_WORK = frozenset(
    {"worker", "pay", "airport", "train", "bus", "school", "hospital", "coach", "company", "oil-output"}
)


def senses(words: Sequence[Word], lang: str) -> list[list[Meaning]]:
    """What each word of a field means, alone and with the next; a strike in one sense where its field tells which."""
    found = [list(meanings_of(word, lang)) for word in words]
    for n in range(len(words) - 1):
        found[n] += pair_meanings(words[n], words[n + 1], lang)
    twofold = [n for n, each in enumerate(found) if {one.id for one in each} >= _STRIKES]
    if twofold:
        around = {one.id for n, each in enumerate(found) if n not in twofold for one in each}
        war, work = around & _OF_WAR, around & _OF_WORK
        if bool(war) != bool(work):
            wrong = "walkout" if war else "airstrike"
            for n in twofold:
                found[n] = [one for one in found[n] if one.id != wrong]
    return found
