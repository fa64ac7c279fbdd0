"""Ready-made rows for storage tests; every part can be given by name."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import (
    AlertContent,
    Article,
    Chat,
    ChatKind,
    DeliveryKind,
    Evidence,
    Feed,
    Field,
    Match,
    Outlet,
    Report,
    Span,
    State,
    WatchlistName,
)
from bot.storage import alerts, articles, chats, feeds, stories, subscriptions
from bot.storage.alerts import AlertRow
from bot.storage.articles import NewArticle
from bot.storage.deliveries import NewDelivery
from bot.storage.stories import StoryRow

NOW = datetime(2020, 7, 20, 12, 30, 15, 123456, tzinfo=UTC)


def at(seconds: float) -> datetime:
    """So many seconds after NOW."""
    return NOW + timedelta(seconds=seconds)


def outlet(name: str = "mada", *urls: str, **more: Any) -> Outlet:
    """An outlet with feeds at these addresses, or with one."""
    addresses = urls or (f"https://{name}.example/feed",)
    return Outlet(
        **{"id": name, "name": name.title(), "feeds": tuple(Feed(url=url) for url in addresses)} | more
    )


def new_article(
    name: str = "a1", *, keys: tuple[str, ...] | None = None, feed: int = 1, **more: Any
) -> NewArticle:
    """An article of outlet mada; its only key is its id unless others are given."""
    outside = {name: more.pop(name) for name in ("quiet", "text_state", "text_due_at") if name in more}
    said: dict[str, Any] = {
        "id": name,
        "outlet": "mada",
        "url": f"https://mada.example/{name}",
        "title": f"Title {name}",
        "seen_at": NOW,
    }
    return NewArticle(article=Article(**said | more), feed=feed, keys=keys or (name,), **outside)


def match(watchlist: str = "w1") -> Match:
    """A match with proof."""
    span = Span(Field.TITLE, 0, 5, "قاهرة", "@egypt")
    return Match(watchlist, (span,), Evidence(Field.TITLE, 0, "قاهرة today", (span,)))


def content(story: str = "a1", *watchlists: str, **more: Any) -> AlertContent:
    """What an alert tells of a story with one report."""
    report = Report(
        article="a1",
        outlet="mada",
        outlet_name="Mada",
        lang="en",
        url="https://mada.example/a1",
        title="Title a1",
        published_at=None,
        seen_at=NOW,
    )
    said: dict[str, Any] = {
        "story": story,
        "state": State.SINGLE,
        "state_revision": 1,
        "watchlists": tuple(
            WatchlistName(id=one, version=1, title={"en": one}) for one in watchlists or ("w1",)
        ),
        "reports": (report,),
        "independent": ("Mada",),
        "first_seen_at": NOW,
        "updated_at": NOW,
    }
    return AlertContent(**said | more)


def delivery(key: str, **more: Any) -> NewDelivery:
    """A delivery to chat 7 that is due."""
    said: dict[str, Any] = {"kind": DeliveryKind.ANSWER, "priority": 1, "chat": 7, "due_at": NOW}
    return NewDelivery(key=key, **said | more)


async def put_articles(conn: AsyncConnection, *ids: str) -> None:
    """Outlet mada with one feed and these articles."""
    await feeds.sync(conn, [outlet()], NOW)
    feed = (await feeds.all(conn))[0].id
    await articles.add(conn, [new_article(one, feed=feed) for one in ids])


async def put_alert(conn: AsyncConnection, story: str = "a1", *watchlists: str, **more: Any) -> AlertRow:
    """A story and its alert for these watchlists (w1 unless given)."""
    await stories.put(conn, StoryRow(id=story, first_article=story, opened_at=NOW, last_at=NOW, at=NOW))
    return await alerts.create(conn, content(story, *watchlists), NOW, **{"telling": "first"} | more)


async def put_chat(
    conn: AsyncConnection, chat_id: int, *watchlists: str, thread: int = 0, **more: Any
) -> Chat:
    """A private chat that is subscribed to these watchlists."""
    said: dict[str, Any] = {"id": chat_id, "kind": ChatKind.PRIVATE}
    chat = Chat(**said | more)
    await chats.upsert(conn, chat, NOW)
    await subscriptions.set(conn, chat_id, thread, watchlists, NOW)
    return chat
