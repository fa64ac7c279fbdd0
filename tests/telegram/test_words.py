"""The interface's wording: every text in every language, nothing left over, right-to-left lines in order."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.alerts.foreign import FSI, PDI, RLM
from bot.telegram.words import LANGUAGES, Words, interface_language

PROJECT = Path(__file__).resolve().parents[2]
LOCALE = PROJECT / "bot" / "telegram" / "locale"
OF_THE_PAGE = PROJECT / "bot" / "web" / "locale"
TRANSLATED = [language for language in LANGUAGES if language != "en"]


def checked(directory: Path | None = None) -> list[str]:
    """What scripts/update_translations.py --check finds wrong: everywhere, or in these catalogues of the chat."""
    command = [sys.executable, "scripts/update_translations.py", "--check"]
    command += ["--locale", str(directory)] if directory else []
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    found = done.stdout.splitlines()
    assert (done.returncode == 1) is bool(found)
    return found


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """A copy of the French catalogue, to be spoilt."""
    copy = tmp_path / "fr.po"
    copy.write_bytes((LOCALE / "fr.po").read_bytes())
    return copy


def test_every_text_is_translated_and_none_is_left_over() -> None:
    """What chat and page say is what the catalogues contain, with the same fields and all plural forms."""
    for locale in (LOCALE, OF_THE_PAGE):
        assert sorted(path.stem for path in locale.glob("*.po")) == sorted(TRANSLATED)
    assert checked() == []


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ('msgstr "Dernières alertes"', 'msgstr ""', "not translated: 'Latest alerts'"),
        ('msgid "Latest alerts"', 'msgid "Last alerts"', "not used any more: 'Last alerts'"),
        ('msgstr "depuis {time}"', 'msgstr "depuis {temps}"', "other fields than ['time']"),
        ('msgstr[1] "{n} alertes"', 'msgstr[1] ""', "not translated: '{n} alert'"),
        ('msgid "Latest alerts"', '#, fuzzy\nmsgid "Latest alerts"', "fuzzy: 'Latest alerts'"),
    ],
)
def test_the_check_finds_what_is_wrong(spoilt: Path, before: str, after: str, found: str) -> None:
    """A missing, a left-over, an odd and a doubtful translation are each named."""
    source = spoilt.read_text(encoding="utf-8")
    assert before in source
    spoilt.write_text(source.replace(before, after), encoding="utf-8")

    assert any(found in line for line in checked(spoilt.parent)), checked(spoilt.parent)


def test_updating_a_catalogue_that_is_right_changes_nothing(tmp_path: Path) -> None:
    """Run it as often as you like."""
    for language in TRANSLATED:
        (tmp_path / f"{language}.po").write_bytes((LOCALE / f"{language}.po").read_bytes())
    command = [sys.executable, "scripts/update_translations.py", "--locale", str(tmp_path)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "")
    for path in tmp_path.glob("*.po"):
        assert path.read_bytes() == (LOCALE / path.name).read_bytes()


def test_arabic_keeps_commands_and_latin_names_together() -> None:
    """Both are isolated, or the slash and the full stop would wander to the wrong end."""
    words = Words("ar")
    hint = words("I only understand commands. /watchlists is where to begin, /help lists the rest.")
    said = words("Subscribed: {title}", title="Reuters & AP")

    assert f"{FSI}/watchlists{PDI}" in hint
    assert f"{FSI}/help{PDI}" in hint
    assert f"{FSI}Reuters & AP{PDI}" in said
    assert words("Subscribed: {title}", title="سوريا").count(FSI) == 0


def test_tags_and_addresses_are_no_commands() -> None:
    """An isolate within a tag would break it."""
    text = Words("ar")(
        "<b>Khabar</b> watches news outlets in four languages and tells you once about each story: "
        "who reports it, who claims it, who denies it. One message per story, edited as it grows."
    )
    assert "</b>" in text


@pytest.mark.parametrize(
    ("language", "text", "begins"),
    [("ar", "Reuters", RLM), ("ar", "سوريا", RLM), ("en", "سوريا", "\u200e"), ("en", "Syria", "S")],
)
def test_a_line_begins_on_its_languages_side(language: str, text: str, begins: str) -> None:
    """Whatever word comes first; an empty line stays empty."""
    assert Words(language).line(text).startswith(begins)
    assert Words(language).line("", "") == ""


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("en", 1, "1 alert"),
        ("en", 1234, "1,234 alerts"),
        ("fr", 0, "0 alerte"),
        ("fr", 2, "2 alertes"),
        ("tr", 1234, "1.234 uyarı"),
        ("ar", 0, "لا تنبيهات"),
        ("ar", 1, "تنبيه واحد"),
        ("ar", 2, "تنبيهان"),
        ("ar", 3, "3 تنبيهات"),
        ("ar", 11, "11 تنبيهًا"),
        ("ar", 100, "100 تنبيه"),
    ],
)
def test_numbers_take_the_languages_own_form(language: str, number: int, said: str) -> None:
    """Plural forms and separators."""
    assert Words(language).count("{n} alert", "{n} alerts", number) == said


@pytest.mark.parametrize(
    ("code", "language"),
    [("ar", "ar"), ("tr-TR", "tr"), ("FR", "fr"), ("en-GB", "en"), ("de", "en"), ("", "en"), (None, "en")],
)
def test_the_interface_follows_telegrams_language(code: str | None, language: str) -> None:
    """Tags with a region count too; a language that we do not speak is the default."""
    assert interface_language(code, "en") == language


def test_an_unknown_zone_or_language_is_no_reason_to_fall_silent() -> None:
    """English, UTC."""
    words = Words("xx", "Mars/Olympus")

    assert (words.language, str(words.zone)) == ("en", "UTC")


def test_arabic_counts_as_its_grammar_asks() -> None:
    """From 11 to 99 the accusative, at full hundreds the genitive (CLDR: many, other)."""
    words = Words("ar")

    assert [
        words.count("{n} article", "{n} articles", n).split()[-1] for n in (3, 11, 99, 100, 102, 111)
    ] == [
        *("مقالات", "مقالًا", "مقالًا"),
        *("مقال", "مقال", "مقالًا"),
    ]
