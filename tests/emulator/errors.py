"""How Telegram refuses: an error code, its words and its parameters. When it refuses is decided elsewhere.

The words are those of the Bot API server and of TDLib (read July 2026).
"""

import math
from typing import Any


class Refusal(Exception):  # noqa: N818 -- an answer of Telegram, not an error of ours
    """A request that Telegram answers with `ok: false`; the HTTP status equals the error code."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def shape(self) -> dict[str, Any]:
        """The answer as JSON."""
        answer = {"ok": False, "error_code": self.code, "description": self.description}
        return {**answer, "parameters": self.parameters} if self.parameters else answer


def bad_request(words: str) -> Refusal:
    """400; the first letter is lowered unless a capital or an underscore follows, as the server does."""
    if len(words) < 2 or not (words[1] == "_" or "A" <= words[1] <= "Z"):
        words = words[:1].lower() + words[1:]
    return Refusal(400, f"Bad Request: {words}")


def forbidden(words: str) -> Refusal:
    """403."""
    return Refusal(403, f"Forbidden: {words}")


def too_many_requests(seconds: float) -> Refusal:
    """429 with whole seconds, at least one."""
    wait = max(1, math.ceil(seconds))
    return Refusal(429, f"Too Many Requests: retry after {wait}", retry_after=wait)


def conflict(words: str) -> Refusal:
    """409."""
    return Refusal(409, f"Conflict: {words}")


def upgraded(new_chat: int) -> Refusal:
    """400 for a group that became a supergroup."""
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refusal(400, words, migrate_to_chat_id=new_chat)


NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
