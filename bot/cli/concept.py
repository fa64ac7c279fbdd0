"""python -m bot watchlists concept NAME: the draft of a concept file, and what the library has already."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping

from babel import Locale

from bot.cli.problems import WRONG, tell
from bot.language import fold
from bot.runtime.catalogue import SheetsError, compiled, read_sheets
from bot.settings import SettingsError, load_settings
from bot.stories.skeletons import skeleton
from bot.watch import Concept, ConceptType, Library
from bot.watch.likeness import alike

LANGUAGES = ("en", "ar", "tr", "fr")


def concept(name: str, lang: str, kind: str) -> int:
    """Print a draft to standard output, remarks as YAML comments; 2 where an argument or the library is wrong."""
    try:
        library = compiled(read_sheets(load_settings().environment.watchlists_dir)).library
    except (SettingsError, SheetsError) as error:
        tell(error.problems)
        return WRONG
    if kind not in set(ConceptType):
        tell([f"--type {kind}: not known; write one of {', '.join(ConceptType)}"])
        return WRONG
    if not any(char.isalnum() for char in name):
        tell([f"{name!r} has no letter or digit; write a name"])
        return WRONG
    print("\n".join(draft(name, lang, kind, library)))
    return 0


def draft(name: str, lang: str, kind: str, library: Library) -> Iterator[str]:
    """The lines of a concept file for this name, which loads as it stands; hints in comments."""
    for known in library.named(name):
        yield f"# The library has it: @{known.id}, {known.path}"
        yield f"#   {', '.join(dict.fromkeys(entry.text for entry in known.entries))[:200]}"
    near = alike(name, library, skeleton, lang)
    if near:
        yield "# Spelt alike; if one of these is meant, add the name there instead:"
        yield from (f"#   @{one.concept.id}: {one.name} ({_titles(one.concept)})" for one in near)
    titles = _territory(name) or {lang: name}
    if len(titles) > 1:
        kind = ConceptType.COUNTRY
    lacking = [code for code in LANGUAGES if code not in titles]
    if lacking:
        yield f"# Write its names in {', '.join(lacking)} too: a concept is deaf in a language that it lacks."
    yield f"id: {_slug(titles.get('en', name))}"
    yield "title: {" + ", ".join(f"{code}: {_quoted(text)}" for code, text in titles.items()) + "}"
    yield f"type: {kind}"
    key = "words" if name == name.lower() and name != name.upper() else "names"
    yield f"{key}:"
    yield from (f"  {code}: [{_quoted(text)}]" for code, text in titles.items())
    yield "# void: {en: [phrases that hold the name and mean something else]}"
    yield "# needs: [a concept without which the name is too common]"
    yield "source: " + ("Unicode CLDR (Unicode License v3)" if len(titles) > 1 else "hand")


def _titles(known: Concept) -> str:
    return ", ".join(dict.fromkeys(known.title.values()))


def _territory(name: str) -> Mapping[str, str]:
    """The names of a country in all languages, where CLDR knows it by this one."""
    territories = {code: Locale(code).territories for code in LANGUAGES}
    for code in LANGUAGES:
        for territory, text in territories[code].items():
            if len(territory) == 2 and fold(str(text)) == fold(name):
                return {each: str(territories[each][territory]) for each in LANGUAGES}
    return {}


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "new-concept"


def _quoted(text: str) -> str:
    return text if re.fullmatch(r"[^\W\d_][\w .\u2019'-]*", text) else json.dumps(text, ensure_ascii=False)
