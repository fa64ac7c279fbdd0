"""The words that give a stance away, one module per language; how they are applied lives in `claims.py`.

Each language lists, as patterns over folded words (see `wording.pattern`):

* `void`: phrases that look like a cue and are none ("storm claimed 12 lives"); they are blanked out first,
  and so is a check that came to nothing ("could not verify the claim"), which is nobody's stance;
* `unsaid`: a denial or comment that was not given ("did not deny"); blanked out, the sentence stays a report;
* `unconfirmed`: a confirmation that was not given; the sentence is a claim;
* `retracts`, `denies`, `confirms`, `claims`: tried in this order, the first that hits decides.

Each cue says on which side its speaker stands (`Side`).
"""

from bot.stories.cues.ar import ARABIC
from bot.stories.cues.cue import CueWords
from bot.stories.cues.en import ENGLISH
from bot.stories.cues.fr import FRENCH
from bot.stories.cues.tr import TURKISH

BY_LANGUAGE: dict[str, CueWords] = {"en": ENGLISH, "ar": ARABIC, "tr": TURKISH, "fr": FRENCH}

__all__ = ["BY_LANGUAGE", "CueWords"]
