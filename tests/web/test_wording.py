"""Tests of bot/web/wording.py."""

from markupsafe import Markup

from bot.web.wording import Words


def test_what_fills_a_text_is_escaped_cleaned_and_stands_in_its_own_direction() -> None:
    """Tags stay text, invisible characters and those that turn the line around are gone, whatever the language."""
    for language in ("en", "ar"):
        said = Words(language)("Used by") + Words(language)("since {time}", time="<b>\u202egnp.exe\u200b")
        assert '<bdi dir="auto">&lt;b&gt;gnp.exe</bdi>' in said
        assert "\u202e" not in said
    assert Words("en").bdi(Markup("<time>now</time>")) == "<time>now</time>"


def test_attributes_get_no_markup() -> None:
    """A title or label is plain, and clean all the same."""
    assert Words("en").bare("Edit {id}", id="red\u202e-sea") == "Edit red-sea"
