"""Precision and recall of a watchlist in words and as a picture. How they are reckoned stands in bot/watch/quality.py."""

from babel.dates import format_date
from babel.numbers import format_percent

from bot.alerts.foreign import clean, clip
from bot.alerts.markup import plain_text
from bot.model import Curves, Point
from bot.telegram.words import Words
from bot.watch.quality import FEW, Quality, Rate, VersionQuality

_NAME = 60
#: Versions in words, and in the picture.
_VERSIONS, _DRAWN = 6, 10


def quality_page(words: Words, quality: Quality, title: str) -> str:
    """The version in force first, what the figures are made of, then the versions before."""
    lines = [words.line(f"📐 <b>{words.foreign(clip(clean(title), _NAME))}</b>")]
    if not quality.versions:
        return "\n".join([*lines, words.line(words("No version of it can be read."))])
    now = quality.versions[-1]
    lines += [
        words.line(words("Precision: {rate}", rate=_rate(words, now.precision))),
        words.line(words("Recall: {rate}", rate=_rate(words, now.recall))),
    ]
    if min(now.precision.of, now.recall.of) < FEW:
        lines.append(
            words.line(
                "⚠️ " + words("So few articles say little: the true share may lie anywhere in the brackets.")
            )
        )
    lines += ["", words.line(_made_of(words, quality)), words.line(_limits(words))]
    earlier = [words.line(_version(words, one)) for one in reversed(quality.versions[-_VERSIONS:])]
    return "\n".join([*lines, "", *earlier])


def quality_lines(words: Words, quality: Quality, title: str) -> str:
    """The same for a terminal."""
    return plain_text(quality_page(words, quality, title))


def quality_curves(words: Words, quality: Quality, title: str) -> Curves | None:
    """The picture; None where there is nothing to draw."""
    if not any(one.precision.of or one.recall.of for one in quality.versions):
        return None
    shown = quality.versions[-_DRAWN:]
    return Curves(
        language=words.language,
        title=clip(clean(title), _NAME),
        places=tuple(
            f"v{words.number(one.version)}\n"
            f"{format_date(one.at.astimezone(words.zone), 'd MMM', locale=words.locale)}"
            for one in shown
        ),
        curves=(
            (words("Precision"), tuple(_point(one.precision) for one in shown)),
            (words("Recall"), tuple(_point(one.recall) for one in shown)),
        ),
        note=words("Whiskers: 95 %. Below: articles counted."),
    )


def _point(rate: Rate) -> Point | None:
    if rate.share is None:
        return None
    low, high = rate.interval
    return Point(share=rate.share, low=low, high=high, number=rate.of)


def _rate(words: Words, rate: Rate) -> str:
    if rate.share is None:
        return words("nothing known yet")
    low, high = (_percent(words, one) for one in rate.interval)
    return words(
        "{share} ({low} to {high}), {good} of {of}",
        share=_percent(words, rate.share),
        low=low,
        high=high,
        good=words.number(rate.good),
        of=words.number(rate.of),
    )


def _percent(words: Words, share: float) -> str:
    return str(format_percent(round(share, 2), locale=words.locale))


def _made_of(words: Words, quality: Quality) -> str:
    return words(
        "Made of what readers said ({relevant} articles relevant, {irrelevant} not, {disputed} disputed) and of its "
        "cases ({hit} to hit, {miss} to miss).",
        relevant=words.number(quality.relevant),
        irrelevant=words.number(quality.irrelevant),
        disputed=words.number(quality.disputed),
        hit=words.number(quality.hit_cases),
        miss=words.number(quality.miss_cases),
    )


def _limits(words: Words) -> str:
    return words(
        "What nobody noticed is in no figure; earlier versions are tried on the same articles, with the concepts of today."
    )


def _version(words: Words, one: VersionQuality) -> str:
    parts = [
        words("version {n}", n=words.number(one.version)),
        str(format_date(one.at.astimezone(words.zone), "d MMM", locale=words.locale)),
        *(
            _percent(words, rate.share) if rate.share is not None else "–"
            for rate in (one.precision, one.recall)
        ),
    ]
    if one.said.of:
        parts.append(f"👍 {words.number(one.said.good)} 👎 {words.number(one.said.of - one.said.good)}")
    return " · ".join(parts)
