"""Figures in en, ar, tr and fr: what is counted, and how a number is meant."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import Bound, Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class CountWords:
    """One language; `{n}` is a number as the language writes it."""

    things: Mapping[Counted, str]
    bounds: Mapping[Bound, str]
    #: By size, see `Figure.value`.
    orders: Mapping[int, str]
    span: str = "{low}–{high}"
    #: Between what was said before and what is said now.
    arrow: str = " → "


_ORDERS = (10, 100, 1000, 10_000, 100_000, 1_000_000)


def _things(*labels: str) -> Mapping[Counted, str]:
    return dict(zip(Counted, labels, strict=True))


def _bounds(at_least: str, more_than: str, at_most: str, about: str) -> Mapping[Bound, str]:
    return {
        Bound.EXACT: "{n}",
        Bound.AT_LEAST: at_least,
        Bound.MORE_THAN: more_than,
        Bound.AT_MOST: at_most,
        Bound.ABOUT: about,
    }


def _orders(*words: str) -> Mapping[int, str]:
    return dict(zip(_ORDERS, words, strict=True))


COUNT_WORDS: Mapping[str, CountWords] = {
    "en": CountWords(
        things=_things(
            "Killed",
            "Wounded",
            "Missing",
            "Arrested",
            "Captured",
            "Displaced",
            "Troops",
            "Fighters",
            "Vehicles",
            "Vehicles lost",
            "Aircraft",
            "Aircraft lost",
            "Drones",
            "Drones shot down",
            "Missiles",
            "Missiles intercepted",
        ),
        bounds=_bounds("at least {n}", "more than {n}", "up to {n}", "about {n}"),
        orders=_orders(
            "dozens", "hundreds", "thousands", "tens of thousands", "hundreds of thousands", "millions"
        ),
    ),
    "ar": CountWords(
        things=_things(
            "القتلى",
            "الجرحى",
            "المفقودون",
            "الموقوفون",
            "الأسرى",
            "النازحون",
            "الجنود",
            "المقاتلون",
            "الآليات",
            "آليات مدمَّرة",
            "الطائرات",
            "طائرات مُسقَطة",
            "المسيّرات",
            "مسيّرات مُسقَطة",
            "الصواريخ",
            "صواريخ مُعترَضة",
        ),
        bounds=_bounds("{n} على الأقل", "أكثر من {n}", "حتى {n}", "نحو {n}"),
        orders=_orders("عشرات", "مئات", "آلاف", "عشرات الآلاف", "مئات الآلاف", "ملايين"),
        arrow=" ← ",
    ),
    "tr": CountWords(
        things=_things(
            "Ölü",
            "Yaralı",
            "Kayıp",
            "Gözaltı",
            "Esir",
            "Yerinden edilen",
            "Asker",
            "Savaşçı",
            "Araç",
            "İmha edilen araç",
            "Uçak ve helikopter",
            "Düşürülen uçak ve helikopter",
            "İHA",
            "Düşürülen İHA",
            "Füze",
            "Önlenen füze",
        ),
        bounds=_bounds("en az {n}", "{n} üzeri", "en çok {n}", "yaklaşık {n}"),
        orders=_orders("onlarca", "yüzlerce", "binlerce", "on binlerce", "yüz binlerce", "milyonlarca"),
    ),
    "fr": CountWords(
        things=_things(
            "Morts",
            "Blessés",
            "Disparus",
            "Arrestations",
            "Capturés",
            "Déplacés",
            "Soldats",
            "Combattants",
            "Véhicules",
            "Véhicules détruits",
            "Aéronefs",
            "Aéronefs perdus",
            "Drones",
            "Drones abattus",
            "Missiles",
            "Missiles interceptés",
        ),
        bounds=_bounds("au moins {n}", "plus de {n}", "jusqu’à {n}", "environ {n}"),
        orders=_orders(
            "des dizaines",
            "des centaines",
            "des milliers",
            "des dizaines de milliers",
            "des centaines de milliers",
            "des millions",
        ),
    ),
}
