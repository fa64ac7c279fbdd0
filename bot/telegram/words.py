"""The interface's wording in en, ar, tr and fr: gettext catalogues, compiled from their .po files when first needed.

English texts stand in the code, as arguments of `words(...)`, `words.count(...)` and `later(...)`, from where
scripts/update_translations.py takes them.
"""

import gettext
import html
import re
from functools import cache
from importlib.resources import files
from io import BytesIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.alerts.foreign import FSI, PDI, isolated, mark_of
from bot.alerts.markup import plain_text
from bot.alerts.words import Reader

LANGUAGES = ("en", "ar", "tr", "fr")
#: Each in itself: who looks for his language knows it by that name.
LANGUAGE_NAMES = {"en": "English", "ar": "العربية", "tr": "Türkçe", "fr": "Français"}

#: A command of a bot within a text.
_COMMAND = re.compile(r"(?<![\w/<])/[a-z{][a-z_}]*")


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of an interface language; English, whose texts stand in the code, for any other."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    if language not in LANGUAGES or language == "en":
        return gettext.NullTranslations()
    source = files("bot.telegram").joinpath("locale", f"{language}.po").read_bytes()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def later(text: str) -> str:
    """Marks a text for the catalogues where it is translated elsewhere."""
    return text


class Words(Reader):
    """Texts, numbers and moments for one chat."""

    def __init__(self, language: str, timezone: str = "UTC") -> None:
        super().__init__(language if language in LANGUAGES else "en", _zone(timezone))

    def __call__(self, text: str, **values: object) -> str:
        """The translation of an English text, with `{name}` fields filled in.

        Right-to-left texts get what runs the other way isolated: commands, and values with Latin letters.
        """
        return self._filled(catalogue(self.language).gettext(text), values)

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """The translation in the plural form that the language uses for `number`, which fills `{n}`."""
        text = catalogue(self.language).ngettext(one, many, number)
        return self._filled(text, values | {"n": self.number(number)})

    def line(self, *parts: str, between: str = " · ") -> str:
        """The parts that are not empty as one line of HTML that begins on the language's side."""
        line = between.join(part for part in parts if part)
        return mark_of(plain_text(line), self.direction) + line if line else ""

    def foreign(self, text: str) -> str:
        """Escaped text of others within a line of ours."""
        return html.escape(isolated(text, self.direction), quote=False)

    def _filled(self, text: str, values: dict[str, object]) -> str:
        if self.direction == "rtl":
            text = _COMMAND.sub(f"{FSI}\\g<0>{PDI}", text)
            values = {name: isolated(str(value), self.direction) for name, value in values.items()}
        return text.format(**values)


def _zone(timezone: str) -> ZoneInfo:
    try:
        return ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def interface_language(code: str | None, default: str) -> str:
    """The interface language for a Telegram `language_code` (IETF tag), or the default."""
    short = (code or "").split("-")[0].lower()
    return short if short in LANGUAGES else default
