"""I/O room: fetching, guarding, parsing, identity, article text, cadence and the outlets file.

Nothing here knows the store, Telegram or the settings: what is needed comes in as arguments.
The way of one poll: `Fetcher.get` -> `parse` -> `identities` -> `next_poll_at`.
"""

import sys
from types import ModuleType

# httpx imports its own command line where rich and click are there: 40 ms and 2 MB in every process for nothing. None
# is how Python is told that a module cannot be imported, which httpx is prepared for.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]

# courlan asks it whether an address redirects, which is the fetcher's work here: 40 ms and 1 MB for urllib3.
if "courlan" not in sys.modules:
    sys.modules["courlan.network"] = ModuleType("courlan.network")
    vars(sys.modules["courlan.network"])["redirection_test"] = None
    import courlan  # noqa: F401

    del sys.modules["courlan.network"]
