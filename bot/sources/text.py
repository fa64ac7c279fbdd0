"""The text of an article page, or why it has none: paywalls, consent and challenge pages never pass for news.

Fetching is `fetch.py`'s; extraction is trafilatura's, in the pool.
"""

import re
import warnings
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urljoin

from bot.sources.dates import Moment, moment
from bot.sources.encoding import decoded
from bot.sources.entry import CONTENT_LIMIT, TITLE_LIMIT, is_web_address, tag
from bot.sources.fetched import Fetched
from bot.sources.markup import paragraphs, plain
from bot.sources.pool import WorkerPool, WorkFailedError, WorkTimeoutError

#: Article pages are rarely over half a megabyte; what is, is cut here and still has its text.
MAX_PAGE = 3 * 1024 * 1024
TIMEOUT = 15.0
#: Less is a caption or a teaser, not an article.
MIN_TEXT = 140
#: A page that says it is not free, and shows less than this, shows its teaser.
TEASER = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleText:
    """What an article page says; empty or None where it does not."""

    text: str
    title: str = ""
    language: str = ""
    author: str = ""
    published_at: Moment | None = None
    updated_at: Moment | None = None
    #: The page's own idea of its address.
    url: str = ""


class NoTextReason(StrEnum):
    """Why a page has no article text."""

    PAYWALL = "paywall"
    CONSENT = "consent"
    CHALLENGE = "challenge"
    #: Too little text to be an article.
    SHORT = "short"
    NOT_HTML = "not html"
    TIMEOUT = "timeout"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class NoText:
    """A page without article text, and why."""

    reason: NoTextReason
    detail: str = ""


