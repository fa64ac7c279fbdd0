"""The parameters of one Bot API request, however they came: query string, form, JSON or multipart."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from tests.emulator.errors import bad_request
from tests.emulator.wire import Request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    mime_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Parameters:
    """Values as text, as the Bot API server keeps them, and uploads by part name."""

    values: Mapping[str, str]
    uploads: Mapping[str, Upload] = field(default_factory=dict)
    #: Whether the client has gone meanwhile; a long poll asks.
    gone: Callable[[], bool] = lambda: False

    def text(self, name: str) -> str:
        """The value, or the empty string."""
        return self.values.get(name, "")

    def number(self, name: str, default: int = 0) -> int:
        """The value as an integer; what is not one counts as absent."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """Whether the value is one of Telegram's words for true."""
        return self.text(name).lower() in ("true", "yes", "1")

    def json(self, name: str, what: str) -> Any:
        """The value decoded, None if it is absent; raises 400 "can't parse <what> JSON object"."""
        if not (source := self.text(name)):
            return None
        try:
            return json.loads(source)
        except ValueError:
            raise bad_request(f"Can't parse {what} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """The file of a field: a part of that name, or the part that `attach://` points to."""
        value = self.text(name)
        if value.startswith("attach://"):
            return self.uploads.get(value.removeprefix("attach://"))
        return self.uploads.get(name)

    def shape(self) -> dict[str, Any]:
        """For the log: nested JSON decoded, uploads by name and size."""
        shown: dict[str, Any] = {name: _decoded(value) for name, value in self.values.items()}
        for name, upload in self.uploads.items():
            shown[name] = {"file_name": upload.name, "mime_type": upload.mime_type, "size": len(upload.data)}
        return shown


def read_parameters(request: Request) -> Parameters:
    """Read a request's parameters; raises 400 where the body is not what its content type says."""
    values = dict(request.query)
    content_type = request.headers.get("content-type", "")
    kind = content_type.split(";")[0].strip().lower()
    if kind == "application/json" and request.body:
        values |= _from_json(request.body)
    elif kind == "multipart/form-data":
        fields, uploads = _from_multipart(request.body, content_type)
        return Parameters(values | fields, uploads, request.gone)
    elif request.body:
        values |= dict(parse_qsl(request.body.decode(), keep_blank_values=True))
    return Parameters(values, gone=request.gone)


def _from_json(body: bytes) -> dict[str, str]:
    try:
        decoded = json.loads(body)
    except ValueError:
        raise bad_request("Can't parse request JSON object") from None
    if not isinstance(decoded, dict):
        raise bad_request("Object expected as request body")
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in decoded.items()
        if value is not None
    }


def _from_multipart(body: bytes, content_type: str) -> tuple[dict[str, str], dict[str, Upload]]:
    """Split by hand: the e-mail parser of the standard library may touch line ends in binary files."""
    boundary = content_type.partition("boundary=")[2].split(";")[0].strip('"').encode()
    fields: dict[str, str] = {}
    uploads: dict[str, Upload] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:-1]:
        head, _, data = part.partition(b"\r\n\r\n")
        headers = head.decode()
        name = _header_value(r'[;\s]name="([^"]*)"', headers)
        if "filename=" not in headers:
            fields[name] = data.decode()
            continue
        file_name = _header_value(r'filename="([^"]*)"', headers)
        mime_type = _header_value(r"(?im)^content-type:\s*([^\r\n;]+)", headers) or "application/octet-stream"
        uploads[name] = Upload(file_name, mime_type, data)
    return fields, uploads


def _header_value(pattern: str, headers: str) -> str:
    found = re.search(pattern, headers)
    return found[1] if found else ""


def _decoded(value: str) -> Any:
    if value.startswith(("{", "[")):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
