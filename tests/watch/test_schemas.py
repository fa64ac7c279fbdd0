"""The JSON Schemas for editors say of a file what the loaders say."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.watch import DocumentError, load_concept, load_watchlist
from tests.watch.test_docs import CONCEPTS, WATCHLISTS

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "bot" / "watch" / "schemas"
LOADERS = {"concept": load_concept, "watchlist": load_watchlist}


def fits(value: Any, schema: dict[str, Any], whole: dict[str, Any]) -> bool:
    """Whether a value is valid: the keywords of draft 2020-12 that our schemas use, and no others."""
    known = {
        "$schema", "$defs", "$ref", "title", "description", "type", "enum", "pattern", "required", "anyOf", "minimum",
        "maximum", "properties", "additionalProperties", "propertyNames", "items", "uniqueItems",
    }  # fmt: skip
    assert schema.keys() <= known
    if "$ref" in schema and not fits(value, whole["$defs"][schema["$ref"].removeprefix("#/$defs/")], whole):
        return False
    types = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}
    wanted = types.get(schema.get("type", ""), object)
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if "anyOf" in schema and not any(fits(value, option, whole) for option in schema["anyOf"]):
        return False
    if isinstance(value, str):
        return not ("pattern" in schema and not re.search(schema["pattern"], value))
    if isinstance(value, int):
        return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
    if isinstance(value, list):
        unique = not schema.get("uniqueItems") or len({str(item) for item in value}) == len(value)
        return unique and all(fits(item, schema.get("items", {}), whole) for item in value)
    return not isinstance(value, dict) or _object_fits(value, schema, whole)


def _object_fits(value: dict[str, Any], schema: dict[str, Any], whole: dict[str, Any]) -> bool:
    if not set(schema.get("required", ())) <= value.keys():
        return False
    more = schema.get("additionalProperties", {})
    for key, item in value.items():
        if not fits(key, schema.get("propertyNames", {}), whole):
            return False
        inner = schema.get("properties", {}).get(key, more)
        if inner is False or not fits(item, inner, whole):
            return False
    return True


def verdicts(kind: str, source: str) -> tuple[bool, bool]:
    """What the schema and what the loader says."""
    schema = json.loads((SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8"))
    value = YAML(typ="safe", pure=True).load(source)
    try:
        LOADERS[kind](source, "x.yaml")
    except DocumentError:
        return fits(value, schema, schema), False
    return fits(value, schema, schema), True


SHIPPED = sorted((ROOT / "watchlists").glob("*.yaml"))
#: Enough of the many to find a difference, few enough for seconds.
SHIPPED_CONCEPTS = sorted((ROOT / "watchlists" / "concepts").glob("*.yaml"))[::25]


@pytest.mark.parametrize("path", [*SHIPPED, *SHIPPED_CONCEPTS], ids=lambda path: path.stem)
def test_shipped_files_are_sound_to_both(path: Path) -> None:
    """Whatever we ship is valid to an editor and to the loader."""
    kind = "concept" if path.parent.name == "concepts" else "watchlist"

    assert verdicts(kind, path.read_text(encoding="utf-8")) == (True, True)


@pytest.mark.parametrize(
    ("kind", "source"),
    [("concept", body) for body in CONCEPTS] + [("watchlist", body) for body in WATCHLISTS],
)
def test_examples_of_the_page_are_sound_to_both(kind: str, source: str) -> None:
    """The rule book's examples are valid to an editor and to the loader."""
    assert verdicts(kind, source) == (True, True)


CONCEPT = "id: a\ntitle: {en: A}\ntype: topic\nwords: {en: [x]}\n"
WATCHLIST = "id: a\ntitle: {en: A}\nquery: x\n"


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("concept", CONCEPT.replace("id: a", "id: Not An Id")),
        ("concept", CONCEPT.replace("id: a\n", "")),
        ("concept", CONCEPT.replace("type: topic", "type: thing")),
        ("concept", CONCEPT.replace("[x]", "x")),
        ("concept", CONCEPT.replace("[x]", "[12]")),
        ("concept", CONCEPT.replace("[x]", "[{needs: [b]}]")),
        ("concept", CONCEPT.replace("[x]", "[{text: x, need: [b]}]")),
        ("concept", CONCEPT.replace("{en: [x]}", "{english: [x]}")),
        ("concept", CONCEPT.replace("words: {en: [x]}\n", "")),
        ("concept", CONCEPT + "colour: red\n"),
        ("concept", CONCEPT + "parts: [b, b]\n"),
        ("concept", CONCEPT + "void: {en: ['']}\n"),
        ("watchlist", WATCHLIST.replace("query: x\n", "")),
        ("watchlist", WATCHLIST.replace("query: x", "query: 12")),
        ("watchlist", WATCHLIST.replace("{en: A}", "A")),
        ("watchlist", WATCHLIST + "alert: {notify: [sometimes]}\n"),
        ("watchlist", WATCHLIST + "alert: {min_sources: 0}\n"),
        ("watchlist", WATCHLIST + "alert: {min_sources: true}\n"),
        ("watchlist", WATCHLIST + "alert: {urgent: perhaps}\n"),
        ("watchlist", WATCHLIST + "alert: {mode: loud}\n"),
        ("watchlist", WATCHLIST + "cases: {hit: [{lang: en}]}\n"),
        ("watchlist", WATCHLIST + "cases: {hit: [{title: x, lang: english}]}\n"),
        ("watchlist", WATCHLIST + "cases: {near: []}\n"),
    ],
)
def test_what_one_refuses_the_other_refuses(kind: str, source: str) -> None:
    """A wrong shape is wrong to an editor and to the loader."""
    assert verdicts(kind, source) == (False, False)


@pytest.mark.parametrize(("kind", "source"), [("concept", CONCEPT), ("watchlist", WATCHLIST)])
def test_the_plain_form_is_sound_to_both(kind: str, source: str) -> None:
    """What the wrong shapes were made from is right."""
    assert verdicts(kind, source) == (True, True)
