"""/concept: a thing's names by language, and who uses them. How names come and go stands in naming.py."""

import html
from collections.abc import Sequence

from bot.alerts.foreign import clean, clip
from bot.model import Button, Document, DocumentKind, Message
from bot.telegram.answers import say, show, words_of
from bot.telegram.asker import Asker
from bot.telegram.lab.cards import Facts, draft_lines, version_text
from bot.telegram.lab.watchlists import authors_of, common_row, diff_of, draft_row, shown_draft
from bot.telegram.lab.wording import data_of, publishes, titled, writes
from bot.telegram.menus import LABEL
from bot.telegram.ports import Turn
from bot.telegram.words import Words
from bot.watch import Concept, DocumentError, Entry, load_concept
from bot.watch.concepts import ANY

_KIND = DocumentKind.CONCEPT
_NAMES, _USERS, _OFFERED = 260, 250, 12
_ORDER = ("en", "ar", "tr", "fr", ANY)


async def concept(asker: Asker, turn: Turn) -> None:
    """/concept NAME: by its id, or by any of its names in any language."""
    words = words_of(asker)
    if not asker.argument:
        example = "<code>/concept haftar</code>"
        hint = words("Write a name in any language, for example {example}.", example=example)
        await say(asker, turn, words.line("🏷 " + hint))
        return
    found = turn.lab.concepts(asker.argument)
    if len(found) == 1:
        await open_card(asker, turn, found[0].id)
        return
    if not found and await turn.lab.document(_KIND, asker.argument.removeprefix("@").casefold()) is not None:
        await open_card(asker, turn, asker.argument.removeprefix("@").casefold())
        return
    offered = found or turn.lab.near(asker.argument)
    which = words("Which one?") if found else words("No concept is called so.")
    asked = which if found or not offered else which + " " + words("Do you mean one of these?")
    rows = tuple(
        (Button(text=clip(titled(words, one.title, one.id), LABEL), data=data_of("o", _KIND, one.id)),)
        for one in offered[:_OFFERED]
    )
    await show(asker, turn, Message(html=words.line("🏷 " + asked), buttons=rows))


async def open_card(asker: Asker, turn: Turn, id_: str, *, edits: int | None = None, lead: str = "") -> None:
    """Show a concept's page, with lines above it."""
    words = words_of(asker)
    document = await turn.lab.document(_KIND, id_)
    if document is None:
        gone = words.line(words("No concept is called so."))
        await show(asker, turn, Message(html=gone), edits=edits)
        return
    draft = await shown_draft(asker, turn, document)
    facts = Facts(
        now=turn.now,
        names=await turn.lab.names(authors_of(document)),
        draft=draft,
        diff=diff_of(turn, document, draft),
    )
    lines = [lead, ""] if lead else []
    lines += _lines(words, document, facts, turn.lab.users(id_))
    message = Message(html="\n".join(lines), buttons=_rows(asker, words, document, facts))
    await show(asker, turn, message, edits=edits)


def _lines(
    words: Words, document: Document, facts: Facts, users: tuple[Sequence[str], Sequence[str]]
) -> list[str]:
    published = document.published
    shown = loaded((published.body if published else "") or (facts.draft.body if facts.draft else ""))
    title = titled(words, shown.title if shown else {}, document.id)
    lines = [words.line(f"🏷 <b>{words.foreign(title)}</b>", f"<code>@{html.escape(document.id)}</code>")]
    if published is not None and not published.body:
        lines.append(words.line("🗑 " + words("It was taken away; History brings it back.")))
    if shown is not None:
        lines += [_names(words, lang, shown.entries) for lang in _languages(shown)]
        if shown.parts:
            lines.append(
                words.line("🧩 " + words.foreign(_listed(words, [f"@{one}" for one in shown.parts])))
            )
    watchlists, concepts = users
    if watchlists or concepts:
        used = _listed(words, [*watchlists, *(f"@{one}" for one in concepts)])
        lines.append(words.line("🔗 " + words("Used by: {names}", names=html.escape(used, quote=False))))
    else:
        lines.append(words.line("🔗 " + words("Nothing uses it yet.")))
    if published is not None:
        lines.append(words.line("🕓 " + version_text(words, published, facts)))
    if facts.draft is not None:
        lines += ["", *draft_lines(words, facts.draft, facts)]
    return lines


def _languages(shown: Concept) -> list[str]:
    there = {entry.lang for entry in shown.entries}
    return [*(lang for lang in _ORDER if lang in there), *sorted(there - {*_ORDER})]


def language_name(words: Words, lang: str) -> str:
    """A language, or what is the same in all."""
    return words("every language") if lang == ANY else words.language_name(lang)


def _names(words: Words, lang: str, entries: Sequence[Entry]) -> str:
    listed = _listed(words, [entry.text for entry in entries if entry.lang == lang])
    return words.line(
        f"<b>{words.foreign(language_name(words, lang))}</b>: {words.foreign(clip(clean(listed), _NAMES))}"
    )


def _listed(words: Words, names: Sequence[str]) -> str:
    return clip(words.words.comma.join(names), _USERS)


def _rows(asker: Asker, words: Words, document: Document, facts: Facts) -> tuple[tuple[Button, ...], ...]:
    rows: list[tuple[Button, ...]] = []
    if writes(asker):
        add = Button(text="➕ " + words("Add a name"), data=data_of("na", _KIND, document.id))
        take = Button(text="➖ " + words("Take a name out"), data=data_of("nr", _KIND, document.id, "0"))
        rows.append((add, take))
    rows += [common_row(words, document), draft_row(asker, words, facts.draft)]
    if publishes(asker) and document.published is not None and document.published.body:
        rows.append((Button(text="🗑 " + words("Remove"), data=data_of("x", _KIND, document.id)),))
    return tuple(row for row in rows if row)


def loaded(body: str) -> Concept | None:
    """A concept that can be read; a draft may be one that cannot."""
    try:
        return load_concept(body, "") if body else None
    except DocumentError:
        return None
