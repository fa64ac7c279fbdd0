"""How commands tell what is wrong: plain sentences on standard error, never a traceback."""

import sys
from collections.abc import Sequence

from bot.settings import Settings, SettingsError, load_settings

#: Something a person wrote is wrong.
WRONG = 2
#: The world does not play along.
FAILED = 1


def tell(problems: Sequence[str]) -> None:
    """Print problems, one a line."""
    for problem in problems:
        print(problem, file=sys.stderr)


def settings_or_none() -> Settings | None:
    """The settings, or None after saying what is wrong with them."""
    try:
        return load_settings()
    except SettingsError as error:
        tell(error.problems)
        return None
