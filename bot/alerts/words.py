"""The wording of alerts in en, ar, tr and fr. The rest of the interface has its catalogues in bot/telegram."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_skeleton
from babel.numbers import format_decimal
from babel.units import format_unit

from bot.model import Stance, State

LANGUAGES = ("en", "ar", "tr", "fr")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One language. Fields in braces are filled in; plural forms are keyed by CLDR's categories."""

    #: What a story's state is called.
    state: Mapping[State, str]
    #: The head of a reply that announces a state.
    now: Mapping[State, str]
    disputed: str
    #: Nouns, because a speaker's gender and number are unknown.
    stance: Mapping[Stance, str]
    unnamed: str
    outlets: Mapping[str, str]
    independent: Mapping[str, str]
    counted: str
    copied: str
    more: str
    first_seen: str
    delay: str
    no_delay: str
    correction: str
    #: What is said where an admin took a correction back.
    reinstated: str
    #: The head of a reply that announces an admin's correction.
    corrected: str
    #: Where the story goes on after an admin merged two.
    merged: str
    #: What an outlet changed after publishing.
    changed: str
    deleted: str
    restored: str
    said: str
    #: Beside a headline that states as fact what its article only attributes.
    as_claim: str
    #: Before the headline of an alert that this one goes on from.
    earlier: str
    date_and_time: str
    comma: str
    quotes: tuple[str, str]
    read: str
    why: str
    mute: str
    irrelevant: str


_EN = Wording(
    state={
        State.SINGLE: "One source",
        State.CORROBORATED: "Corroborated",
        State.CONTESTED: "Disputed",
        State.CONFIRMED: "Confirmed",
        State.RETRACTED: "Retracted",
    },
    now={
        State.SINGLE: "Back to one source",
        State.CORROBORATED: "Now from independent sources",
        State.CONTESTED: "Now denied",
        State.CONFIRMED: "Now confirmed",
        State.RETRACTED: "Now retracted",
    },
    disputed="Now disputed",
    stance={
        Stance.REPORTS: "Report",
        Stance.CLAIMS: "Claim",
        Stance.CONFIRMS: "Confirmation",
        Stance.DENIES: "Denial",
        Stance.RETRACTS: "Retraction",
    },
    unnamed="unnamed source",
    outlets={"one": "{n} outlet", "other": "{n} outlets"},
    independent={"one": "{n} independent", "other": "{n} independent"},
    counted="{outlets}, {independent}: {names}",
    copied="from {source}",
    more="+{n} more",
    first_seen="First seen {time}",
    delay="{delay} after publication",
    no_delay="within a minute of publication",
    correction="Correction",
    reinstated="The correction was withdrawn",
    corrected="Corrected by the editors",
    merged="Now told together with",
    changed="Changed {time} · {outlet}",
    deleted="Deleted {time} by {outlet}",
    restored="Back online {time} · {outlet}",
    said="{source} ({outlet})",
    as_claim="as a claim",
    earlier="Earlier",
    date_and_time="{date}, {time}",
    comma=", ",
    quotes=("“", "”"),
    read="Read",
    why="Why?",
    mute="Mute story",
    irrelevant="Not relevant",
)

