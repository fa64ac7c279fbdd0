"""A strict emulator of Telegram's Bot API for tests: its rules, its limits, its errors, and faults on demand.

    async with Emulator() as emulator:
        ada = emulator.stage.user("Ada", language_code="tr")
        emulator.stage.say(ada, "/start")
        ...                                     # a bot that talks to emulator.url with emulator.token
        assert emulator.sent(ada)[0].text == "..."

`stage` is what people do, `fault` what goes wrong, `sent` and `history` what the bot did. As a process of its own:
`python -m tests.emulator --port 0 --log FILE`, driven by `Remote`.
"""

from tests.emulator.clock import Clock
from tests.emulator.control import Remote
from tests.emulator.evidence import Record, Sent, read_log
from tests.emulator.faults import Kind
from tests.emulator.limits import Pace
from tests.emulator.server import TOKEN, Emulator

__all__ = ["TOKEN", "Clock", "Emulator", "Kind", "Pace", "Record", "Remote", "Sent", "read_log"]
