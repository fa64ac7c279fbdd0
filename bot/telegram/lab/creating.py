"""/watchlist new: from the words of a topic to a draft, step by step. Nothing is stored but what was said and chosen, and
that for a while; the draft is published as every other one."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.alerts.foreign import clean, clip
from bot.model import Button, DocumentKind, Message, Saved
from bot.telegram.answers import show, words_of
from bot.telegram.asker import Asker
from bot.telegram.lab.editing import cancel_row
from bot.telegram.lab.looking import begin_look
from bot.telegram.lab.ports import SuggestedPart
from bot.telegram.lab.wording import author_of, block, is_number, query_error, stale, unsettled, writes
from bot.telegram.menus import LABEL
from bot.telegram.ports import Turn
from bot.telegram.words import LANGUAGES, Words
from bot.watch.drafting import Closeness, composed, slug, titles_of, usual_closeness
from bot.watch.rewriting import new_watchlist
from bot.watch.suggesting import LONGEST, PARTS

#: Callback data; and the steps, as they are stored.
NEW = "new"
TOPIC, CHOOSE, TITLE = "new topic", "new parts", "new title"
_KIND = DocumentKind.WATCHLIST
_LONGEST_TITLE = 80
_LETTERS = {"n": Closeness.NEAR, "l": Closeness.LEAD, "a": Closeness.ANYWHERE}
_QUERY, _SAID, _ALOUD = 900, 60, 200

State = Mapping[str, Any]


async def begin(asker: Asker, turn: Turn, edits: int | None = None) -> None:
    """Ask what it shall be about."""
    words = words_of(asker)
    # Buttons of what was begun earlier shall not mean this one.
    await turn.lab.ask(asker.user, TOPIC, {"serial": int(turn.now.timestamp()) % 10**8})
    lines = [
        words.line("➕ <b>" + words("A new watchlist") + "</b>", "1/3"),
        words.line(words("What shall it be about? Write some words as your next message, in any language:")),
        words.line(
            "<i>drones over Port Sudan</i>", "<i>مسيرات في بورتسودان</i>", "<i>Libya’da drone -futbol</i>"
        ),
        words.line(words("What follows a minus must not be in the title.")),
    ]
    await show(asker, turn, Message(html="\n".join(lines), buttons=(cancel_row(words),)), edits=edits)


async def topic_written(state: State, asker: Asker, turn: Turn) -> None:
    """The topic; or, while parts are chosen, one thing more."""
    words = words_of(asker)
    said = clip(clean(asker.argument), LONGEST)
    found = await turn.lab.suggest(said, words.language)
    before = [dict(part) for part in state.get("parts", ())]
    if not found:
        nothing = words("I find nothing to look for in that. Write a name, a place, or what happens.")
        await show(asker, turn, Message(html=words.line("🤷 " + nothing), buttons=(cancel_row(words),)))
        return
    parts = [*before, *(_stored(part) for part in found)][:PARTS]
    topic = f"{state.get('topic', '')} {said}".strip()
    fresh = {"topic": clip(topic, LONGEST), "parts": parts, "closeness": state.get("closeness", "")}
    await _show_parts(_next(fresh, state), asker, turn)


def _stored(part: SuggestedPart) -> dict[str, Any]:
    return {
        "said": part.said,
        "excluded": part.excluded,
        "offers": [[one.term, dict(one.titles), one.names, one.type, one.articles] for one in part.offers],
        "chosen": [number for number, one in enumerate(part.offers) if one.meant],
    }


def _next(fresh: State, before: State) -> dict[str, Any]:
    """A state that the buttons of earlier messages do not mean any more."""
    return {**fresh, "serial": int(before.get("serial", 0)) + 1}


# --- what to look for ---------------------------------------------------------------------------------


async def _show_parts(state: State, asker: Asker, turn: Turn, edits: int | None = None) -> None:
    words = words_of(asker)
    await turn.lab.ask(asker.user, CHOOSE, state)
    lines = [
        words.line(f"🧭 <b>{words.foreign(clip(str(state['topic']), _SAID))}</b>", "2/3"),
        words.line(words("Choose what shall be found. Write more words to add something.")),
    ]
    query = query_of(state)
    if query:
        lines += [block(query, _QUERY), words.line(_read_aloud(words, state))]
    else:
        lines.append(words.line("👉 " + words("Choose at least one thing.")))
    rows = _part_rows(words, state)
    if query:
        rows += [_closeness_row(words, state), (_button(state, words("Continue") + " ›", "t"),)]
    back = _button(state, "‹ " + words("Other words"), "b")
    rows.append((back, *cancel_row(words)))
    await show(
        asker, turn, Message(html="\n".join(lines), buttons=tuple(row for row in rows if row)), edits=edits
    )


def _part_rows(words: Words, state: State) -> list[tuple[Button, ...]]:
    rows: list[tuple[Button, ...]] = []
    for number, part in enumerate(state["parts"]):
        for at, offer in enumerate(part["offers"]):
            tick = ("🚫" if part["excluded"] else "✅") if at in part["chosen"] else "▫️"
            label = f"{tick} {number + 1} · {_offer_label(words, offer)}"
            rows.append((_button(state, clip(label, LABEL + 12), f"o.{number}.{at}"),))
    return rows


def _offer_label(words: Words, offer: Sequence[Any]) -> str:
    term, titles, names, _, articles = offer
    title = titles.get(words.language) or titles.get("en") or str(term).strip('"')
    known = words.count("{n} name", "{n} names", names) if titles else ""
    heard = words.count("{n} article", "{n} articles", articles)
    return " · ".join(part for part in (clip(clean(title), LABEL // 2), known, heard) if part)


def _closeness_row(words: Words, state: State) -> tuple[Button, ...]:
    chosen, several = closeness_of(state), len(_wanted(state)) > 1
    labels = {"n": words("Close together"), "l": words("In the title or summary"), "a": words("Anywhere")}
    return tuple(
        _button(state, ("🔘 " if _LETTERS[letter] is chosen else "⚪️ ") + label, f"c.{letter}")
        for letter, label in labels.items()
        if several or letter != "n"
    )


def _read_aloud(words: Words, state: State) -> str:
    """The query as a sentence."""
    names = []
    for part in _wanted(state):
        titles = [
            offer[1].get(words.language) or offer[1].get("en") or str(offer[0]).strip('"')
            for at, offer in enumerate(part["offers"])
            if at in part["chosen"]
        ]
        names.append(words.foreign(clip(" / ".join(clean(title) for title in titles), _ALOUD)))
    listed = " + ".join(names)
    match closeness_of(state):
        case Closeness.NEAR:
            return words("Found where these stand close together: {things}", things=listed)
        case Closeness.LEAD:
            return words("Found where title or summary has: {things}", things=listed)
        case Closeness.ANYWHERE:
            return words("Found where the article has: {things}", things=listed)


def _wanted(state: State) -> list[Mapping[str, Any]]:
    return [part for part in state["parts"] if part["chosen"] and not part["excluded"]]


def _types(state: State) -> list[set[str]]:
    return [
        {str(part["offers"][at][3]) for at in part["chosen"] if part["offers"][at][3]}
        for part in _wanted(state)
    ]


def closeness_of(state: State) -> Closeness:
    """As it was chosen, or as suits the parts."""
    chosen = Closeness(state["closeness"]) if state.get("closeness") else usual_closeness(_types(state))
    return Closeness.LEAD if chosen is Closeness.NEAR and len(_wanted(state)) < 2 else chosen


def query_of(state: State) -> str:
    """The query of what is chosen; empty where nothing is."""

    def terms(part: Mapping[str, Any]) -> list[str]:
        return [str(part["offers"][at][0]) for at in part["chosen"]]

    wanted = [terms(part) for part in _wanted(state)]
    unwanted = [term for part in state["parts"] if part["excluded"] for term in terms(part)]
    return composed(wanted, unwanted, closeness_of(state), _types(state)) if wanted else ""


# --- buttons ------------------------------------------------------------------------------------------


def _button(state: State, label: str, verb: str) -> Button:
    return Button(text=label, data=f"{NEW}:{verb}:{state['serial']}")


async def pressed(subject: str, message: int, asker: Asker, turn: Turn) -> str:
    """The buttons of all steps."""
    words = words_of(asker)
    if not writes(asker):
        return words("Only editors of this bot can use that, in private.")
    if subject == "begin":
        await begin(asker, turn)
        return ""
    verb, _, serial = subject.partition(":")
    dialogue = await turn.lab.asked(asker.user)
    if (
        dialogue is None
        or dialogue.step not in (CHOOSE, TITLE)
        or str(dialogue.state.get("serial")) != serial
    ):
        return words("This step is over; the newest message goes on.")
    state = dialogue.state
    what, *numbers = verb.split(".")
    match what:
        case "b" if dialogue.step == TITLE:
            await _show_parts(_next(state, state), asker, turn, message)
        case "b":
            await begin(asker, turn, message)
        case "o" if dialogue.step == CHOOSE and len(numbers) == 2 and all(map(is_number, numbers)):
            await _show_parts(_toggled(state, int(numbers[0]), int(numbers[1])), asker, turn, message)
        case "c" if dialogue.step == CHOOSE and numbers and numbers[0] in _LETTERS:
            await _show_parts({**state, "closeness": _LETTERS[numbers[0]].value}, asker, turn, message)
        case "t" if dialogue.step == CHOOSE:
            return await _ask_title(state, message, asker, turn)
        case "y" if dialogue.step == TITLE:
            await _make(state, state["titles"], asker, turn, message)
        case _:
            return stale(words)
    return ""


def _toggled(state: State, number: int, at: int) -> dict[str, Any]:
    """With one offer chosen, or not any more; the same where there is no such offer."""
    parts = [dict(part) for part in state["parts"]]
    if number < len(parts) and at < len(parts[number]["offers"]):
        parts[number]["chosen"] = sorted({*parts[number]["chosen"]} ^ {at})
    return {**state, "parts": parts}


# --- title and draft ------------------------------------------------------------------------------------


async def _ask_title(state: State, message: int, asker: Asker, turn: Turn) -> str:
    words, query = words_of(asker), query_of(state)
    if not query:
        return words("Choose at least one thing.")
    if error := turn.lab.problem(query):
        html = query_error(words, query, error)
        back = (_button(state, "‹ " + words("Back"), "b"),)
        await show(asker, turn, Message(html=html, buttons=(back, cancel_row(words))), edits=message)
        return ""
    named = [
        (str(part["said"]), {} if not part["chosen"] else part["offers"][part["chosen"][0]][1])
        for part in _wanted(state)
    ]
    titles = {lang: clip(clean(title), _LONGEST_TITLE) for lang, title in titles_of(named).items()}
    fresh = _next({**state, "titles": titles}, state)
    await turn.lab.ask(asker.user, TITLE, fresh)
    lines = [
        words.line("🏷 <b>" + words("What shall it be called?") + "</b>", "3/3"),
        *(words.line(f"<code>{lang}</code> {words.foreign(title)}") for lang, title in titles.items()),
        words.line(words("Take these titles, or write one as your next message.")),
    ]
    rows = (
        (_button(fresh, "✅ " + words("Take these"), "y"),),
        (_button(fresh, "‹ " + words("Back"), "b"), *cancel_row(words)),
    )
    await show(asker, turn, Message(html="\n".join(lines), buttons=rows), edits=message)
    return ""


async def title_written(state: State, asker: Asker, turn: Turn) -> None:
    """One's own title, in one's own language; the others stay as they were proposed."""
    words = words_of(asker)
    title = clean(asker.argument)
    if not 0 < len(title) <= _LONGEST_TITLE:
        told = words("A title has one line and at most {n} characters.", n=words.number(_LONGEST_TITLE))
        await show(asker, turn, Message(html=words.line("⚠️ " + told), buttons=(cancel_row(words),)))
        return
    proposed = {lang: text for lang, text in state["titles"].items() if lang in LANGUAGES}
    await _make(state, proposed | {words.language: title}, asker, turn, None)


async def _make(
    state: State, titles: Mapping[str, str], asker: Asker, turn: Turn, message: int | None
) -> None:
    """The draft, and at once a look at what it would have caught."""
    words = words_of(asker)
    await turn.lab.end(asker.user)
    taken = [one.id for one in await turn.lab.documents(_KIND)]
    id_ = slug(titles.get("en") or next(iter(titles.values())), taken)
    body = new_watchlist(id_, titles, str(state["topic"]), query_of(state))
    saved = await turn.lab.save(_KIND, id_, body, author_of(asker), 0)
    if not isinstance(saved, Saved):
        await show(asker, turn, Message(html=unsettled(words, saved)), edits=message)
        return
    await begin_look(asker, turn, saved.draft, edits=message)
