"""The picture: Arabic is shaped and ordered by the drawing library, everything fits, and whatever names hold is drawn."""

import struct
from datetime import date
from typing import Any

import pytest

from bot.alerts.statistics import Counts
from bot.model import Chart
from bot.telegram.charts import chart_of
from bot.telegram.picture import drawn, figure_of
from bot.telegram.words import LANGUAGES, Words
from tests.alerts.builders import named

ARABIC = "القوات المصرية"
COUNTS = Counts(
    days=tuple(date(2026, 11, day) for day in range(16, 23)),
    stories=12,
    watchlists={"w": (1, 0, 2, 0, 0, 3, 0), "x": (0, 4, 0, 0, 1, 1, 0)},
    outlets=(("الشرق الأوسط", 7), ("Mada $x^2$ Masr", 3), ("😀 \u202eoutlet", 1)),
    languages=(("ar", 9), ("en", 3)),
)


def chart(language: str = "ar", counts: Counts = COUNTS) -> Chart:
    """Two watchlists over a week."""
    names = [named("w", en="Egyptian forces", ar=ARABIC), named("x", en="Libya & <Sirte>")]
    return chart_of(Words(language, "Africa/Cairo"), names, counts)


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_that_telegram_takes(language: str) -> None:
    """A PNG of a phone's width, in every language."""
    png = drawn(chart(language))
    width, height = size_of(png)

    assert len(png) < 500_000
    assert 1000 <= width <= 1300
    assert width + height <= 10_000
    assert height / width < 2


def test_a_week_without_anything_is_drawn() -> None:
    """Empty days, no outlets, no languages."""
    nothing = Counts(COUNTS.days, 0, {}, (), ())
    assert size_of(drawn(chart("en", nothing)))[0] >= 1000


def test_arabic_begins_on_the_right() -> None:
    """Time and bars run from the right, names stand there too; in English all is the other way round."""
    for language, is_mirrored in (("ar", True), ("en", False)):
        days, outlets, _ = figure_of(chart(language)).axes
        assert bool(days.xaxis_inverted()) is is_mirrored
        assert bool(outlets.xaxis_inverted()) is is_mirrored
        ticks = outlets.yaxis.get_major_ticks()
        assert all(tick.label2.get_visible() is is_mirrored for tick in ticks)


def test_arabic_letters_are_joined_and_run_from_right_to_left() -> None:
    """The library lays out joined forms in visual order: the first letter is the rightmost, and no glyph is missing.

    In isolated forms a word is wider: each letter then has its own tail.
    """
    from matplotlib.font_manager import findfont, get_font

    font = get_font(findfont("DejaVu Sans"))
    word = "حلب"
    font.set_text(word, 0.0)
    joined = font.get_width_height()[0]
    font.set_text("\u200c".join(word), 0.0)
    apart = font.get_width_height()[0]
    assert joined < apart
    assert all(font.get_char_index(ord(letter)) for letter in ARABIC + "؟، ğşıçöüéàœ")
    # "ا" is narrow and "س" wide: written first, each stands on the right.
    widths = {letter: _width(font, letter) for letter in "اس"}
    assert widths["س"] > 2 * widths["ا"]
    assert _ink_on_the_right("اس") > _ink_on_the_right("سا")


def _width(font: Any, text: str) -> float:
    font.set_text(text, 0.0)
    return float(font.get_width_height()[0])


def _ink_on_the_right(text: str) -> float:
    """How high the ink stands in the right fifth of a drawn text: an alef is a tall stroke, the tail of a seen is not."""
    import numpy as np
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(4, 2), dpi=100)
    canvas: Any = FigureCanvasAgg(figure)
    figure.text(0.1, 0.3, text, fontsize=60, family="DejaVu Sans")
    canvas.draw()
    ink = np.asarray(canvas.buffer_rgba())[:, :, 0] < 128
    columns = np.flatnonzero(ink.any(axis=0))
    right = ink[:, columns[-1] - (columns[-1] - columns[0]) // 5 : columns[-1] + 1]
    rows = np.flatnonzero(right.any(axis=1))
    return float(rows[-1] - rows[0])


def test_labels_are_in_the_readers_language() -> None:
    """Titles, days, languages; a name that is too long is cut."""
    arabic = chart("ar")
    assert arabic.watchlists[0][0] in (ARABIC, "Libya & <Sirte>")
    assert arabic.days[0].startswith("الاثنين")
    assert arabic.languages[0] == ("العربية", 9)
    assert "نوفمبر" in arabic.title
    long = chart("en", Counts(COUNTS.days, 1, {}, (("O" * 200, 1),), ()))
    assert len(long.outlets[0][0]) <= 34
