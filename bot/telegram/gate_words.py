"""What is said of each gate at which news stops: one table, put into four languages by the catalogues."""

from collections.abc import Mapping

from bot.alerts.foreign import clean, clip
from bot.alerts.gates import Gate
from bot.telegram.words import Words, later

SENTENCES: Mapping[Gate, str] = {
    Gate.NO_OUTLET: later("No outlet here publishes at {host}: its feeds are not polled."),
    Gate.NOT_LISTED: later("{outlet} is polled, but its feeds have not shown this address."),
    Gate.FIRST_POLL: later(
        "It came with the first poll of a feed of {outlet}: that one is stored and told to nobody."
    ),
    Gate.TOO_OLD: later("It was published more than {hours} hours before it was found: stored, not told."),
    Gate.NO_MATCH: later("No watchlist hit it. Nearest was {watchlist}: {says}."),
    Gate.UNDECIDED: later("It was matched; the alert is not decided yet."),
    Gate.RETIRED: later("Its watchlists ({watchlist}) are retired or gone."),
    Gate.SHADOW: later("Its watchlists ({watchlist}) run in shadow: only admins hear of them."),
    Gate.MIN_SOURCES: later("{watchlist} waits for {wanted} independent sources; the story has {sources}."),
    Gate.PAUSED_WATCHLIST: later("An admin has paused {watchlist}."),
    Gate.PAUSED: later("An admin has paused all alerts: it goes out when they go on."),
    Gate.GATHERED: later("After an outage what waited is told together: it is part of that."),
    Gate.BREAKER: later("{watchlist} hit far more than usual: its alerts wait for an admin."),
    Gate.RETRACTED: later("An admin retracted the alert before it came here."),
    Gate.NOTHING_NEW: later("When you began to receive, there was nothing new in this story."),
    Gate.STRANGER: later("This chat does not use the bot; /start begins."),
    Gate.NOT_SUBSCRIBED: later(
        "Nobody here has chosen its watchlists ({watchlist}); /watchlists lists them."
    ),
    Gate.CHAT_PAUSED: later("Telegram did not let the bot write here at that time."),
    Gate.CHAT_STOPPED: later("Alerts here were stopped with /stop; /start resumes them."),
    Gate.MUTED_STORY: later("The story is muted here."),
    Gate.MUTED_OUTLET: later("Only outlets that are muted here report it."),
    Gate.MUTED_WATCHLIST: later("Its watchlists ({watchlist}) are muted here."),
    Gate.MIN_OUTLETS: later("This chat wants more independent outlets than the story has ({sources})."),
    Gate.LANGUAGE: later("No outlet tells it in a language that this chat wants."),
    Gate.QUIET_HOURS: later("It waited for the end of the quiet hours."),
    Gate.DIGEST: later("It waits for the next digest, or was told in one."),
    Gate.WAITING: later("It is on its way: queued for Telegram."),
    Gate.EXPIRED: later("It could not be sent in time and went stale."),
    Gate.CANCELLED: later("It was cancelled before it was sent."),
    Gate.REFUSED: later("Telegram refused it: {answer}"),
    Gate.UNCERTAIN: later("Telegram did not say whether it arrived."),
    Gate.TOLD: later("It was told here."),
    Gate.SERVED: later("It was told."),
}
_PASSED = frozenset({Gate.TOLD, Gate.SERVED})
_ON_ITS_WAY = frozenset(
    {Gate.UNDECIDED, Gate.WAITING, Gate.QUIET_HOURS, Gate.DIGEST, Gate.UNCERTAIN, Gate.PAUSED, Gate.GATHERED}
)
_FACT = 300
_FIELDS = ("host", "outlet", "hours", "watchlist", "says", "wanted", "sources", "answer")


def sentence(words: Words, gate: Gate, facts: Mapping[str, str]) -> str:
    """What a gate says, as escaped HTML of one line."""
    known = {name: words.foreign(clip(clean(facts.get(name, "")), _FACT)) or "–" for name in _FIELDS}
    return words(SENTENCES[gate], **known)


def icon(gate: Gate) -> str:
    """Passed, on its way, or stopped."""
    return "✅" if gate in _PASSED else "⏳" if gate in _ON_ITS_WAY else "⛔"
