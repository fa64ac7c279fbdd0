"""The lines of an alert that tell what outlets changed after it was told. The other lines stand in page.py."""

from datetime import datetime

from bot.alerts import foreign
from bot.alerts.diff import Mark, word_diff
from bot.alerts.foreign import clean, clip
from bot.alerts.markup import Rich, bold, filled, joined, link, plain, tagged
from bot.alerts.words import Reader
from bot.model import AlertContent, ChangeKind, Edit

#: Changes shown; the newest ones.
_SHOWN = 3
_SENTENCE = 240
_NAME = 60
_ICON = {ChangeKind.DELETED: "🗑", ChangeKind.RESTORED: "♻️"}


def changed(content: AlertContent, reader: Reader, now: datetime) -> Rich:
    """What outlets changed in their articles after publishing them, each with its difference."""
    return joined([_edit(edit, reader, now) for edit in content.edits[-_SHOWN:]], "\n")


def merged(content: AlertContent, reader: Reader, now: datetime) -> Rich:
    """The older alert that tells the story instead."""
    elder = content.merged
    if elder is None:
        return Rich()
    moment = reader.moment(elder.first_seen_at, now)
    title = foreign.isolated(clip(clean(elder.title), _SENTENCE), reader.direction)
    return _line(reader, plain(f"➡️ {reader.words.merged} ({moment}): {title}"))


def _edit(edit: Edit, reader: Reader, now: datetime) -> Rich:
    words = reader.words
    template = {ChangeKind.DELETED: words.deleted, ChangeKind.RESTORED: words.restored}.get(
        edit.change.kind, words.changed
    )
    name = plain(foreign.isolated(clip(clean(edit.outlet_name), _NAME), reader.direction))
    head = filled(template, time=plain(reader.moment(edit.at, now)), outlet=link(name, edit.url))
    icon = _ICON.get(edit.change.kind, "✂️")
    line = _line(reader, plain(f"{icon} ") + bold(head))
    if edit.change.kind in _ICON:
        return line
    return joined([line, difference(edit.change.before, edit.change.after)], "\n")


def difference(before: str, after: str) -> Rich:
    """Two versions of a sentence in one line of its own direction: what was struck, what is new."""
    shown = [clip(clean(text), _SENTENCE) for text in (before, after)]
    pieces: list[Rich] = []
    for piece in word_diff(*shown):
        text = plain(piece.text)
        pieces.append({Mark.GONE: tagged("s", text), Mark.NEW: bold(text)}.get(piece.mark, text))
    whole = joined(pieces, " ")
    return plain(foreign.mark_of(whole.text, foreign.direction(whole.text))) + whole


def _line(reader: Reader, line: Rich) -> Rich:
    return plain(foreign.mark_of(line.text, reader.direction)) + line
