"""Tests of bot/sources/text.py, on pages as outlets build them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.sources.entry import digest
from bot.sources.fetched import CacheHints, Fetched
from bot.sources.pool import WorkerPool
from bot.sources.text import ArticleText, NoText, NoTextReason, article_text, extract

URL = "https://o.example/news/1?utm_source=rss"
ENGLISH = [
    "The night ferry between the two islands sails again from Wednesday, the port office said in a statement.",
    "Two of the three piers were damaged in last week's storm and are being repaired by a firm from the capital.",
    "Fishermen had asked for the small pier to be opened first, because their boats cannot reach the large one.",
]
ARABIC = [
    "قال مكتب الميناء في بيان إن العبّارة الليلية بين الجزيرتين ستبحر مجدداً اعتباراً من يوم الأربعاء المقبل.",
    "وتضرر اثنان من الأرصفة الثلاثة في عاصفة الأسبوع الماضي، وتعمل شركة من العاصمة على إصلاحهما حالياً.",
    "وطلب الصيادون فتح الرصيف الصغير أولاً لأن قواربهم لا تستطيع الوصول إلى الرصيف الكبير في هذا الموسم.",
]


def page(
    paragraphs: list[str], *, lang: str = "en", head: str = "", title: str = "Ferry sails again"
) -> bytes:
    """An article page with navigation, a related list and a footer around the text."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>{title}</title><meta charset="utf-8">{head}</head><body>'
        '<nav><a href="/">Home</a> <a href="/world">World</a></nav><div class="cookie">We use cookies.</div>'
        f"<main><article><h1>{title}</h1>{body}</article></main>"
        '<aside><h2>Most read</h2><ul><li><a href="/2">Something else entirely</a></li></ul></aside>'
        "<footer>All rights reserved</footer></body></html>"
    ).encode()


def text_of(html: bytes) -> ArticleText:
    """The text, which there must be."""
    found = extract(html, URL)
    assert isinstance(found, ArticleText), found
    return found


@pytest.mark.parametrize(("paragraphs", "lang"), [(ENGLISH, "en-GB"), (ARABIC, "ar")])
def test_the_text_is_taken_and_what_stands_around_it_is_not(paragraphs: list[str], lang: str) -> None:
    """Paragraphs stay apart; navigation, related links and footer are left out."""
    found = text_of(page(paragraphs, lang=lang))

    assert set(paragraphs) <= set(found.text.split("\n"))
    assert "Most read" not in found.text
    assert "All rights reserved" not in found.text
    assert found.language == lang[:2]


def test_what_the_head_declares_is_kept() -> None:
    """Times with their zone, author, and the page's own address."""
    found = text_of(
        page(
            ENGLISH,
            head='<link rel="canonical" href="/news/1"><meta name="author" content="Mina Aziz">'
            '<meta property="article:published_time" content="2020-07-21T13:12:00+03:00">'
            '<script type="application/ld+json">{"@type":"NewsArticle","dateModified":"2020-07-21T14:00:00Z"}</script>',
        )
    )

    assert found.url == "https://o.example/news/1"
    assert found.author == "Mina Aziz"
    assert found.published_at is not None
    assert found.published_at.at == datetime(2020, 7, 21, 10, 12, tzinfo=UTC)
    assert found.updated_at is not None
    assert found.updated_at.at == datetime(2020, 7, 21, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (page(["x"], title="Just a moment..."), NoTextReason.CHALLENGE),
        (
            page(["Checking."], head='<script src="/cdn-cgi/challenge-platform/h.js"></script>'),
            NoTextReason.CHALLENGE,
        ),
        (page(["We value it."], title="Before you continue"), NoTextReason.CONSENT),
        (
            page(["Nous respectons votre choix."], title="Vos choix en matière de cookies"),
            NoTextReason.CONSENT,
        ),
        (
            page(
                ENGLISH[:2],
                head='<script type="application/ld+json">{"isAccessibleForFree":"False"}</script>',
            ),
            NoTextReason.PAYWALL,
        ),
        (page([*ENGLISH[:2], "Subscribe to continue reading."]), NoTextReason.PAYWALL),
        (page([*ENGLISH[:2], "Cet article est réservé aux abonnés."]), NoTextReason.PAYWALL),
        (page([*ARABIC[:2], "هذا المحتوى للمشتركين فقط"]), NoTextReason.PAYWALL),
        (page([*ENGLISH[:2], "Devamını okumak için abone olun."]), NoTextReason.PAYWALL),
        (page([]), NoTextReason.SHORT),
        (b"", NoTextReason.SHORT),
        (b"\x00\xff" * 5_000, NoTextReason.SHORT),
        (b"<div>" * 100_000 + b"x", NoTextReason.SHORT),
    ],
)
def test_what_is_no_article_is_not_stored_as_one(html: bytes, reason: NoTextReason) -> None:
    """Challenge, consent and paywall pages are recognised; so is a page without text."""
    found = extract(html, URL)

    assert isinstance(found, NoText), found
    assert found.reason is reason


def test_a_consent_page_is_known_by_its_address() -> None:
    """Whatever it says, in whatever language."""
    found = extract(page(ENGLISH), "https://consent.o.example/collect?continue=x")

    assert isinstance(found, NoText)
    assert found.reason is NoTextReason.CONSENT


def test_a_captcha_in_a_comment_form_hides_no_article() -> None:
    """Such marks count only on pages with hardly any text."""
    assert text_of(page(ENGLISH, head='<script src="/recaptcha.js" class="g-recaptcha"></script>'))


def test_an_article_about_subscriptions_is_an_article() -> None:
    """A long text may speak of paywalls, and a page that is not free may show all of itself."""
    long = [f"{number}. {paragraph}" for number in range(8) for paragraph in ENGLISH]
    closed = '<script type="application/ld+json">{"isAccessibleForFree":false}</script>'

    assert text_of(page([*long, "Readers must subscribe to continue reading, the paper said."]))
    assert text_of(page(long, head=closed))


@pytest.fixture
async def pool() -> AsyncIterator[WorkerPool]:
    """A pool that is closed at the end."""
    pool = WorkerPool()
    yield pool
    await pool.close()


async def test_pages_are_read_in_the_pool(pool: WorkerPool) -> None:
    """An answer that is no page does not even get there."""

    def fetched(body: bytes, content_type: str) -> Fetched:
        return Fetched(
            url=URL,
            status=200,
            etag="",
            last_modified="",
            content_type=content_type,
            cache=CacheHints(),
            body=body,
            digest=digest(body),
        )

    picture = await article_text(fetched(b"GIF89a", "image/gif"), pool)
    assert picture == NoText(NoTextReason.NOT_HTML, "image/gif")
    assert not pool.started

    read = await article_text(fetched(page(ENGLISH), "text/html; charset=utf-8"), pool)
    assert isinstance(read, ArticleText)
    assert read.title == "Ferry sails again"
