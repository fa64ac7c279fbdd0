"""The wording of the chat in en, ar, tr and fr: its gettext catalogues, compiled from their .po files when first needed.

English texts stand in the code, as arguments of `words(...)`, `words.count(...)` and `later(...)`, from where
scripts/update_translations.py takes them.
"""

import gettext
from functools import cache
from importlib.resources import files

from bot.alerts.phrases import LANGUAGE_NAMES, Phrases, catalogue_of, interface_language, later
from bot.alerts.words import LANGUAGES

__all__ = ["LANGUAGES", "LANGUAGE_NAMES", "Words", "catalogue", "interface_language", "later"]


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of an interface language; English, whose texts stand in the code, for any other."""
    if language not in LANGUAGES or language == "en":
        return gettext.NullTranslations()
    source = files("bot.telegram").joinpath("locale", f"{language}.po").read_bytes()
    return catalogue_of(source, language)


class Words(Phrases):
    """Texts, numbers and moments for one chat."""

    @property
    def texts(self) -> gettext.NullTranslations:
        """The catalogue of the language."""
        return catalogue(self.language)
