"""The tables of who works and what is held back: leases of roles, turns at hosts, and guards over watchlists. Part of
the schema; the tables of news, alerts and chats stand in schema.py."""

from sqlalchemy import Column, Integer, Table, Text, UniqueConstraint

from bot.storage.columns import Moment, Word
from bot.storage.tables import STRICT, metadata, required
from bot.storage.words import GuardState

#: Which process holds a role that only one may have; see leases.py.
lease = Table(
    "lease",
    metadata,
    Column("role", Text, primary_key=True),
    required("epoch", Integer),
    required("beat", Integer),
    required("holder", Text),
    required("since", Moment),
    **STRICT,
)

#: Which worker asks a host now; see turns.py. Empty on SQLite, where there is but one worker.
host_turn = Table(
    "host_turn",
    metadata,
    Column("host", Text, primary_key=True),
    required("token", Text),
    required("holder", Text),
    required("until", Moment),
    UniqueConstraint("token"),
    **STRICT,
)

#: What stands between a watchlist (or, under "*", all of them) and the chats; see guards.py.
guard = Table(
    "guard",
    metadata,
    Column("subject", Text, primary_key=True),
    required("state", Word(GuardState)),
    required("since", Moment),
    Column("until", Moment),
    required("hits", Integer),
    required("usual", Integer),
    required("author", Text),
    **STRICT,
)
