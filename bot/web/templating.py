"""Jinja's environment over bot/web/templates, and the files under /static. Imported when the page is first asked for."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Static:
    """One file as it is served."""

    body: bytes
    media_type: str
    #: Part of its address, so that browsers may keep it for good.
    version: str


@cache
def statics() -> Mapping[str, Static]:
    """The files under /static, by name."""
    found = {}
    for entry in files("bot.web").joinpath("static").iterdir():
        suffix = entry.name[entry.name.rfind(".") :]
        if suffix in _TYPES:
            body = entry.read_bytes()
            found[entry.name] = Static(body, _TYPES[suffix], hashlib.sha256(body).hexdigest()[:12])
    return found


def static_url(name: str) -> str:
    """Where a static file is."""
    return f"/static/{name}?v={statics()[name].version}"


@cache
def environment() -> Environment:
    """All templates; every value is escaped."""
    made = Environment(
        loader=PackageLoader("bot.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["static"] = static_url
    return made