_AR = Wording(
    state={
        State.SINGLE: "مصدر واحد",
        State.CORROBORATED: "من مصادر مستقلة",
        State.CONTESTED: "روايات متضاربة",
        State.CONFIRMED: "مؤكَّد",
        State.RETRACTED: "سُحب الخبر",
    },
    now={
        State.SINGLE: "عاد إلى مصدر واحد",
        State.CORROBORATED: "أوردته مصادر مستقلة",
        State.CONTESTED: "صدر نفي",
        State.CONFIRMED: "صدر تأكيد",
        State.RETRACTED: "سُحب الخبر",
    },
    disputed="تضاربت الروايات",
    stance={
        Stance.REPORTS: "خبر",
        Stance.CLAIMS: "ادعاء",
        Stance.CONFIRMS: "تأكيد",
        Stance.DENIES: "نفي",
        Stance.RETRACTS: "تراجع",
    },
    unnamed="مصدر غير مسمّى",
    outlets={
        "zero": "{n} وسيلة إعلام",
        "one": "وسيلة إعلام واحدة",
        "two": "وسيلتا إعلام",
        "few": "{n} وسائل إعلام",
        "many": "{n} وسيلة إعلام",
        "other": "{n} وسيلة إعلام",
    },
    independent={
        "zero": "بلا مصادر مستقلة",
        "one": "منها مصدر مستقل واحد",
        "two": "منها مصدران مستقلان",
        "few": "منها {n} مصادر مستقلة",
        "many": "منها {n} مصدرًا مستقلًا",
        "other": "منها {n} مصدر مستقل",
    },
    counted="{outlets}، {independent}: {names}",
    copied="نقلًا عن {source}",
    more="و{n} غيرها",
    first_seen="أول رصد {time}",
    delay="التأخر عن النشر: {delay}",
    no_delay="خلال دقيقة من النشر",
    correction="تصحيح",
    reinstated="سُحب التصحيح",
    corrected="تصحيح من هيئة التحرير",
    merged="يُتابَع مع",
    changed="تعديل {time} · {outlet}",
    deleted="حذفته {outlet} {time}",
    restored="عاد إلى موقع {outlet} {time}",
    said="{source} ({outlet})",
    as_claim="بصيغة الادعاء",
    earlier="سابقًا",
    date_and_time="{date}، {time}",
    comma="، ",
    quotes=("«", "»"),
    read="اقرأ",
    why="لماذا؟",
    mute="اكتم هذا الخبر",
    irrelevant="لا يعنيني",
)

_TR = Wording(
    state={
        State.SINGLE: "Tek kaynak",
        State.CORROBORATED: "Bağımsız kaynaklarda",
        State.CONTESTED: "Çelişkili bilgiler",
        State.CONFIRMED: "Doğrulandı",
        State.RETRACTED: "Geri çekildi",
    },
    now={
        State.SINGLE: "Yeniden tek kaynak",
        State.CORROBORATED: "Artık bağımsız kaynaklarda",
        State.CONTESTED: "Yalanlama geldi",
        State.CONFIRMED: "Doğrulama geldi",
        State.RETRACTED: "Haber geri çekildi",
    },
    disputed="Bilgiler çelişiyor",
    stance={
        Stance.REPORTS: "Haber",
        Stance.CLAIMS: "İddia",
        Stance.CONFIRMS: "Doğrulama",
        Stance.DENIES: "Yalanlama",
        Stance.RETRACTS: "Geri çekme",
    },
    unnamed="adı verilmeyen kaynak",
    outlets={"one": "{n} yayın organı", "other": "{n} yayın organı"},
    independent={"one": "{n} bağımsız kaynak", "other": "{n} bağımsız kaynak"},
    counted="{outlets}, {independent}: {names}",
    copied="kaynak: {source}",
    more="+{n} daha",
    first_seen="İlk görülme {time}",
    delay="yayımdan {delay} sonra",
    no_delay="yayımdan sonraki bir dakika içinde",
    correction="Düzeltme",
    reinstated="Düzeltme geri alındı",
    corrected="Editörler düzeltti",
    merged="Artık birlikte bildiriliyor",
    changed="{time} değiştirildi · {outlet}",
    deleted="{time} kaldırıldı · {outlet}",
    restored="{time} yeniden yayında · {outlet}",
    said="{source} ({outlet})",
    as_claim="iddia olarak",
    earlier="Öncesi",
    date_and_time="{date} {time}",
    comma=", ",
    quotes=("“", "”"),
    read="Oku",
    why="Neden?",
    mute="Bu haberi sustur",
    irrelevant="İlgisiz",
)

