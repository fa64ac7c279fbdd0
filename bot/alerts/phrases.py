"""Texts in the interface's languages, from gettext catalogues that whoever shows them brings along; no wording of alerts,
which stands in words.py."""

import gettext
import html
import re
from abc import ABC, abstractmethod
from io import BytesIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.alerts.foreign import FSI, PDI, isolated, mark_of
from bot.alerts.markup import plain_text
from bot.alerts.words import LANGUAGES, Reader

#: Each in itself: who looks for his language knows it by that name.
LANGUAGE_NAMES = {"en": "English", "ar": "العربية", "tr": "Türkçe", "fr": "Français"}

#: A command of a bot within a text.
_COMMAND = re.compile(r"(?<![\w/<])/[a-z{][a-z_}]*")


def catalogue_of(po: bytes, language: str) -> gettext.GNUTranslations:
    """A catalogue compiled from the text of its .po file."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(po), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


class Phrases(Reader, ABC):
    """Texts, numbers and moments for one reader."""

    def __init__(self, language: str, timezone: str = "UTC") -> None:
        super().__init__(language if language in LANGUAGES else "en", _zone(timezone))

    @property
    @abstractmethod
    def texts(self) -> gettext.NullTranslations:
        """The catalogue of the language."""

    def __call__(self, text: str, **values: object) -> str:
        """The translation of an English text, with `{name}` fields filled in.

        Right-to-left texts get what runs the other way isolated: commands, and values with Latin letters.
        """
        return self._filled(self.texts.gettext(text), values)

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """The translation in the plural form that the language uses for `number`, which fills `{n}`."""
        text = self.texts.ngettext(one, many, number)
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


def later(text: str) -> str:
    """Marks a text for the catalogues where it is translated elsewhere."""
    return text


def interface_language(code: str | None, default: str) -> str:
    """The interface language for an IETF language tag, or the default."""
    short = (code or "").split("-")[0].lower()
    return short if short in LANGUAGES else default
