"""Brings the interface's catalogues up to date: takes every text out of a room and merges it into its .po files.

    python scripts/update_translations.py            rewrites bot/telegram/locale/*.po and bot/web/locale/*.po
    python scripts/update_translations.py --check    changes nothing; tells what is missing, odd or not used any more

Texts are the arguments of `words(...)`, `words.bare(...)`, `words.count(one, many, number)` and `later(...)`, in code and
in templates. New ones arrive in the
catalogues without a translation, which --check tells until somebody writes it; those that the code does not use any
more are taken out. Nothing is guessed from similar texts.
"""

import argparse
import ast
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

ROOMS = tuple(Path(__file__).resolve().parents[1] / "bot" / name for name in ("telegram", "web"))
#: Functions whose first arguments are texts, with how many. Read as syntax, because Babel's own extraction does not
#: look into f-strings.
KEYWORDS = {"words": 1, "words_of": 1, "bare": 1, "count": 2, "later": 1}
WIDTH = 110
#: Headers that would change with every run, or say nothing.
NOISE = (b'"POT-Creation-Date:', b'"PO-Revision-Date:', b'"Report-Msgid-Bugs-To:', b'"Generated-By:')


def texts(room: Path) -> Catalog:
    """All texts of a room's code and templates, in the order of files and lines."""
    found = Catalog(project="Khabar", charset="utf-8")
    for path in sorted(room.rglob("*.py")):
        calls = [node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Call)]
        for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
            if text := _text(call):
                found.add(text)
    for path in sorted(room.rglob("*.html")):
        for template_call in Environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            if text := _text_in_template(template_call):
                found.add(text)
    return found


def _text_in_template(call: nodes.Call) -> str | tuple[str, ...]:
    name = call.node.attr if isinstance(call.node, nodes.Getattr) else getattr(call.node, "name", "")
    return _asked(name, [one.value if isinstance(one, nodes.Const) else None for one in call.args])


def _text(call: ast.Call) -> str | tuple[str, ...]:
    """The text that a call asks for; empty where it is no such call, or its text stands elsewhere."""
    # `words_of(asker)("…")` is a call of what `words_of` returns.
    asked = call.func.func if isinstance(call.func, ast.Call) else call.func
    name = asked.attr if isinstance(asked, ast.Attribute) else getattr(asked, "id", "")
    return _asked(name, [one.value if isinstance(one, ast.Constant) else None for one in call.args])


def _asked(name: str, arguments: Sequence[object]) -> str | tuple[str, ...]:
    wanted = arguments[: KEYWORDS.get(name, 0)]
    given = tuple(one for one in wanted if isinstance(one, str))
    if not given or len(given) < len(wanted):
        return ""
    return given if len(given) > 1 else given[0]


def merged(path: Path, template: Catalog) -> bytes:
    """A catalogue with exactly the texts of the code."""
    catalogue = read_po(BytesIO(path.read_bytes()), locale=path.stem)
    catalogue.update(template, no_fuzzy_matching=True, keep_user_comments=True)
    output = BytesIO()
    write_po(output, catalogue, width=WIDTH, ignore_obsolete=True, no_location=True)
    kept = [line for line in output.getvalue().splitlines(keepends=True) if not line.startswith(NOISE)]
    return b"".join(kept)


def problems(path: Path, template: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue, one sentence each."""
    catalogue = read_po(BytesIO(path.read_bytes()), locale=path.stem)
    known = {message.id for message in template if message.id}
    for message in catalogue:
        if message.id and message.id not in known:
            yield f"{path.name}: not used any more: {_shown(message)}"
    for obsolete in catalogue.obsolete.values():
        yield f"{path.name}: not used any more: {_shown(obsolete)}"
    for text in (message for message in template if message.id):
        translated = catalogue.get(text.id)
        if translated is None or not _forms(translated.string) or not all(_forms(translated.string)):
            yield f"{path.name}: not translated: {_shown(text)}"
        elif translated.fuzzy:
            yield f"{path.name}: marked as fuzzy: {_shown(text)}"
        else:
            yield from _odd(path, text, translated, catalogue.num_plurals)


def _odd(path: Path, text: Message, translated: Message, plurals: int) -> Iterator[str]:
    """Plural forms that are too few, fields that do not exist or are left out."""
    forms = _forms(translated.string)
    if isinstance(text.id, tuple | list) and len(forms) != plurals:
        yield f"{path.name}: {len(forms)} plural forms instead of {plurals}: {_shown(text)}"
    wanted = _fields(_forms(text.id)[-1])
    for form in forms:
        # A form for exactly one or two may say so in words.
        free = {"n"} if len(forms) > 1 else set()
        if _fields(form) - wanted or wanted - free - _fields(form):
            yield f"{path.name}: other fields than {sorted(wanted)}: {form!r}"


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _shown(message: Message) -> str:
    return repr(_forms(message.id)[0])


def main() -> int:
    """Update or check; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="change nothing, tell what is wrong")
    parser.add_argument("--locale", type=Path, help="where the .po files are of bot/telegram; no others then")
    chosen = parser.parse_args()
    found: list[str] = []
    for room in ROOMS if chosen.locale is None else ROOMS[:1]:
        template = texts(room)
        for path in sorted((chosen.locale or room / "locale").glob("*.po")):
            if not chosen.check:
                path.write_bytes(merged(path, template))
            found += problems(path, template)
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
