"""The one chooser of time zones: a guess by language, then regions and their cities, as pages of stateless buttons.

Where it is shown and what a choice changes stands with the menus that use it (onboarding, settings).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import format_skeleton, get_timezone_location

from bot.language import fold
from bot.model import Button, Message
from bot.telegram.words import LANGUAGES, Words, later

#: Cities on one page, in two columns.
PAGE = 26
_COLUMNS = 2

#: What readers of a language most likely live by, offered first.
LIKELY: Mapping[str, tuple[str, ...]] = {
    "en": ("Europe/London", "America/New_York", "Africa/Cairo", "Asia/Dubai", "America/Los_Angeles", "UTC"),
    "ar": (
        "Africa/Cairo",
        "Asia/Riyadh",
        "Asia/Damascus",
        "Africa/Tripoli",
        "Asia/Baghdad",
        "Asia/Beirut",
        "Asia/Dubai",
        "Africa/Casablanca",
    ),
    "tr": ("Europe/Istanbul", "Asia/Nicosia", "Europe/Berlin", "Asia/Baku"),
    "fr": (
        "Europe/Paris",
        "Africa/Tunis",
        "Africa/Algiers",
        "Africa/Casablanca",
        "Asia/Beirut",
        "America/Montreal",
    ),
}

#: Regions in the order of the menu.
REGIONS: Mapping[str, str] = {
    "near": later("Middle East and North Africa"),
    "africa": later("Africa"),
    "europe": later("Europe"),
    "asia": later("Asia"),
    "america": later("Americas"),
    "pacific": later("Australia and Pacific"),
    "ocean": later("Atlantic and Indian Ocean"),
}
#: ISO 3166-1 codes of the first region.
_NEAR = frozenset(
    [
        "AE",
        "BH",
        "CY",
        "DZ",
        "EG",
        "IL",
        "IQ",
        "IR",
        "JO",
        "KW",
        "LB",
        "LY",
        "MA",
        "MR",
        "OM",
        "PS",
        "QA",
        "SA",
        "SD",
        "SY",
        "TN",
        "TR",
        "YE",
    ]
)
_PREFIXES: Mapping[str, tuple[str, ...]] = {
    "africa": ("Africa",),
    "europe": ("Europe",),
    "asia": ("Asia",),
    "america": ("America",),
    "pacific": ("Australia", "Pacific"),
    "ocean": ("Atlantic", "Indian", "Arctic"),
}


def guessed_zone(language: str, default: str) -> str:
    """The zone that somebody who reads this language most likely lives by, where nobody set a default of his own."""
    likely = LIKELY.get(language, ())
    return likely[0] if default == "UTC" and language != "en" and likely else default


def chosen_zone(subject: str) -> str | None:
    """The IANA zone that a button of the menu names; None where it names a page, or nothing that there is."""
    return subject if subject in _known() else None


def zone_menu(
    words: Words,
    current: str,
    now: datetime,
    *,
    prefix: str,
    subject: str = "",
    foot: Sequence[tuple[Button, ...]] = (),
) -> Message:
    """One page of the chooser.

    Args:
        words: the reader's language.
        current: the IANA zone in force, ticked where it is shown.
        now: for the time that it is there.
        prefix: of every button's callback data; what follows its colon comes back as `subject`, and is a choice
            where `chosen_zone` says so.
        subject: of the button that was pressed; empty or unknown for the first page.
        foot: further rows, such as Back.
    """
    region, _, number = subject.partition("/page/")
    rows: list[tuple[Button, ...]]
    if region in REGIONS:
        page = int(number) if number.isdecimal() and len(number) < 4 else 0
        rows = _cities(words, current, prefix, region, page)
        back = Button(text="‹ " + words("All regions"), data=f"{prefix}:all")
        rows.append((back,))
        asked = words("Which city has your time? {region}:", region=words(REGIONS[region]))
    else:
        likely = list(dict.fromkeys([current, *LIKELY.get(words.language, LIKELY["en"])]))
        rows = _columns([_choice(words, zone, current, prefix) for zone in likely if zone in _known()])
        rows += [
            (Button(text=words(title) + " ›", data=f"{prefix}:{region}/page/0"),)
            for region, title in REGIONS.items()
        ]
        asked = words("Which city has your time? Here are likely ones; the rest stands by region.")
    here = words(
        "Now: {city}, {time}", city=city_name(current, words.language), time=_time(words, current, now)
    )
    text = "\n".join([words.line("🕓 " + here), words.line(asked)])
    return Message(html=text, buttons=(*rows, *foot))


def named_zones(text: str) -> tuple[str, ...]:
    """The IANA zones that somebody may mean by an IANA name or by a city in one of the interface's languages."""
    wanted = fold(text.strip())
    exact = [zone for zone in _known() if zone.casefold() == text.strip().casefold()]
    if exact or not wanted:
        return tuple(exact)
    return tuple(sorted(_named().get(wanted, frozenset())))


