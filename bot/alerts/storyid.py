"""How a story's id is shown: its first letters, which people can read out and type."""

import re

#: So few that two stories of one archive hardly ever share them: at 100,000 stories about once.
SHOWN = 8
_LONG = re.compile(r"[0-9a-f]{16,}")


def short_id(story: str) -> str:
    """The beginning of an id that is a long hexadecimal number; any other id as it is."""
    return story[:SHOWN] if _LONG.fullmatch(story) else story
