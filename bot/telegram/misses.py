"""The report of misses as people read it: what an edit would catch, and spellings to take over. What is worth telling is
decided in the pure rooms."""

import hashlib
from collections.abc import Mapping, Sequence

from bot.alerts.foreign import clean, clip
from bot.alerts.markup import MOST_UNITS, plain_text
from bot.model import Button, Message, Miss, MissedArticle, MissReport, NewSpelling
from bot.telegram.menus import LABEL
from bot.telegram.words import Words, later

#: Callback data of the button that takes a spelling over: its place in the report, and its handle.
TAKE = "spell"
_TITLE = 140
_PART = 60
#: What stays of a query's text on both sides of the place that changes.
_CONTEXT = 28
_EXAMPLES = 2

_MENDS: Mapping[str, str] = {
    "reach": later("widen the NEAR"),
    "order": later("let the words come in any order"),
    "count": later("ask for fewer occurrences"),
    "word": later("add a concept"),
    "apart": later("let headline and summary share the words"),
    "exclusion": later("exclude by the title alone"),
    "scope": later("look in more of the article"),
}


def report_messages(words: Words, report: MissReport, *, room: int = MOST_UNITS) -> tuple[Message, ...]:
    """The edits in one message, the spellings in another; what finds no room is left out from the end."""
    found: list[Message] = []
    if report.misses:
        head = words.line("🔎 <b>" + words("What watchlists missed") + "</b>", _looked_at(words, report))
        html, _ = _fitted(head, [_miss(words, one) for one in report.misses], room)
        found.append(Message(html=html))
    if report.spellings:
        head = words.line(
            "🔤 <b>" + words("Spellings that no concept has") + "</b>", _looked_at(words, report)
        )
        html, number = _fitted(head, [_spelling(words, one) for one in report.spellings], room)
        rows = tuple((_taking(at, one),) for at, one in enumerate(report.spellings[:number]))
        found.append(Message(html=html, buttons=rows))
    if not found:
        nothing = words("No story of several outlets came near a watchlist without hitting it.")
        lines = [words.line("🔎 " + nothing), words.line(_looked_at(words, report))]
        found.append(Message(html="\n".join(lines)))
    return tuple(found)


def handle_of(one: NewSpelling) -> str:
    """What a button knows a spelling by, should a newer report have another in its place."""
    return hashlib.sha256(f"{one.concept}/{one.lang}/{one.text}".encode()).hexdigest()[:10]


def _taking(at: int, one: NewSpelling) -> Button:
    """Whoever taps it takes the spelling over."""
    return Button(
        text=clip(f"➕ {clean(one.text)} → @{one.concept}", LABEL), data=f"{TAKE}:{at}:{handle_of(one)}"
    )


def _fitted(head: str, parts: Sequence[str], room: int) -> tuple[str, int]:
    """The parts that find room, and how many they are."""
    kept = list(parts)
    while True:
        html = "\n\n".join([head, *kept])
        if len(kept) < 2 or len(plain_text(html).encode("utf-16-le")) // 2 <= room:
            return html, len(kept)
        kept.pop()


def _looked_at(words: Words, report: MissReport) -> str:
    stories = words.count("{n} story of several outlets", "{n} stories of several outlets", report.stories)
    return f"{stories}, {words.count('{n} article', '{n} articles', report.articles)}"


def _miss(words: Words, miss: Miss) -> str:
    name = miss.title.get(words.language) or miss.title.get("en") or miss.watchlist
    before, after = difference(miss.before, miss.after)
    lines = [
        words.line(f"🎯 <b>{words.foreign(clip(clean(name), _PART))}</b>", words(_MENDS[miss.mend])),
        f"<code>{words.foreign(before)}</code> → <code>{words.foreign(after)}</code>",
    ]
    for story in miss.stories[:_EXAMPLES]:
        lines.append(words.line(words("would have caught:"), between=" "))
        lines += [_article(words, one) for one in story.articles[:_EXAMPLES]]
    if miss.other_articles:
        also = words.count(
            "and {n} other article in 30 days:", "and {n} other articles in 30 days:", miss.other_articles
        )
        lines.append(words.line(also))
        lines += [_article(words, one) for one in miss.examples[:_EXAMPLES]]
    else:
        lines.append(words.line(words("and nothing else in 30 days.")))
    return "\n".join(lines)


def _article(words: Words, article: MissedArticle) -> str:
    title = words.foreign(clip(clean(article.title), _TITLE))
    return words.line(f"• {title}", words.foreign(clip(clean(article.outlet), _PART)))


def _spelling(words: Words, one: NewSpelling) -> str:
    name = one.title.get(words.language) or one.title.get("en") or one.concept
    outlets = words.count("{n} outlet", "{n} outlets", one.outlets)
    lines = [
        words.line(
            f"<b>{words.foreign(one.text)}</b> → {words.foreign(clip(clean(name), _PART))}",
            words("like {name}", name=words.foreign(one.like)),
            words.count("{n} article", "{n} articles", one.articles),
            outlets,
        )
    ]
    lines += [words.line("• " + words.foreign(clip(clean(text), _TITLE))) for text in one.around[:_EXAMPLES]]
    if one.gained:
        told = ", ".join(f"{watchlist} +{number}" for watchlist, number in sorted(one.gained.items()))
        lines.append(words.line(words("would hit more: {watchlists}", watchlists=words.foreign(told))))
    return "\n".join(lines)


def difference(before: str, after: str) -> tuple[str, str]:
    """Two texts of a query cut to the place where they differ, with a little on both sides."""
    first = 0
    while first < min(len(before), len(after)) and before[first] == after[first]:
        first += 1
    last = 0
    while last < min(len(before), len(after)) - first and before[-1 - last] == after[-1 - last]:
        last += 1
    left, right = max(0, first - _CONTEXT), max(0, last - _CONTEXT)
    # Not in the middle of a word.
    left = before.rfind(" ", 0, left) + 1 if left else 0

    def cut(text: str) -> str:
        end = len(text) - right
        end = next((at for at in range(end, len(text)) if text[at] == " "), len(text)) if right else end
        return f"{'… ' if left else ''}{text[left:end]}{' …' if end < len(text) else ''}"

    return cut(before), cut(after)
