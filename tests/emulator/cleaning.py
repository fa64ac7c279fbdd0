"""What Telegram does to every text before it keeps it: characters removed, ends trimmed, entities moved along.

After TDLib's clean_input_string and fix_formatted_text (July 2026). Of interest to right-to-left texts: U+2028 to
U+202E (embeddings and overrides) are removed, marks and isolates stay.
"""

from typing import Any

from tests.emulator.errors import bad_request

Entity = dict[str, Any]

REMOVED = frozenset({0x0D, *range(0x2028, 0x202F), 0x333, 0x33F, 0x30A})
TO_SPACE = frozenset({*range(0x20)} - {0x0A, 0x0D})
#: A text of nothing else is empty.
INVISIBLE = " \n\xa0\u1680\u180e\u200b\u200c\u200d\u200e\u200f\u202f\u205f\u2800\u3000\ufeff\ufffc" + "".join(
    map(chr, range(0x2000, 0x200B))
)


def utf16(text: str) -> int:
    """Length in UTF-16 code units, the Bot API's measure."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cleaned(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """The text as Telegram keeps it, empty if nothing in it can be seen, and its entities.

    Raises 400 where an entity begins or ends within a character.
    """
    text, entities = _without_removed(text, entities)
    text, entities = _trimmed(text, entities)
    return (text, entities) if text.strip(INVISIBLE) else ("", [])


def _without_removed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    kept: list[str] = []
    #: New offset by old offset, for each character's beginning and the end.
    moved: dict[int, int] = {}
    old = new = 0
    for character in text:
        moved[old] = new
        width = 1 + (character > "\uffff")
        old += width
        if ord(character) not in REMOVED:
            kept.append(" " if ord(character) in TO_SPACE else character)
            new += width
    moved[old] = new
    return "".join(kept), [_moved(entity, moved, old) for entity in entities]


def _moved(entity: Entity, moved: dict[int, int], length: int) -> Entity:
    begin, end = entity["offset"], min(entity["offset"] + entity["length"], length)
    if begin < 0 or entity["length"] < 0:
        raise bad_request(f"Receive an entity with incorrect offset {begin}")
    begin = min(begin, length)
    if begin not in moved or end not in moved:
        raise bad_request(f"Entity beginning at UTF-16 offset {begin} ends in a middle of a UTF-16 symbol")
    return {**entity, "offset": moved[begin], "length": moved[end] - moved[begin]}


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    right = text.rstrip(" \n")
    entities = [entity for entity in entities if entity["length"] > 0]
    # At the left, space inside an entity stays.
    first = min((entity["offset"] for entity in entities), default=utf16(right))
    cut = min(len(right) - len(right.lstrip(" \n")), first)
    end = utf16(right)
    kept = []
    for entity in entities:
        length = min(entity["length"], end - entity["offset"])
        if length > 0:
            kept.append({**entity, "offset": entity["offset"] - cut, "length": length})
    return right[cut:], kept
