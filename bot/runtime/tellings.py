"""A telling as it is stored with the fan-out that carries it out."""

from pydantic import TypeAdapter

from bot.alerts.plan import Telling

_json: TypeAdapter[Telling] = TypeAdapter(Telling)


def packed(telling: Telling) -> str:
    """For the store."""
    return _json.dump_json(telling).decode()


def unpacked(text: str) -> Telling:
    """From the store."""
    return _json.validate_json(text)
