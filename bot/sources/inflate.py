"""Unpacking gzip within a limit, so that a bomb costs its first megabytes and no more."""

import zlib

#: zlib's window for gzip and zlib headers alike.
_ANY_HEADER = 32 + zlib.MAX_WBITS


class TooLargeError(Exception):
    """More bytes than allowed; the argument is the limit."""


class Inflater:
    """Unpacks a gzip stream chunk by chunk; several members in a row are one stream (RFC 1952 section 2.2)."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._stream = zlib.decompressobj(_ANY_HEADER)

    def feed(self, chunk: bytes) -> bytes:
        """The bytes that this chunk adds; raises TooLargeError, or ValueError where it is no gzip."""
        out = []
        while chunk:
            if self._stream.eof:
                if not chunk.startswith(b"\x1f\x8b"):
                    break  # padding after the last member
                self._stream = zlib.decompressobj(_ANY_HEADER)
            try:
                piece = self._stream.decompress(chunk, self._limit - self._size + 1)
            except zlib.error as error:
                raise ValueError(str(error)) from None
            self._size += len(piece)
            if self._size > self._limit:
                raise TooLargeError(self._limit)
            out.append(piece)
            chunk = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
        return b"".join(out)

    @property
    def complete(self) -> bool:
        """Whether the last member was read to its end."""
        return self._stream.eof


def is_gzip(body: bytes) -> bool:
    """Whether the bytes are gzip data, as of an `.xml.gz` served as it is."""
    return body.startswith(b"\x1f\x8b\x08")


def inflated(body: bytes, limit: int) -> bytes:
    """The whole body unpacked; raises TooLargeError, or ValueError where it is broken. A cut stream gives what it has."""
    return Inflater(limit).feed(body)
