"""The nouns that every room shares, as frozen dataclasses and enums. No logic lives here.

All moments are timezone-aware UTC datetimes. Positions in text are code points, half-open.
"""

from bot.model.alerts import AlertContent, Earlier, Edit, Report, WatchlistName
from bot.model.chats import (
    Access,
    AccessMode,
    Button,
    Chart,
    Chat,
    ChatKind,
    ChatState,
    Delivery,
    DeliveryKind,
    DeliveryState,
    InvitationKind,
    Message,
    TextFile,
)
from bot.model.matches import Evidence, Field, Match, Mode, Span
from bot.model.outlets import (
    Article,
    Feed,
    FeedHealth,
    FeedRecord,
    FullText,
    MissedSpan,
    Outlet,
    OutletKind,
    Precision,
)
from bot.model.stories import Bound, Change, ChangeKind, Claim, Counted, Figure, Ruling, Stance, State

__all__ = [
    "Access",
    "AccessMode",
    "AlertContent",
    "Article",
    "Bound",
    "Button",
    "Change",
    "ChangeKind",
    "Chart",
    "Chat",
    "ChatKind",
    "ChatState",
    "Claim",
    "Counted",
    "Delivery",
    "DeliveryKind",
    "DeliveryState",
    "Earlier",
    "Edit",
    "Evidence",
    "Feed",
    "FeedHealth",
    "FeedRecord",
    "Field",
    "Figure",
    "FullText",
    "InvitationKind",
    "Match",
    "Message",
    "MissedSpan",
    "Mode",
    "Outlet",
    "OutletKind",
    "Precision",
    "Report",
    "Ruling",
    "Span",
    "Stance",
    "State",
    "TextFile",
    "WatchlistName",
]