_FR = Wording(
    state={
        State.SINGLE: "Une seule source",
        State.CORROBORATED: "Recoupé",
        State.CONTESTED: "Contesté",
        State.CONFIRMED: "Confirmé",
        State.RETRACTED: "Retiré",
    },
    now={
        State.SINGLE: "De nouveau une seule source",
        State.CORROBORATED: "Désormais recoupé",
        State.CONTESTED: "Désormais démenti",
        State.CONFIRMED: "Désormais confirmé",
        State.RETRACTED: "Désormais retiré",
    },
    disputed="Désormais contesté",
    stance={
        Stance.REPORTS: "Information",
        Stance.CLAIMS: "Affirmation",
        Stance.CONFIRMS: "Confirmation",
        Stance.DENIES: "Démenti",
        Stance.RETRACTS: "Rétractation",
    },
    unnamed="source non nommée",
    outlets={"one": "{n} média", "many": "{n} médias", "other": "{n} médias"},
    independent={"one": "{n} indépendant", "many": "{n} indépendants", "other": "{n} indépendants"},
    counted="{outlets}, dont {independent}\u00a0: {names}",
    copied="d’après {source}",
    more="+{n} autres",
    first_seen="Premier signalement\u00a0: {time}",
    delay="{delay} après publication",
    no_delay="moins d’une minute après publication",
    correction="Correction",
    reinstated="La correction a été annulée",
    corrected="Corrigé par la rédaction",
    merged="Désormais suivi avec",
    changed="Modifié {time} · {outlet}",
    deleted="Supprimé {time} par {outlet}",
    restored="De nouveau en ligne {time} · {outlet}",
    said="{source} ({outlet})",
    as_claim="au conditionnel",
    earlier="Précédemment",
    date_and_time="{date} à {time}",
    comma=", ",
    quotes=("«\u00a0", "\u00a0»"),
    read="Lire",
    why="Pourquoi\u00a0?",
    mute="Couper ce sujet",
    irrelevant="Hors sujet",
)

WORDING: Mapping[str, Wording] = {"en": _EN, "ar": _AR, "tr": _TR, "fr": _FR}

_MINUTE = timedelta(minutes=1)
#: What a delay is counted in, from its smallest number that reads well.
_UNITS = (
    (timedelta(days=2), timedelta(days=1), "duration-day"),
    (timedelta(hours=2), timedelta(hours=1), "duration-hour"),
    (_MINUTE, _MINUTE, "duration-minute"),
)


@dataclass(frozen=True, slots=True)
class Reader:
    """How one chat reads: language, direction and time zone."""

    language: str
    zone: tzinfo

    @property
    def words(self) -> Wording:
        """The wording; English for a language that has none."""
        return WORDING.get(self.language, _EN)

    @property
    def locale(self) -> Locale:
        """Babel's locale of the wording."""
        return Locale.parse(self.language if self.language in WORDING else "en")

    @property
    def direction(self) -> str:
        """'rtl' or 'ltr'."""
        return self.locale.text_direction

    def plural(self, forms: Mapping[str, str], number: int) -> str:
        """The form that the language uses with a number, with the number in it."""
        form = forms.get(self.locale.plural_form(number), forms["other"])
        return form.format(n=format_decimal(number, locale=self.locale))

    def number(self, number: int) -> str:
        """A number as the language writes it."""
        return format_decimal(number, locale=self.locale)

    def moment(self, moment: datetime, now: datetime) -> str:
        """The time in the reader's zone, with the date where it is another day there."""
        local, today = moment.astimezone(self.zone), now.astimezone(self.zone)
        time = format_skeleton("Hm", moment, tzinfo=self.zone, locale=self.locale)
        if local.date() == today.date():
            return time
        skeleton = "MMMd" if local.year == today.year else "yMMMd"
        date = format_skeleton(skeleton, moment, tzinfo=self.zone, locale=self.locale)
        return self.words.date_and_time.format(date=date, time=time)

    def delay(self, published_at: datetime, seen_at: datetime) -> str:
        """How long after its publication an article was seen; '' where the clocks contradict."""
        delay = seen_at - published_at
        if delay < -_MINUTE:
            return ""
        if delay < _MINUTE:
            return self.words.no_delay
        size, unit = next((size, unit) for least, size, unit in _UNITS if delay >= least)
        text = format_unit(delay // size, unit, length="long", locale=self.locale)
        return self.words.delay.format(delay=text)

    def language_name(self, code: str) -> str:
        """A language's name in the reader's language; the code where it has none."""
        try:
            return self.locale.languages.get(Locale.parse(code.replace("-", "_")).language) or code
        except (UnknownLocaleError, ValueError):
            return code

    def country(self, code: str) -> str:
        """A country's name in the reader's language, from its ISO 3166-1 code; the code where it has none."""
        return self.locale.territories.get(code.upper()) or code


def reader_of(language: str, timezone: str) -> Reader:
    """How a chat with this language and IANA time zone reads; UTC for an unknown zone, English for a language without
    wording."""
    try:
        return Reader(language, ZoneInfo(timezone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return Reader(language, ZoneInfo("UTC"))
