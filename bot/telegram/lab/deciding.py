"""The buttons under a document's page that are decided and undone: publish, discard, mode, remove, history, roll back.

What changes what people receive is done after a question; a button whose draft is not the newest any more does nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from bot.alerts.foreign import clip
from bot.model import (
    Button,
    Discarded,
    Document,
    DocumentKind,
    Draft,
    Message,
    NotSeen,
    Published,
    Role,
    Saved,
)
from bot.telegram.answers import TOAST, words_of
from bot.telegram.asker import Asker
from bot.telegram.lab import concepts, editing, naming, outlets, revisions, watchlists
from bot.telegram.lab.cards import folded
from bot.telegram.lab.looking import begin_look
from bot.telegram.lab.pressing import Handler, Opener, Pressed
from bot.telegram.lab.wording import (
    MODES,
    PUBLISHERS,
    SHORT,
    author_of,
    data_of,
    forbidden,
    kind_of,
    stale,
    unsettled,
    writes,
)
from bot.telegram.menus import handle_of
from bot.telegram.ports import Turn
from bot.telegram.words import Words
from bot.watch.rewriting import RewriteError, with_mode

#: The page of each kind.
PAGES: Mapping[DocumentKind, Opener] = {
    DocumentKind.WATCHLIST: watchlists.open_card,
    DocumentKind.CONCEPT: concepts.open_card,
    DocumentKind.OUTLET: outlets.open_card,
}


async def pressed(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """Any of them; what only looks is for everybody with a role."""
    words = words_of(asker)
    if asker.role is None or not asker.is_private:
        return words("Only editors of this bot can use that, in private.")
    verb, _, rest = subject.partition(":")
    letter, _, rest = rest.partition(":")
    handle, _, extra = rest.partition(":")
    kind, handler = kind_of(letter), _LOOKS.get(verb) or _DEEDS.get(verb)
    if kind is None or handler is None:
        return stale(words)
    document = await turn.lab.document(kind, await _meant(kind, handle, turn))
    if document is None:
        await PAGES[kind](asker, turn, "", edits=message)
        return words("That does not exist any more.")
    if verb in _DEEDS and not writes(asker):
        return clip(forbidden(words, Role.EDITOR), TOAST)
    return clip(await handler(Pressed(document, extra, message, asker, turn, PAGES[kind])), TOAST)


async def _meant(kind: DocumentKind, handle: str, turn: Turn) -> str:
    """The id behind a handle."""
    if not handle.startswith("#"):
        return handle
    return next((one.id for one in await turn.lab.documents(kind) if handle_of(one.id) == handle), "")


async def _opened(press: Pressed) -> str:
    await press.back()
    return ""


async def _edit(press: Pressed) -> str:
    await editing.ask_query(press.document, press.asker, press.turn)
    return ""


# --- a draft ----------------------------------------------------------------------------------------


async def _publish_asked(press: Pressed) -> str:
    words, draft = press.words, press.draft()
    if draft is None:
        await press.back()
        return stale(words)
    if press.asker.role not in PUBLISHERS:
        return await _offer(press, draft)
    lines = [words.line("✅ <b>" + words("Publish this draft?") + "</b>")]
    if diff := watchlists.diff_of(press.turn, press.document, draft):
        lines.append(folded(diff))
    if press.document.kind is DocumentKind.CONCEPT:
        lines += await naming.effect_lines(words, press.turn, draft)
    if press.document.kind is DocumentKind.WATCHLIST:
        chats = words.count(
            "{n} chat subscribes it.", "{n} chats subscribe it.", await press.turn.lab.subscribers(draft.id)
        )
        lines.append(words.line(chats))
    lines.append(words.line(words("It takes effect at once; History takes it back.")))
    dropped = await press.turn.lab.dropped_cases(draft)
    if dropped:
        lead = words("These cases were taken out, and the query would fail them:")
        lines += [words.line("⚠️ " + lead), folded(dropped)]
    sure = words("Publish without these cases") if dropped else words("Publish")
    await press.ask("\n".join(lines), "pc" if dropped else "pd", "✅ " + sure)
    return ""


async def _published(press: Pressed, *, on_purpose: bool = False) -> str:
    words, draft = press.words, press.draft()
    if draft is None:
        await press.back()
        return stale(words)
    author = author_of(press.asker)
    result = await press.turn.lab.publish(draft, author, cases_changed_on_purpose=on_purpose)
    if isinstance(result, NotSeen) and draft.kind is not DocumentKind.WATCHLIST:
        # Somebody published meanwhile, and the draft was joined with it.
        await press.back(words.line("✏️ " + words("Others changed it meanwhile. Look at it again.")))
        return ""
    if isinstance(result, NotSeen):
        await begin_look(press.asker, press.turn, result.draft, edits=press.message)
        return words("First look at what it would have caught.")
    if isinstance(result, Published):
        return await press.done(result)
    await press.back(unsettled(words, result))
    return ""


async def _shadowed(press: Pressed) -> str:
    words, draft = press.words, press.draft()
    if draft is None:
        await press.back()
        return stale(words)
    result = await press.turn.lab.publish_shadowed(draft, author_of(press.asker))
    if isinstance(result, NotSeen):
        await begin_look(press.asker, press.turn, result.draft, edits=press.message)
        return words("First look at what it would have caught.")
    if isinstance(result, Published):
        return await press.done(result)
    await press.back(unsettled(words, result))
    return ""


async def _offer(press: Pressed, draft: Draft) -> str:
    """An editor's draft goes to those who may publish it, each in his language."""
    told = 0
    for member in await press.turn.lab.members():
        chat = await press.turn.chat(member.person)
        if member.role not in PUBLISHERS or chat is None:
            continue
        words = Words(chat.language, chat.timezone)
        name = words.foreign(press.asker.chat.title or str(press.asker.user))
        said = words("{name} asks you to publish a draft: {id}", name=name, id=draft.id)
        lines = [words.line("✏️ " + said)]
        if diff := watchlists.diff_of(press.turn, press.document, draft):
            lines.append(folded(diff))
        look = Button(text="👀 " + words("Look at it"), data=data_of("o", draft.kind, draft.id))
        await press.turn.answer(chat.id, 0, Message(html="\n".join(lines), buttons=((look,),)))
        told += 1
    words = press.words
    sentence = forbidden(words, Role.ADMIN)
    asked = (
        words("I have asked them to look at yours.")
        if told
        else words("Tell them yourself: none writes to me yet.")
    )
    await press.back(words.line("🔒 " + sentence + " " + asked))
    return sentence


