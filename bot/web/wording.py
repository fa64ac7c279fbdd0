"""The admin page's wording in en, ar, tr and fr: its gettext catalogues, and texts as safe HTML.

English texts stand in the templates and views, as arguments of `words(...)`, `words.count(...)` and `later(...)`, from
where scripts/update_translations.py takes them.
"""

import gettext
from functools import cache
from importlib.resources import files

from markupsafe import Markup, escape

from bot.alerts.foreign import clean, clip
from bot.alerts.phrases import Phrases, catalogue_of
from bot.alerts.words import LANGUAGES

_LONGEST = 2000


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of an interface language; English, whose texts stand in the code, for any other."""
    if language not in LANGUAGES or language == "en":
        return gettext.NullTranslations()
    source = files("bot.web").joinpath("locale", f"{language}.po").read_bytes()
    return catalogue_of(source, language)


class Words(Phrases):
    """Texts, numbers and moments for one visitor. What is filled in stands in its own direction."""

    @property
    def texts(self) -> gettext.NullTranslations:
        """The catalogue of the language."""
        return catalogue(self.language)

    def _filled(self, text: str, values: dict[str, object]) -> Markup:
        shown = {name: self.bdi(value) for name, value in values.items()}
        return Markup(escape(text)).format(**shown)  # noqa: S704 - the text is escaped, and so is what fills it

    def bdi(self, value: object, longest: int = _LONGEST) -> Markup:
        """Text of others, cleaned of what is invisible or would turn the line around, in its own direction."""
        if isinstance(value, Markup):
            return value
        return Markup('<bdi dir="auto">{}</bdi>').format(clip(clean(str(value)), longest))

    def bare(self, text: str, **values: object) -> str:
        """As a call, for attributes and titles: without markup."""
        shown = {name: clip(clean(str(value)), _LONGEST) for name, value in values.items()}
        return self.texts.gettext(text).format(**shown)
