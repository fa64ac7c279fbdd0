"""Fills receipts from the store: what became of an article or alert, for who runs the bot or for one chat."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.gates import Gate, alert_gate, delivery_gate
from bot.alerts.receipt import (
    AlertSteps,
    ArticleSteps,
    DeliveryStep,
    HeldStep,
    MatchStep,
    MissStep,
    ReadingStep,
    Receipt,
    RevisionStep,
    RulingStep,
    StorySteps,
)
from bot.language import read
from bot.model import Article, DeliveryKind, DeliveryState, Outlet
from bot.runtime.catalogue import Catalogue
from bot.sources.identity import canonical, url_key
from bot.storage import (
    alerts,
    articles,
    corrections,
    feedback,
    feeds,
    matches,
    pseudonyms,
    readings,
    sendings,
    stories,
    subscriptions,
    withheld,
)
from bot.storage.alerts import AlertRow
from bot.storage.articles import StoredArticle
from bot.storage.chats import row_of
from bot.storage.readings import content_hash
from bot.storage.sendings import Sending
from bot.storage.words import CorrectionState

#: Watchlists that came near, shown of those that did not hold.
_MISSES = 3


@dataclass(frozen=True, slots=True)
class Place:
    """The chat and topic that asks; what others got is none of its business."""

    chat: int
    thread: int = 0


class Receipts:
    """Receipts over one connection that may write: chats get their pseudonyms when they are first named."""

    def __init__(
        self,
        conn: AsyncConnection,
        catalogue: Catalogue,
        outlets: Mapping[str, Outlet],
        now: datetime,
        max_age: timedelta,
    ) -> None:
        self._conn = conn
        self._catalogue = catalogue
        self._outlets = outlets
        self._now = now
        self._max_age = max_age

    async def of_url(self, url: str, place: Place | None = None) -> Receipt:
        """The receipt of the article under an address; `place` None for who runs the bot."""
        found = await self._article(url)
        if found is None:
            return await self._unknown(url)
        receipt = await self._of_article(found, url, place)
        same = canonical(url) == canonical(found.article.url)
        return receipt if same else replace(receipt, known_as=found.article.url)

    async def of_alert(self, number: int, place: Place | None = None) -> Receipt | None:
        """The receipt of an alert, told along its first article that hit; None where there is none."""
        row = (await alerts.get(self._conn, [number])).get(number)
        if row is None:
            return None
        reports = row.content.reports
        chosen = next((report for report in reports if report.evidence), reports[0]).article
        stored = (await articles.get(self._conn, [chosen])).get(chosen)
        if stored is None:  # removed since; the alert itself is still there
            return await self._with_alert(self._base(f"#{number}"), row, place)
        return await self._of_article(stored, f"#{number}", place, row)

    async def _article(self, url: str) -> StoredArticle | None:
        for address in dict.fromkeys((url, canonical(url), url.rstrip("/"), url + "/")):
            if found := await articles.by_url(self._conn, address):
                return found
        keys = {outlet: url_key(outlet, url) for outlet in self._outlets}
        for outlet, key in keys.items():
            if ids := await articles.known(self._conn, outlet, [key]):
                return (await articles.get(self._conn, ids.values())).popitem()[1]
        return None

    async def _unknown(self, url: str) -> Receipt:
        """No article: no outlet of ours, or none of its feeds listed it while we looked."""
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        for row in await feeds.all(self._conn):
            if _site(host) and _site(host) == _site(row.host.partition(":")[0]):
                seen = row.last_ok_at.isoformat(timespec="minutes") if row.last_ok_at else "-"
                facts = {"outlet": row.outlet.name, "state": row.state, "polled": seen}
                return Receipt(asked=url, at=self._now, gate=Gate.NOT_LISTED, facts=facts)
        return Receipt(asked=url, at=self._now, gate=Gate.NO_OUTLET, facts={"host": host or url[:60]})

    def _base(self, asked: str) -> Receipt:
        return Receipt(asked=asked, at=self._now, gate=Gate.UNDECIDED)

    async def _of_article(
        self, stored: StoredArticle, asked: str, place: Place | None, alert: AlertRow | None = None
    ) -> Receipt:
        article = await self._article_steps(stored)
        receipt = replace(self._base(asked), article=article, story=await self._story_steps(stored))
        if alert is None:
            alert = await self._alert_of(stored)
        if alert is not None:
            return await self._with_alert(receipt, alert, place)
        if article.matches:
            return receipt
        if stored.quiet:
            return replace(receipt, gate=Gate.FIRST_POLL, facts={"outlet": article.outlet_name})
        miss = article.misses[0] if article.misses else None
        facts = {"watchlist": miss.watchlist, "says": miss.says} if miss else {}
        return replace(receipt, gate=Gate.NO_MATCH, facts=facts)

    async def _alert_of(self, stored: StoredArticle) -> AlertRow | None:
        """The alert that tells of an article: the chapter that lists it."""
        story = (await stories.of(self._conn, [stored.article.id])).get(stored.article.id)
        row = await stories.get(self._conn, story) if story else None
        if row is None:
            return None
        told = await alerts.chapters(self._conn, row.development or row.id)
        listing = [one for one in told if any(r.article == stored.article.id for r in one.content.reports)]
        return listing[-1] if listing else None

    async def _article_steps(self, stored: StoredArticle) -> ArticleSteps:
        article = stored.article
        outlet = self._outlets.get(article.outlet)
        feed = (await feeds.get(self._conn, [stored.feed])).get(stored.feed)
        found = (await matches.of(self._conn, [article.id])).get(article.id, ())
        looks = (await readings.of(self._conn, [article.id])).get(article.id, ())
        return ArticleSteps(
            id=article.id,
            outlet=article.outlet,
            outlet_name=outlet.name if outlet else article.outlet,
            url=article.url,
            title=article.title,
            lang=article.lang,
            feed=feed.url if feed else "",
            published_at=article.published_at,
            precision=article.precision,
            seen_at=article.seen_at,
            first_poll=stored.quiet,
            text_used="text" if article.text else "summary" if article.summary else "",
            text_state=stored.text_state,
            hash=content_hash(article),
            length=len(article.title) + len(article.summary) + len(article.text),
            readings=tuple(
                ReadingStep(
                    at=look.at,
                    origin=look.origin,
                    outcome=look.outcome,
                    hash=look.hash,
                    length=look.length,
                    changes=look.changes,
                )
                for look in looks
            ),
            matches=tuple(
                MatchStep(
                    watchlist=one.match.watchlist,
                    title=self._title(one.match.watchlist),
                    version=one.version,
                    current=self._catalogue.versions.get(one.match.watchlist, 0),
                    at=one.at,
                    spans=one.match.spans,
                    sentence=one.match.evidence.text if one.match.evidence else "",
                )
                for one in found
            ),
            misses=() if found else self._misses(article, outlet),
        )

    def _title(self, watchlist: str) -> Mapping[str, str]:
        known = self._catalogue.watchlists.get(watchlist)
        return dict(known.title) if known else {}

    def _misses(self, article: Article, outlet: Outlet | None) -> tuple[MissStep, ...]:
        """The watchlists in force that came nearest, by the share of their parts that hold."""
        document = read(article)
        found: list[MissStep] = []
        for watchlist in self._catalogue.index.ids:
            explained = self._catalogue.index.explain(watchlist, document, outlet)
            found.append(
                MissStep(
                    watchlist=watchlist,
                    title=self._title(watchlist),
                    says=explained.text,
                    share=round(explained.nearness, 2),
                )
            )
        return tuple(sorted(found, key=lambda miss: (-miss.share, miss.watchlist))[:_MISSES])

    async def _story_steps(self, stored: StoredArticle) -> StorySteps | None:
        id_ = (await stories.of(self._conn, [stored.article.id])).get(stored.article.id)
        row = await stories.get(self._conn, id_) if id_ else None
        if id_ is None or row is None:
            return None
        mine = next(
            one
            for one in await stories.articles(self._conn, id_)
            if one.article.article.id == stored.article.id
        )
        return StorySteps(
            id=id_,
            state=row.state,
            joined_at=mine.joined_at,
            # A story that was opened was opened because of the nearest: then both say the same.
            reason="; ".join(dict.fromkeys(filter(None, (mine.reason, mine.rejected)))),
            credit=mine.credit,
            claims=mine.claims,
        )

    async def _with_alert(self, receipt: Receipt, row: AlertRow, place: Place | None) -> Receipt:
        receipt = replace(receipt, alert=await self._alert_steps(row, place))
        sent = await sendings.of_alert(self._conn, row.id)
        noted = await withheld.all_of(self._conn, row.id)
        if place is not None:
            sent = [one for one in sent if (one.chat, one.thread) == (place.chat, place.thread)]
            noted = [one for one in noted if one[:2] == (place.chat, place.thread)]
        names = await pseudonyms.of(self._conn, {*(one.chat for one in sent), *(one[0] for one in noted)})
        receipt = replace(
            receipt,
            deliveries=tuple(_delivery_step(one, names) for one in sent),
            held=tuple(HeldStep(chat=names[chat], gate=Gate(gate), at=at) for chat, _, gate, at in noted),
        )
        facts = self._facts(row)
        ended = _ended(sent, noted)
        if place is not None:
            gate = ended.get((place.chat, place.thread)) or await self._own_gate(row, place)
            if gate is Gate.REFUSED:
                facts["answer"] = next((one.error for one in reversed(sent) if one.error), "")
            return replace(receipt, gate=gate, facts=facts)
        counts = Counter(ended.values())
        gate = (None if counts else self._alert_gate(row)) or (Gate.SERVED if counts else Gate.NOT_SUBSCRIBED)
        return replace(receipt, gate=gate, facts=facts, counts=dict(counts))

    def _facts(self, row: AlertRow) -> dict[str, str]:
        content = row.content
        rules = [self._catalogue.watchlists.get(name.id) for name in content.watchlists]
        return {
            "watchlist": ", ".join(name.id for name in content.watchlists),
            "wanted": str(min((rule.alert.min_sources for rule in rules if rule), default=1)),
            "sources": str(max(len(content.independent), 1)),
            "hours": f"{self._max_age / timedelta(hours=1):g}",
            "outlet": content.reports[0].outlet_name,
        }

    def _alert_gate(self, row: AlertRow) -> Gate | None:
        rules = {id_: item.alert for id_, item in self._catalogue.watchlists.items()}
        return alert_gate(row.content, rules, row.created_at, max_age=self._max_age, quiet=row.quiet)

    async def _own_gate(self, row: AlertRow, place: Place) -> Gate:
        """Why nothing was even addressed to a place."""
        if gate := self._alert_gate(row):
            return gate
        chat = await row_of(self._conn, place.chat)
        if chat is None:
            return Gate.STRANGER
        mine = await subscriptions.of(self._conn, place.chat, place.thread)
        wanted = {name.id for name in row.content.watchlists}
        return Gate.NOTHING_NEW if wanted & {*mine} else Gate.NOT_SUBSCRIBED

    async def _alert_steps(self, row: AlertRow, place: Place | None) -> AlertSteps:
        reports = [report.article for report in row.content.reports]
        words = await feedback.counts(self._conn, reports)
        return AlertSteps(
            id=row.id,
            chapter=row.chapter,
            state=row.content.state,
            created_at=row.created_at,
            independent=row.content.independent,
            watchlists=tuple(name.id for name in row.content.watchlists),
            revisions=tuple(
                RevisionStep(revision=one.revision, at=one.at, telling=one.telling, reason=one.reason)
                for one in await alerts.revisions(self._conn, row.id)
            ),
            rulings=tuple(
                RulingStep(
                    ruling=one.ruling,
                    text=one.text,
                    author=one.author if place is None else "",
                    state=one.state,
                    at=one.at,
                )
                for one in await corrections.of(self._conn, row.id)
                if place is None or one.state is not CorrectionState.PROPOSED
            ),
            relevant=words.get(True, 0) if place is None else 0,
            irrelevant=words.get(False, 0) if place is None else 0,
        )


def _ended(
    sent: Sequence[Sending], noted: Sequence[tuple[int, int, str, datetime]]
) -> dict[tuple[int, int], Gate]:
    """Where each chat and topic ended: at its first message, or at the last gate that held it back."""
    found = {(chat, thread): Gate(gate) for chat, thread, gate, _ in sorted(noted, key=lambda one: one[3])}
    firsts = [one for one in sent if one.kind in (DeliveryKind.FIRST, DeliveryKind.SAMPLE)]
    for one in sorted(firsts, key=lambda one: (one.state is DeliveryState.SENT, one.id)):
        found[one.chat, one.thread] = delivery_gate(one.state, one.held_for)
    return found


def _delivery_step(one: Sending, names: Mapping[int, str]) -> DeliveryStep:
    return DeliveryStep(
        chat=names[one.chat],
        kind=one.kind,
        state=one.state,
        revision=one.revision,
        silent=one.silent,
        attempts=one.attempts,
        created_at=one.created_at,
        settled_at=one.settled_at,
        message=one.message_id,
        error=one.error,
    )


def _site(host: str) -> str:
    """The part of a host that its feeds and pages share: the last two labels, three where the last are short."""
    labels = host.lower().split(".")
    short = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if short else -2 :])
