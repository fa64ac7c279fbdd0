"""Tests of bot/sources/encoding.py."""

import pytest

from bot.sources.encoding import decoded

ARABIC = "ميناء المدينة يعيد فتح أبوابه"
TURKISH = "İstanbul'da yağış şiddetini artırıyor"


@pytest.mark.parametrize(
    ("body", "content_type", "language", "text", "encoding"),
    [
        (ARABIC.encode(), "text/xml; charset=iso-8859-1", "", ARABIC, "utf-8"),
        (ARABIC.encode("cp1256"), "text/xml; charset=windows-1256", "", ARABIC, "cp1256"),
        (ARABIC.encode("cp1256"), "", "ar", ARABIC, "cp1256"),
        (ARABIC.encode("cp1256"), "text/xml; charset=iso-8859-1", "ar", ARABIC, "cp1256"),
        (TURKISH.encode("cp1254"), "text/xml; charset=utf-8", "tr", TURKISH, "cp1254"),
        (
            b"<language>ar</language>" + ARABIC.encode("cp1256"),
            "",
            "",
            f"<language>ar</language>{ARABIC}",
            "cp1256",
        ),
        (b"<p lang='tr'>" + TURKISH.encode("cp1254"), "", "", f"<p lang='tr'>{TURKISH}", "cp1254"),
        ("Привет".encode("cp1251"), "", "ru", "Привет", "cp1251"),
        ("Füße – €".encode("cp1252"), "text/xml; charset=iso-8859-1", "", "Füße – €", "cp1252"),
        (ARABIC.encode("utf-8-sig"), "", "", ARABIC, "utf-8"),
        (ARABIC.encode("utf-16"), "", "", ARABIC, "utf-16"),
        (
            b"<?xml version='1.0' encoding='windows-1254'?>" + TURKISH.encode("cp1254"),
            "",
            "",
            TURKISH,
            "cp1254",
        ),
        ("日本語".encode("iso2022_jp"), "text/xml; charset=iso-2022-jp", "", "日本語", "iso2022_jp"),
        ("café".encode("latin-1"), "text/xml; charset=rot13", "", "café", "cp1252"),
        ("café".encode("latin-1"), "text/xml; charset=nonsense", "", "café", "cp1252"),
    ],
)
def test_bytes_mean_what_they_can_only_mean(
    body: bytes, content_type: str, language: str, text: str, encoding: str
) -> None:
    """UTF-8 wins over declarations; then the declaration; then the outlet's language."""
    result = decoded(body, content_type=content_type, language=language)

    assert (result.utf8.decode(), result.encoding) == (text, encoding)


def test_one_bad_byte_does_not_change_the_encoding() -> None:
    """A stray byte in UTF-8 is replaced, and told."""
    result = decoded((ARABIC * 5).encode() + b"\xd9" + b"!", language="ar")

    assert result.encoding == "utf-8"
    assert result.utf8.decode() == ARABIC * 5 + "\ufffd!"
    assert result.problems == ("a few bytes are not UTF-8; they were replaced",)


def test_forbidden_controls_are_removed_and_told() -> None:
    """XML forbids them, and one of them must not cost the feed."""
    assert decoded(b"a\x00b\x1fc\n").problems == ("2 control characters were removed",)