async def _discard_asked(press: Pressed) -> str:
    words, draft = press.words, press.draft()
    if draft is None:
        await press.back()
        return stale(words)
    lines = [words.line("🗑 <b>" + words("Discard this draft?") + "</b>")]
    if diff := watchlists.diff_of(press.turn, press.document, draft):
        lines.append(folded(diff))
    await press.ask("\n".join(lines), "dd", "🗑 " + words("Discard"))
    return ""


async def _discarded(press: Pressed) -> str:
    words, draft = press.words, press.draft()
    if draft is None:
        await press.back()
        return stale(words)
    result = await press.turn.lab.discard(draft.kind, draft.id, author_of(press.asker), draft_by=draft.author)
    if isinstance(result, Discarded):
        await press.back(words.line("🗑 " + words("The draft is gone.")))
        return ""
    await press.back(unsettled(words, result))
    return ""


async def _look(press: Pressed) -> str:
    if press.document.kind is not DocumentKind.WATCHLIST:
        return stale(press.words)
    draft = await watchlists.shown_draft(press.asker, press.turn, press.document)
    text = draft or press.document.published
    if text is None:
        return stale(press.words)
    await begin_look(press.asker, press.turn, text)
    return ""


# --- mode and removal -------------------------------------------------------------------------------


async def _mode_asked(press: Pressed) -> str:
    words = press.words
    mode = watchlists.MODE_LETTERS.get(press.extra)
    if mode is None or mode is watchlists.mode_of(press.document):
        await press.back()
        return stale(words)
    asked = words("Shall this watchlist be {mode}?", mode=words(MODES[mode]))
    number = await press.turn.lab.subscribers(press.document.id)
    chats = words.count("{n} chat subscribes it.", "{n} chats subscribe it.", number)
    told = {
        "r": words("Its subscribers are told that it has ended."),
        "s": words("Subscribers get nothing of it until it is live again."),
        "l": words("From now on its alerts go to all who subscribe it."),
    }
    html = "\n".join([words.line(f"<b>{asked}</b>"), words.line(chats, told[press.extra], between=" ")])
    await press.ask(html, "md", "✅ " + words("Do it"))
    return ""


