"""What was asked of the emulator: an append-only log, and the messages as chats see them now."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TextIO

from tests.emulator.world import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One request of the bot. `outcome` is accepted, refused or lost (a fault before acceptance)."""

    n: int
    at: float
    #: In lower case.
    method: str
    outcome: str
    chat: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    result: Any = None
    #: The error's words where it was refused.
    error: str = ""
    #: The kind of the fault that struck.
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message of the bot as the chat sees it now."""

    chat: int
    id: int
    thread: int
    text: str
    entities: list[dict[str, Any]]
    #: Rows of inline buttons.
    keyboard: list[list[dict[str, Any]]]
    #: The message it replies to, 0 for none.
    reply_to: int
    silent: bool
    edits: int
    deleted: bool
    date: int
    #: text, photo or document.
    kind: str
    file_name: str = ""
    preview: dict[str, Any] = field(default_factory=dict)

    def marked(self, kind: str) -> list[str]:
        """The pieces of text under entities of a kind ("bold", "text_link", "blockquote", ...)."""
        units = self.text.encode("utf-16-le")
        found = [entity for entity in self.entities if entity["type"] == kind]
        return [units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le") for e in found]

    def links(self) -> dict[str, str]:
        """Addresses of the linked words, by word."""
        addresses = [entity["url"] for entity in self.entities if entity["type"] == "text_link"]
        return dict(zip(self.marked("text_link"), addresses, strict=True))

    def button(self, wanted: str) -> dict[str, Any]:
        """The first button whose text contains `wanted` or whose data is it; raises LookupError."""
        for row in self.keyboard:
            for button in row:
                if wanted in button["text"] or wanted == button.get("callback_data"):
                    return button
        raise LookupError(f"no button {wanted!r} among {[b['text'] for row in self.keyboard for b in row]}")


def sent(message: Message) -> Sent:
    """Read a message of the bot."""
    shape = message.shape
    kind = next((kind for kind in ("photo", "document") if kind in shape), "text")
    prefix = "" if kind == "text" else "caption_"
    reply = shape.get("reply_to_message", {})
    return Sent(
        chat=message.chat,
        id=message.id,
        thread=message.thread,
        text=shape.get("caption" if prefix else "text", ""),
        entities=shape.get(f"{prefix}entities", []),
        keyboard=shape.get("reply_markup", {}).get("inline_keyboard", []),
        # In a topic, the message that opened it stands where a reply would.
        reply_to=0 if "forum_topic_created" in reply else reply.get("message_id", 0),
        silent=message.silent,
        edits=message.edits,
        deleted=message.deleted,
        date=shape["date"],
        kind=kind,
        file_name=shape.get("document", {}).get("file_name", ""),
        preview=shape.get("link_preview_options", {}),
    )


class Log:
    """Records in memory and, if a path is given, as JSON Lines: one flushed line per request."""

    def __init__(self, path: Path | None = None) -> None:
        self.records: list[Record] = []
        self._file: TextIO | None = path.open("a", encoding="utf-8") if path else None

    def write(self, record: Record) -> None:
        """Append; the line is with the operating system before the bot hears of it."""
        self.records.append(record)
        if self._file is not None:
            self._file.write(json.dumps(asdict(record), ensure_ascii=False) + "\n")
            self._file.flush()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()


def read_log(path: Path) -> list[Record]:
    """The records of a log file, for instance of an emulator that is gone."""
    with path.open(encoding="utf-8") as lines:
        return [Record(**json.loads(line)) for line in lines]