_NOT_HTML = re.compile(r"^(?:image|audio|video|font)/|^application/(?!xhtml|xml)", re.IGNORECASE)
_CHALLENGE_TITLE = re.compile(
    r"just a moment|attention required|access denied|are you a (?:robot|human)|verify(?:ing)? you are|"
    r"ddos-guard|security check|pardon our interruption|403 forbidden|checking your browser|bot verification",
    re.IGNORECASE,
)
_CHALLENGE_MARK = re.compile(
    r"cf_chl_|cf-browser-verification|/cdn-cgi/challenge-platform|px-captcha|datadome|_Incapsula_Resource|"
    r"g-recaptcha|h-captcha|enable javascript and cookies to continue",
    re.IGNORECASE,
)
_CONSENT_PLACE = re.compile(
    r"^https?://(?:consent|guce|privacy-mgmt|cmp)\.|/(?:consent|cookiewall|cookie-wall)\b"
)
_CONSENT_TITLE = re.compile(
    r"before you continue|your privacy|privacy settings|cookie (?:consent|settings|wall)|gizlilik|çerez|"
    r"vos choix|vie privée|ملفات تعريف الارتباط",
    re.IGNORECASE,
)
_NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?(?:false|https?://schema\.org/False)"?', re.IGNORECASE)
_TIER = re.compile(r"locked|metered|premium|subscriber", re.IGNORECASE)
_PAYWALL = re.compile(
    r"subscri(?:be|ption) (?:now )?to (?:continue|keep|read|unlock)|already a subscriber|for subscribers only|"
    r"to continue reading|this (?:article|story|content) is (?:for|only|available|reserved)|"
    r"réservé (?:à nos|aux) abonnés|abonnez-vous pour|la suite est réservée|il vous reste \d+ ?%|"
    r"abone ol(?:un|arak|un ve)|abonelere özel|devamını okumak için|"
    r"للمشتركين فقط|اشترك (?:الآن )?(?:لمتابعة|لقراءة|للاستمرار)|لمواصلة القراءة",
    re.IGNORECASE,
)
_META = re.compile(r"<(?:meta|link|html|title)\b[^<>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z:_-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,500})", re.IGNORECASE)
_JSON_DATE = r'"{}"\s*:\s*"([^"]{{4,60}})"'
_PUBLISHED_KEYS = (
    "article:published_time",
    "datepublished",
    "pubdate",
    "dc.date",
    "date",
    "publish-date",
    "dcterms.created",
)
_UPDATED_KEYS = ("article:modified_time", "datemodified", "og:updated_time", "dcterms.modified", "lastmod")


async def article_text(
    fetched: Fetched,
    pool: WorkerPool,
    *,
    language: str = "",
    timeout: float = TIMEOUT,  # noqa: ASYNC109
) -> ArticleText | NoText:
    """The text of a fetched page, read in the pool within `timeout` seconds of work."""
    if _NOT_HTML.match(fetched.content_type):
        return NoText(NoTextReason.NOT_HTML, fetched.content_type)
    try:
        return await pool.run(
            extract, fetched.body, fetched.url, fetched.content_type, language, timeout=timeout
        )
    except WorkTimeoutError:
        return NoText(NoTextReason.TIMEOUT, f"reading it takes longer than {timeout:g} s")
    except WorkFailedError as error:
        return NoText(NoTextReason.FAILED, str(error))


def extract(html: bytes, url: str, content_type: str = "", language: str = "") -> ArticleText | NoText:
    """The article in a page. Runs in the pool: trafilatura is large, and slow on hostile pages."""
    with warnings.catch_warnings():  # its downloader, which is not used here, warns of parts that it misses
        warnings.simplefilter("ignore")
        from trafilatura import bare_extraction  # loaded where it is used, in the pool

    page = decoded(html[:MAX_PAGE], content_type=content_type, language=language).utf8.decode(
        "utf-8", "replace"
    )
    head = _Head(page)
    wall = _wall(head, url)
    if wall is not None:
        return wall
    document: Any = bare_extraction(
        page,
        url=url or None,
        favor_precision=True,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
    )
    text = paragraphs(document.text or "")[:CONTENT_LIMIT] if document is not None else ""
    gate = _gate(page, head, text)
    if gate is not None:
        return gate
    canonical = urljoin(url, head.canonical) if head.canonical else ""
    return ArticleText(
        text=text,
        title=plain(document.title or "")[:TITLE_LIMIT],
        language=tag(head.language),
        author=plain(document.author or "")[:TITLE_LIMIT],
        published_at=head.moment(_PUBLISHED_KEYS, "datePublished") or moment(document.date or ""),
        updated_at=head.moment(_UPDATED_KEYS, "dateModified"),
        url=canonical if is_web_address(canonical) else "",
    )


def _wall(head: "_Head", url: str) -> NoText | None:
    """The failure where the whole page says that it is something else than an article."""
    if _CHALLENGE_TITLE.search(head.title):
        return NoText(NoTextReason.CHALLENGE, head.title)
    if _CONSENT_PLACE.search(url) or (_CONSENT_TITLE.search(head.title) and not head.article):
        return NoText(NoTextReason.CONSENT, head.title)
    return None


def _gate(page: str, head: "_Head", text: str) -> NoText | None:
    """The failure where a page shows too little text to be an article, or too little of the article."""
    closed = _NOT_FREE.search(page) or _TIER.search(head.meta.get("article:content_tier", ""))
    if len(text) < TEASER and (
        closed or _PAYWALL.search(text) or (len(text) < MIN_TEXT and _PAYWALL.search(page))
    ):
        return NoText(NoTextReason.PAYWALL, "only a teaser is open")
    # Captchas guard comment forms, too: they tell something only where there is hardly a text.
    if len(text) < 2 * MIN_TEXT and _CHALLENGE_MARK.search(page):
        return NoText(NoTextReason.CHALLENGE, head.title)
    if len(text) < MIN_TEXT:
        return NoText(NoTextReason.SHORT, f"{len(text)} characters of text")
    return None


class _Head:
    """What the head of a page declares: meta tags, canonical address, language, dates."""

    def __init__(self, page: str) -> None:
        self._page = page
        self.meta: dict[str, str] = {}
        self.canonical = ""
        self.language = ""
        title = _TITLE.search(page[:200_000])
        self.title = plain(title[1]) if title else ""
        for match in _META.finditer(page[:400_000]):
            self._read(match[0])
        self.article = self.meta.get("og:type", "").lower() == "article" or "articlebody" in page.lower()

    def _read(self, element: str) -> None:
        found = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(element)}
        kind = element[1:5].lower()
        if kind == "html":
            self.language = self.language or found.get("lang", "") or found.get("xml:lang", "")
        elif kind == "link" and found.get("rel", "").lower() == "canonical":
            self.canonical = self.canonical or plain(found.get("href", ""))
        elif kind == "meta":
            name = found.get("property") or found.get("name") or found.get("itemprop") or ""
            self.meta.setdefault(name.lower(), plain(found.get("content", "")))

    def moment(self, names: tuple[str, ...], key: str) -> Moment | None:
        """The first readable date among meta tags, else of the page's JSON-LD (schema.org)."""
        written = [self.meta[name] for name in names if self.meta.get(name)]
        match = re.search(_JSON_DATE.format(key), self._page)
        if match is not None:
            written.append(match[1])
        for text in written:
            found = moment(text)
            if found is not None:
                return found
        return None