async def _mode_set(press: Pressed) -> str:
    mode, published = watchlists.MODE_LETTERS.get(press.extra), press.document.published
    if mode is None or published is None or mode is watchlists.mode_of(press.document):
        await press.back()
        return stale(press.words)
    return await _at_once(press, lambda body: with_mode(body, mode), f"mode: {mode}")


async def _tested(press: Pressed) -> str:
    if press.document.kind is not DocumentKind.OUTLET:
        return stale(press.words)
    await press.turn.lab.test_outlet(press.document.id, author_of(press.asker))
    return press.words("Its feeds are asked; I write to you what they answer.")


async def _pause_asked(press: Pressed) -> str:
    words = press.words
    if press.document.kind is not DocumentKind.OUTLET or press.extra not in ("p", "r"):
        await press.back()
        return stale(words)
    if press.extra == "p":
        asked = words("Pause {id}? None of its feeds is read until it is resumed.", id=press.document.id)
    else:
        asked = words("Resume {id}? What it publishes from now on is told.", id=press.document.id)
    await press.ask(words.line(f"<b>{asked}</b>"), "pp", "✅ " + words("Do it"))
    return ""


async def _paused(press: Pressed) -> str:
    if press.document.kind is not DocumentKind.OUTLET or press.extra not in ("p", "r"):
        await press.back()
        return stale(press.words)
    pause = press.extra == "p"
    change = partial(press.turn.lab.paused_outlet, press.document.id, pause=pause)
    return await _at_once(press, change, "paused" if pause else "resumed")


async def _at_once(press: Pressed, change: Callable[[str], str], why: str) -> str:
    """A small change of what is in force, saved and published in one go."""
    words, document, author = press.words, press.document, author_of(press.asker)
    published = document.published
    if published is None:
        await press.back()
        return stale(words)
    if await press.turn.lab.draft(document.kind, document.id, author) is not None:
        await press.back(words.line("✏️ " + words("Publish or discard your draft first.")))
        return ""
    try:
        body = change(published.body)
    except RewriteError as error:
        await press.back(words.line("⚠️ " + words.foreign(str(error))))
        return ""
    saved = await press.turn.lab.save(document.kind, document.id, body, author, published.version, why)
    if not isinstance(saved, Saved):
        await press.back(unsettled(words, saved))
        return ""
    changed = Document(kind=document.kind, id=document.id, published=published, drafts=(saved.draft,))
    return await _published(replace(press, document=changed, extra=saved.draft.body_hash[:SHORT]))


async def _remove_asked(press: Pressed) -> str:
    words = press.words
    asked = words("Take {id} away? Its versions stay, and History brings it back.", id=press.document.id)
    await press.ask(words.line(f"<b>{asked}</b>"), "xd", "🗑 " + words("Remove"))
    return ""


async def _removed(press: Pressed) -> str:
    words = press.words
    result = await press.turn.lab.remove(press.document.kind, press.document.id, author_of(press.asker))
    lead = (
        words.line("🗑 " + words("It is gone.")) if isinstance(result, Published) else unsettled(words, result)
    )
    await press.back(lead)
    return ""


#: For everybody with a role.
_LOOKS: Mapping[str, Handler] = {"o": _opened, **revisions.LOOKS}
_DEEDS: Mapping[str, Handler] = {
    "e": _edit,
    "b": _look,
    "pu": _publish_asked,
    "pd": _published,
    "pc": partial(_published, on_purpose=True),
    "ps": _shadowed,
    "d": _discard_asked,
    "dd": _discarded,
    "m": _mode_asked,
    "md": _mode_set,
    "te": _tested,
    "pa": _pause_asked,
    "pp": _paused,
    "x": _remove_asked,
    "xd": _removed,
    **revisions.DEEDS,
    **naming.DEEDS,
}
