"""What the server takes as a photo: a picture of a kind it can process, of bounded size and shape; and small ones for tests.

Source of the limits: Bot API, sendPhoto (10 MB; width and height together 10,000; their ratio at most 20).
"""

import struct
import zlib

from tests.emulator.errors import bad_request
from tests.emulator.parameters import Upload

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 10_000
MOST_RATIO = 20
_PNG = b"\x89PNG\r\n\x1a\n"


def check_photo(upload: Upload) -> None:
    """Raise 400 for an upload that is no photo; a file that is only named (by id or address) is not looked into."""
    if not upload.data:
        return
    if len(upload.data) > MOST_BYTES:
        raise bad_request("file is too big")
    size = _size_of(upload.data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if not width or not height or width + height > MOST_PIXELS or max(size) > MOST_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def png(width: int, height: int) -> bytes:
    """A black picture."""
    rows = (b"\0" + b"\0" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return _PNG + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height of a whole PNG, or of a JPEG by its frame header; None for anything else."""
    if data.startswith(_PNG):
        if len(data) < 33 or data[12:16] != b"IHDR" or not data.endswith(_chunk(b"IEND", b"")):
            return None
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data.startswith(b"\xff\xd8"):
        return _jpeg_size(data)
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + length
    return None
