"""The interface's wording in en, ar, tr and fr: gettext catalogues, compiled from their .po files when first needed."""

import gettext
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("en", "ar", "tr", "fr")


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of an interface language; English, whose texts stand in the code, for any other."""
    if language not in LANGUAGES or language == "en":
        return gettext.NullTranslations()
    source = files("bot.telegram").joinpath("locale", f"{language}.po").read_bytes()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


class Words:
    """Texts in one language."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        self._catalogue = catalogue(self.language)

    def __call__(self, text: str, **values: object) -> str:
        """The translation of an English text, with `{name}` fields filled in."""
        return self._catalogue.gettext(text).format(**values)

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """The translation in the plural form that the language uses for `number`, given as `{n}`."""
        return self._catalogue.ngettext(one, many, number).format(n=number, **values)


def interface_language(code: str | None, default: str) -> str:
    """The interface language for a Telegram `language_code` (IETF tag), or the default."""
    short = (code or "").split("-")[0].lower()
    return short if short in LANGUAGES else default
