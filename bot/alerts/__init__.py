"""What to tell whom and when: the content of an alert, its fan-out, its rendering, pacing, and the fate of deliveries.

Nothing here reads a clock, a file or the network; the store and Telegram stand elsewhere.
"""

from bot.alerts.address import Got, Held, NewDelivery, Recipient, address
from bot.alerts.callback import Action, Callback, packed, unpacked
from bot.alerts.content import grow, ruled
from bot.alerts.outbox import Outcome, RefusalKind, Settlement, recover, settle
from bot.alerts.pacing import Idle, Pacer, Wait
from bot.alerts.plan import Rules, Telling, TellingKind, plan
from bot.alerts.render import render, render_update

__all__ = [
    "Action",
    "Callback",
    "Got",
    "Held",
    "Idle",
    "NewDelivery",
    "Outcome",
    "Pacer",
    "Recipient",
    "RefusalKind",
    "Rules",
    "Settlement",
    "Telling",
    "TellingKind",
    "Wait",
    "address",
    "grow",
    "packed",
    "plan",
    "recover",
    "render",
    "render_update",
    "ruled",
    "settle",
    "unpacked",
]
