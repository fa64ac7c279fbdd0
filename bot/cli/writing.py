"""Text put into a file at once and whole, with the line ends and the byte order mark that the file had."""

import codecs
import os
from pathlib import Path


def put(file: Path, text: str) -> None:
    """Put the text in the file's place; raises OSError, and then the file is as it was."""
    old = file.read_bytes() if file.exists() else b""
    if b"\r\n" in old and old.count(b"\r\n") == old.count(b"\n"):
        text = text.replace("\n", "\r\n")
    mark = codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b""
    new = file.with_name(f".{file.name}.new")
    try:
        new.write_bytes(mark + text.encode())
        if old:
            new.chmod(file.stat().st_mode)
        os.replace(new, file)
    except OSError:
        new.unlink(missing_ok=True)
        raise
