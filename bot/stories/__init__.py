"""Same story, independent sources, claims and states. Pure: knows articles and concepts, not chats or tables.

The way of an article: `features` (what tells its event) -> `Grouper.place` (which story, and why) -> `Grouper.add`;
`claims` (who says what), `figures` (how many) and `credit` (whose text it is) go into its `Report`; `state` reads all reports of a story.
"""

from bot.stories.archive import Archive
from bot.stories.claims import claims
from bot.stories.coverage import subjects
from bot.stories.credit import credit, credit_name, independent, origin
from bot.stories.features import Features, features
from bot.stories.figures import figures
from bot.stories.grouping import Grouper, Placement
from bot.stories.state import Proof, StoryState, state
from bot.stories.stream import group_articles
from bot.stories.weights import SHIPPED, Weights

__all__ = [
    "SHIPPED",
    "Archive",
    "Features",
    "Grouper",
    "Placement",
    "Proof",
    "StoryState",
    "Weights",
    "claims",
    "credit",
    "credit_name",
    "features",
    "figures",
    "group_articles",
    "independent",
    "origin",
    "state",
    "subjects",
]
