"""The receipt as people read it: three lines first, the whole way below. Its nouns stand in alerts/receipt.py."""

from collections.abc import Iterable
from datetime import datetime

from bot.alerts import markup
from bot.alerts.aftermath import difference
from bot.alerts.foreign import clean, clip
from bot.alerts.receipt import AlertSteps, ArticleSteps, Receipt, StorySteps
from bot.alerts.storyid import short_id
from bot.model import DeliveryKind, DeliveryState, Stance
from bot.telegram.gate_words import icon, sentence
from bot.telegram.reason_words import reason, term
from bot.telegram.words import Words

_TITLE = 200
_SENTENCE = 220
_NAME = 60
_TERMS = 8
_REVISIONS = 8
_MESSAGES = 6
_HASH = 12


def receipt_page(words: Words, receipt: Receipt, now: datetime, *, room: int = markup.MOST_UNITS) -> str:
    """The short answer, and below it, folded, all steps; what does not fit is left out from the end."""
    short = _short(words, receipt, now)
    steps = [line for line in _steps(words, receipt, now) if line]
    while True:
        body = f"<blockquote expandable>{chr(10).join(steps)}</blockquote>" if steps else ""
        page = "\n".join([*short, *(["", body] if body else [])])
        shown = markup.plain_text(page)
        if not steps or (len(shown.encode("utf-16-le")) // 2 <= room and len(page.split("</")) <= 90):
            return page
        steps.pop()


def short_lines(words: Words, receipt: Receipt, now: datetime) -> list[str]:
    """The short answer as plain lines: what fits above a chat."""
    return [markup.plain_text(line) for line in _short(words, receipt, now)]


def receipt_lines(words: Words, receipt: Receipt, now: datetime) -> list[str]:
    """The same as plain lines, complete, for a terminal."""
    lines = [*_short(words, receipt, now), "", *_steps(words, receipt, now)]
    return [markup.plain_text(_marked(line)) for line in lines]


def _marked(line: str) -> str:
    """A difference with signs instead of struck and bold words, as `git diff --word-diff` writes it."""
    if "<s>" not in line:
        return line
    for tag, sign in (("s", "-"), ("b", "+")):
        line = line.replace(f"<{tag}>", f"[{sign}").replace(f"</{tag}>", f"{sign}]")
    return line


def _short(words: Words, receipt: Receipt, now: datetime) -> list[str]:
    gate = words.line(f"{icon(receipt.gate)} <b>{sentence(words, receipt.gate, receipt.facts)}</b>")
    lines = [gate]
    if article := receipt.article:
        title = markup.link(markup.plain(clip(clean(article.title), _TITLE) or "…"), article.url)
        lines.append(words.line(title.html))
        seen = _moment(words, article.seen_at, now)
        first = words("in its feed {time}", time=seen) if seen else ""
        lines.append(words.line(_text(words, article.outlet_name), first, _hits(words, article)))
    return lines


def _hits(words: Words, article: ArticleSteps) -> str:
    titles = [
        one.title.get(words.language) or one.title.get("en") or one.watchlist for one in article.matches
    ]
    return words("hit: {watchlists}", watchlists=_text(words, ", ".join(titles))) if titles else ""


def _steps(words: Words, receipt: Receipt, now: datetime) -> list[str]:
    lines: list[str] = []
    if receipt.known_as:
        lines.append(words.line("🔁 " + words("Known already, as {url}", url=_text(words, receipt.known_as))))
    if receipt.article:
        lines += _article(words, receipt.article, now)
    if receipt.story:
        lines += _story(words, receipt.story, now)
    if receipt.alert:
        lines += _alert(words, receipt.alert, now)
    lines += _told(words, receipt, now)
    return lines


def _article(words: Words, article: ArticleSteps, now: datetime) -> Iterable[str]:
    published = _moment(words, article.published_at, now)
    yield words.line(
        "📡 " + words("Feed: {url}", url=_text(words, article.feed)),
        words("published {time}", time=published) if published else "",
        words("in its feed {time}", time=_moment(words, article.seen_at, now)) if article.seen_at else "",
    )
    used = {
        "text": words("its full text was read"),
        "summary": words("only the summary was read"),
        "": words("only the headline was read"),
    }[article.text_used]
    size = words.count("{n} character", "{n} characters", article.length)
    yield words.line(f"📄 {used}", size, f"SHA-256 <code>{article.hash[:_HASH]}</code>")
    for look in article.readings:
        what = words("Page read") if look.origin == "page" else words("Page read again")
        yield words.line(
            f"📄 {_moment(words, look.at, now)} {what}: {_text(words, clip(clean(look.outcome), _SENTENCE))}",
            f"<code>{look.hash[:_HASH]}</code>" if look.hash else "",
        )
        for change in look.changes:
            if change.before and change.after:
                yield difference(change.before, change.after).html
    for hit in article.matches:
        title = hit.title.get(words.language) or hit.title.get("en") or hit.watchlist
        terms = dict.fromkeys(f"{span.text} ({span.term})" for span in hit.spans)
        version = words("version {n}", n=words.number(hit.version))
        if hit.current != hit.version:
            version = words("version {n}, now {current}", n=hit.version, current=hit.current)
        yield words.line(f"🎯 <b>{_text(words, title)}</b>", version)
        yield words.line("   " + _text(words, clip(clean(", ".join([*terms][:_TERMS])), _SENTENCE)))
    for miss in article.misses:
        yield words.line(
            f"➖ {_text(words, miss.watchlist)}: {_text(words, clip(clean(miss.says), _SENTENCE))}"
        )


def _story(words: Words, story: StorySteps, now: datetime) -> Iterable[str]:
    why = clip(clean(reason(words, story.reason)), _SENTENCE)
    yield words.line(
        "🧩 "
        + words(
            "Story {id} since {time}",
            id=_text(words, short_id(story.id)),
            time=_moment(words, story.joined_at, now),
        ),
        _text(words, why),
        words("text of {source}", source=_text(words, story.credit)) if story.credit else "",
    )
    for claim in story.claims[:_REVISIONS]:
        if claim.stance is not Stance.REPORTS:
            who = clip(clean(claim.source), _NAME) or words.words.unnamed
            said = clip(clean(claim.sentence), _SENTENCE)
            yield words.line(f"🗣 {words.words.stance[claim.stance]}", _text(words, who), _text(words, said))


def _alert(words: Words, alert: AlertSteps, now: datetime) -> Iterable[str]:
    number = words("Alert {id}", id=alert.id)
    yield words.line(
        f"🔔 {number}", words.words.state[alert.state], _text(words, ", ".join(alert.independent))
    )
    for one in alert.revisions[-_REVISIONS:]:
        why = _text(words, clip(clean(reason(words, one.reason)), _SENTENCE))
        yield words.line(
            f"   {one.revision}. {_moment(words, one.at, now)} {term(words, one.telling)}: {why}"
        )
    for ruling in alert.rulings:
        yield words.line(
            f"✏️ {_moment(words, ruling.at, now)} {term(words, ruling.ruling)} ({term(words, ruling.state)}): "
            + _text(words, clip(clean(ruling.text), _SENTENCE)),
            ruling.author,
        )
    if alert.relevant or alert.irrelevant:
        yield words.line(f"👍 {words.number(alert.relevant)} 👎 {words.number(alert.irrelevant)}")


def _told(words: Words, receipt: Receipt, now: datetime) -> Iterable[str]:
    for gate, number in sorted(receipt.counts.items(), key=lambda item: -item[1]):
        chats = words.count("{n} chat", "{n} chats", number)
        yield words.line(f"👥 {chats}: {icon(gate)} {sentence(words, gate, receipt.facts)}")
    if receipt.counts:
        return
    for held in receipt.held:
        yield words.line(f"⏸ {_moment(words, held.at, now)} {sentence(words, held.gate, receipt.facts)}")
    for one in receipt.deliveries[-_MESSAGES:]:
        what = {
            DeliveryKind.FIRST: words("message"),
            DeliveryKind.UPDATE: words("reply"),
            DeliveryKind.EDIT: words("edit"),
            DeliveryKind.SAMPLE: words("sample"),
        }.get(one.kind, str(one.kind))
        answer = words("accepted by Telegram") if one.state is DeliveryState.SENT else str(one.state)
        moment = _moment(words, one.settled_at or one.created_at, now)
        said = _text(words, clip(clean(one.error), _SENTENCE)) if one.error else ""
        yield words.line(f"✉️ {moment} {what} {words.number(one.revision)}: {answer}", said)


def _moment(words: Words, moment: datetime | None, now: datetime) -> str:
    return words.moment(moment, now) if moment else ""


def _text(words: Words, text: str) -> str:
    return words.foreign(clip(clean(text), _SENTENCE))
