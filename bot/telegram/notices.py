"""Word to owners and admins about what went wrong, in their language. To whom it is told stands in the runtime."""

from collections.abc import Mapping, Sequence

from bot.alerts.foreign import clean, clip
from bot.alerts.markup import plain
from bot.alerts.webhook import HookState
from bot.model import Message
from bot.telegram.words import Words, later

_NAME = 60
_REASON = 300
#: Of quoted problems, in characters: with the sentence above they fit into a message.
_QUOTED = 3000


def refused_import(words: Words, problems: Sequence[str]) -> Message:
    """Files of watchlists, concepts or outlets that were not taken over."""
    said = words("Not imported; what was in force stays:")
    quoted = plain("\n".join(problems)[:_QUOTED]).html
    return Message(html=f"{words.line('⚠️ ' + said)}\n<pre>{quoted}</pre>")


def refused_chat(words: Words, title: str, chat: int, thread: int, detail: str) -> Message:
    """A chat or topic to which Telegram does not let us write any more."""
    name = words.foreign(clip(clean(title) or str(chat), _NAME))
    place = words("{chat}, topic {number}", chat=name, number=thread) if thread else name
    said = words(
        "{place} gets no more alerts: Telegram refuses them. Let the bot write there again, or send /start there.",
        place=place,
    )
    reason = words("Telegram says: {reason}", reason=words.foreign(clip(clean(detail), _REASON)))
    return Message(html="\n".join([words.line("⚠️ " + said), words.line(reason)]))


_ENDINGS: Mapping[HookState, str] = {
    HookState.GONE: later("The webhook {number} at {host} wants nothing more (HTTP 410): it is ended."),
    HookState.FAILING: later("The webhook {number} at {host} has failed for three days: it is ended."),
    HookState.REFUSED: later("The webhook {number} at {host} leads into a private network: it is ended."),
}


def ended_webhook(words: Words, number: int, host: str, state: HookState, reason: str) -> Message:
    """An endpoint to which nothing is posted any more."""
    said = words(_ENDINGS[state], number=number, host=words.foreign(clip(host, _NAME)))
    answered = words("It answered: {reason}", reason=words.foreign(clip(clean(reason), _REASON)))
    again = words("{command} begins again.", command=f"<code>python -m bot webhooks resume {number}</code>")
    return Message(html="\n".join([words.line("⚠️ " + said), words.line(answered), words.line(again)]))
