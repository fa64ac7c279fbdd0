"""Reply markup: what Telegram accepts under a message, and in which words it refuses."""

from typing import Any

from tests.emulator.cleaning import utf16
from tests.emulator.errors import Refusal, bad_request
from tests.emulator.parameters import Parameters
from tests.emulator.texts import checked_url

Keyboard = dict[str, Any]

BUTTON_LIMIT = 100
STYLES = ("", "default", "primary", "danger", "success")
#: Kinds of inline button the emulator takes besides `url` and `callback_data`.
OTHER_KINDS = (
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
)


def reply_markup(parameters: Parameters) -> Keyboard | None:
    """The checked markup of a request, None if there is none; raises 400."""
    markup = parameters.json("reply_markup", "reply keyboard markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("Object expected as reply markup")
    if "inline_keyboard" not in markup:
        return markup or None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    checked = [[_inline_button(button) for button in row] for row in rows if row]
    if sum(map(len, checked)) > BUTTON_LIMIT:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": checked} if checked else None


def _inline_button(button: object) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise _unparsable("InlineKeyboardButton must be an Object")
    if not isinstance(text := button.get("text"), str):
        raise _unparsable('Can\'t find field "text"')
    if not text.strip():
        raise bad_request("Inline keyboard button text must be non-empty")
    if button.get("style", "") not in STYLES:
        raise _unparsable("invalid button style specified")
    if url := button.get("url"):
        if not (checked := checked_url(str(url))):
            raise bad_request(f"Inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
        return {**button, "url": checked}
    if data := button.get("callback_data"):
        if len(str(data).encode()) > 64:
            raise bad_request("BUTTON_DATA_INVALID")
        return dict(button)
    if copied := button.get("copy_text"):
        if not isinstance(copied, dict) or not 1 <= utf16(str(copied.get("text", ""))) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        return dict(button)
    if not any(kind in button for kind in OTHER_KINDS):
        raise _unparsable("Text buttons are unallowed in the inline keyboard")
    return dict(button)


def _unparsable(reason: str) -> Refusal:
    return bad_request(f"Can't parse inline keyboard button: {reason}")