def city_name(zone: str, language: str) -> str:
    """The city by which a zone is known, in a language that the interface speaks."""
    if zone in ("UTC", "Etc/UTC"):
        return "UTC"
    return get_timezone_location(zone, locale=Locale.parse(language), return_city=True).rsplit("/", 1)[-1]


def _cities(words: Words, current: str, prefix: str, region: str, page: int) -> list[tuple[Button, ...]]:
    zones = sorted(_zones(region), key=lambda zone: _sorted_name(zone, words.language))
    pages = max(1, -(-len(zones) // PAGE))
    page = min(page, pages - 1)
    shown = zones[page * PAGE : (page + 1) * PAGE]
    rows = _columns([_choice(words, zone, current, prefix) for zone in shown])
    if pages > 1:
        here = f"{words.number(page + 1)} / {words.number(pages)}"
        around = (("‹", (page - 1) % pages), (here, page), ("›", (page + 1) % pages))
        rows.append(
            tuple(Button(text=text, data=f"{prefix}:{region}/page/{number}") for text, number in around)
        )
    return rows


def _choice(words: Words, zone: str, current: str, prefix: str) -> Button:
    tick = "✅ " if zone == current else ""
    return Button(text=tick + city_name(zone, words.language), data=f"{prefix}:{zone}")


def _columns(buttons: Sequence[Button]) -> list[tuple[Button, ...]]:
    return [tuple(buttons[at : at + _COLUMNS]) for at in range(0, len(buttons), _COLUMNS)]


def _time(words: Words, zone: str, now: datetime) -> str:
    return format_skeleton("Hm", now, tzinfo=ZoneInfo(zone), locale=words.locale)


def _sorted_name(zone: str, language: str) -> str:
    return fold(city_name(zone, language))


@cache
def _known() -> frozenset[str]:
    """Every zone that the menu can offer or a chat can have."""
    return frozenset(available_timezones())


@cache
def _named() -> Mapping[str, frozenset[str]]:
    """Zones by folded city name."""
    found: dict[str, set[str]] = {}
    for region in REGIONS:
        for zone in _zones(region):
            own = fold(zone.rsplit("/", 1)[-1].replace("_", " "))
            for name in {own, *(_sorted_name(zone, language) for language in LANGUAGES)}:
                found.setdefault(name, set()).add(zone)
    return {name: frozenset(zones) for name, zones in found.items()}


@cache
def _zones(region: str) -> tuple[str, ...]:
    """A region's zones as CLDR lists them, without those that only tell apart the counties of one state."""
    found: list[str] = []
    for territory, zones in get_global("territory_zones").items():
        for zone in zones:
            if zone not in _known() or (len(zone.split("/")) > 2 and not zone.endswith("Buenos_Aires")):
                continue
            near = territory in _NEAR
            if near if region == "near" else zone.split("/")[0] in _PREFIXES[region]:
                found.append(zone)
    return tuple(dict.fromkeys(found))
