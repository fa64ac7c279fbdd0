"""The pictures that stand for a story's state, wherever it is shown."""

from collections.abc import Mapping

from bot.model import State

STATE_ICON: Mapping[State, str] = {
    State.SINGLE: "⚪",
    State.CORROBORATED: "🔵",
    State.CONTESTED: "🟠",
    State.CONFIRMED: "🟢",
    State.RETRACTED: "⚫",
}
