"""What was found at a site, and how feeds answer, as messages: addresses, languages, sample headlines, odd things."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.alerts.foreign import clean, clip
from bot.model import Button, DocumentKind, Message
from bot.telegram.lab.wording import SHORT, data_of, problems
from bot.telegram.words import Words

_KIND = DocumentKind.OUTLET
_FEEDS, _SAMPLES, _ODD, _TRIED = 4, 2, 2, 6
_URL, _TITLE, _NAME, _SAYS = 110, 90, 60, 110


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFeed:
    """A feed that answered, or why it did not."""

    url: str
    title: str = ""
    #: ISO 639-1, as it says itself; empty where it does not.
    language: str = ""
    articles: int = 0
    #: The newest headlines, with their dates where they have one.
    samples: tuple[tuple[datetime | None, str], ...] = ()
    #: What is odd about it, in words.
    odd: tuple[str, ...] = ()
    #: Some outlet lists it already.
    known: bool = False
    #: Why it is none, in words; empty for one that answered.
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found at a site, and the draft that was made of it."""

    url: str
    feeds: tuple[SeenFeed, ...] = ()
    #: What was tried in vain, one sentence each.
    tried: tuple[str, ...] = ()
    #: Of the draft; empty where nothing is new.
    outlet: str = ""
    body_hash: str = ""
    #: Whether the outlet is there already and gets more feeds.
    joins: bool = False
    #: Why there is no draft.
    refused: tuple[str, ...] = ()


def found_message(words: Words, found: Found, now: datetime) -> Message:
    """What was found, and the question whether to add it."""
    where = words.foreign(clip(clean(found.url), _URL))
    if not found.feeds:
        lines = [words.line("🤷 " + words("No feed was found at {url}.", url=where))]
        lines += [words.line("• " + words.foreign(clip(clean(one), _SAYS))) for one in found.tried[:_TRIED]]
        hint = words("Give the address of a feed, or look at the page for the word RSS.")
        return Message(html="\n".join([*lines, words.line(hint)]))
    count = words.count("{n} feed at {url}", "{n} feeds at {url}", len(found.feeds), url=where)
    lines = [words.line("📡 <b>" + count + "</b>")]
    for one in found.feeds[:_FEEDS]:
        lines += ["", *feed_lines(words, one, now)]
    if found.refused:
        lines += ["", problems(words, found.refused)]
    elif not found.outlet:
        lines += ["", words.line("✅ " + words("All of them are read already."))]
    else:
        said = (
            words("They belong to {id}, which is read already, and become its draft.", id=found.outlet)
            if found.joins
            else words(
                "They become a draft of the new outlet {id}. Nothing is read until it is published.",
                id=found.outlet,
            )
        )
        lines += ["", words.line("✏️ " + said)]
    return Message(html="\n".join(lines), buttons=_rows(words, found))


def _rows(words: Words, found: Found) -> tuple[tuple[Button, ...], ...]:
    if not found.outlet or found.refused:
        return ()
    short = found.body_hash[:SHORT]
    add = Button(text="✅ " + words("Add it"), data=data_of("pu", _KIND, found.outlet, short))
    leave = Button(text="🗑 " + words("Discard draft"), data=data_of("d", _KIND, found.outlet, short))
    page = Button(text="📋 " + clip(found.outlet, _NAME), data=data_of("o", _KIND, found.outlet))
    return (add,), (leave, page)


def tested_message(words: Words, outlet: str, feeds: Sequence[SeenFeed], now: datetime) -> Message:
    """How an outlet's feeds answer now."""
    lines = [words.line("🧪 <b>" + words("{id}, asked just now:", id=outlet) + "</b>")]
    for one in feeds[:_FEEDS]:
        lines += ["", *feed_lines(words, one, now)]
    page = Button(text="📋 " + clip(outlet, _NAME), data=data_of("o", _KIND, outlet))
    return Message(html="\n".join(lines), buttons=((page,),))


def feed_lines(words: Words, one: SeenFeed, now: datetime) -> list[str]:
    """A feed: what it calls itself, how much it lists, its newest headlines, and what is odd."""
    url = f"<code>{html.escape(clip(clean(one.url), _URL))}</code>"
    if one.error:
        return [words.line(f"⛔ {url}"), words.line(words.foreign(clip(clean(one.error), _SAYS)))]
    language = (
        words.foreign(words.language_name(one.language)) if one.language else words("language not said")
    )
    articles = words.count("{n} article", "{n} articles", one.articles)
    known = words("read already") if one.known else ""
    title = words.foreign(clip(clean(one.title), _NAME)) if one.title else ""
    lines = [words.line(f"📰 {url}"), words.line(title, language, articles, known)]
    for at, headline in one.samples[:_SAMPLES]:
        day = words.moment(at, now) if at is not None else words("undated")
        lines.append(words.line(f"• {words.foreign(clip(clean(headline), _TITLE))}", day))
    lines += [words.line("⚠️ " + words.foreign(clip(clean(odd), _SAYS))) for odd in one.odd[:_ODD]]
    return lines
