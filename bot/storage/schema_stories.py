"""The tables of stories: their articles, their relatives, and what an admin decided about who belongs together.

Part of the schema; alerts stand in schema.py.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from bot.model import Claim, Figure, State
from bot.storage.columns import Json, Moment, Word
from bot.storage.tables import STRICT, metadata, partial, required

story = Table(
    "story",
    metadata,
    Column("id", Text, primary_key=True),
    required("first_article_id", Text),
    required("opened_at", Moment),
    required("last_at", Moment),
    required("state", Word(State)),
    required("state_revision", Integer),
    Column("development_id", Text),
    required("at", Moment),
    **STRICT,
)

story_linked = story.c.development_id.is_not(None)
partial("ix_story_development_id", story_linked, story.c.development_id)

story_article = Table(
    "story_article",
    metadata,
    Column("article_id", Text, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    required("story_id", Text, ForeignKey("story.id", ondelete="CASCADE")),
    required("joined_at", Moment),
    required("reason", Text),
    #: The story that was nearest without being the same event, and why it is another.
    Column("nearest_id", Text),
    required("rejected", Text, server_default=""),
    required("features", Text),
    required("claims", Json(tuple[Claim, ...])),
    required("credit", Text),
    required("figures", Json(tuple[Figure, ...]), server_default="[]"),
    **STRICT,
)
Index("ix_story_article_story_id", story_article.c.story_id)
Index("ix_story_article_joined_at", story_article.c.joined_at)

#: What articles name, for counting which outlets usually tell of the same.
article_concept = Table(
    "article_concept",
    metadata,
    Column("article_id", Text, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("concept", Text, primary_key=True),
    **STRICT,
)
Index("ix_article_concept_concept", article_concept.c.concept)

#: Stories of one development, linked and not merged: the later one and the one that was nearest to it.
story_link = Table(
    "story_link",
    metadata,
    Column("story_id", Text, ForeignKey("story.id", ondelete="CASCADE"), primary_key=True),
    Column("related_id", Text, ForeignKey("story.id", ondelete="CASCADE"), primary_key=True),
    required("reason", Text),
    required("at", Moment),
    **STRICT,
)
Index("ix_story_link_related_id", story_link.c.related_id)

#: Articles that an admin put into a story by a merge or split; the grouper never moves them again.
story_pin = Table(
    "story_pin",
    metadata,
    Column("article_id", Text, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    required("story_id", Text),
    #: The story that they were taken out of.
    required("beside_id", Text),
    required("at", Moment),
    **STRICT,
)
Index("ix_story_pin_story_id", story_pin.c.story_id)
