"""Independent judges of bot and emulator: python-telegram-bot as a client, aiogram's models, teremok's rules.

Building aiogram's models takes seconds and 150 MB, so they are imported where somebody is judged, and tests that judge
are marked with `JUDGED`: one process does it for all.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.emulator import Emulator

if TYPE_CHECKING:
    from aiogram.types import Update

JUDGED = pytest.mark.xdist_group("judged")


@asynccontextmanager
async def emulated(*, read_timeout: float = 5.0, **options: Any) -> AsyncIterator[tuple[Emulator, Bot]]:
    """An emulator and python-telegram-bot's Bot that talks to it; limits are off unless asked for."""
    emulator = Emulator(**{"enforce": False, **options})
    async with emulator, client(emulator, read_timeout=read_timeout) as bot:
        yield emulator, bot


@asynccontextmanager
async def client(emulator: Emulator, *, token: str = "", read_timeout: float = 5.0) -> AsyncIterator[Bot]:
    """A Bot for an emulator, not initialised by getMe."""
    address = emulator.url
    requests = [
        HTTPXRequest(read_timeout=read_timeout, httpx_kwargs={"trust_env": False, "verify": False})
        for _ in range(2)
    ]
    bot = Bot(
        token or emulator.token,
        base_url=f"{address}/bot",
        base_file_url=f"{address}/file/bot",
        request=requests[0],
        get_updates_request=requests[1],
    )
    try:
        yield bot
    finally:
        for request in requests:
            await request.shutdown()


def judged_requests(emulator: Emulator) -> int:
    """Validate every recorded request with aiogram's model of its method; returns how many.

    Raises pydantic's ValidationError, or LookupError for a method or parameter that the Bot API does not have.
    """
    from aiogram import methods

    models = {name.lower(): getattr(methods, name) for name in methods.__all__}
    records = emulator.history(outcome="")
    for record in records:
        model = models[record.method]
        if unknown := set(record.parameters) - set(model.model_fields):
            raise LookupError(f"{record.method} has no parameters {sorted(unknown)}")
        uploads = {name for name, value in record.parameters.items() if "file_name" in str(value)}
        named = {name: value for name, value in record.parameters.items() if name not in uploads}
        model.model_validate(named | dict.fromkeys(uploads, "attach://file"))
    return len(records)


def judged_accepted(emulator: Emulator) -> int:
    """Have teremok judge every request that the emulator accepted, by rules that are not ours; returns how many.

    Raises teremok's ApiRuleViolation. It counts the length of a text before the tags are taken out, which Telegram
    does not; the emulator counts that.
    """
    import aiogram
    from aiogram import methods
    from teremok.validation import ApiRuleViolation, validate_method

    models = {name.lower(): getattr(methods, name) for name in methods.__all__}
    judge = aiogram.Bot(emulator.token)
    records = emulator.history()
    for record in records:
        method = models[record.method].model_validate(record.parameters)
        try:
            validate_method(judge, method)
        except ApiRuleViolation as violation:
            if "too long" not in violation.description:
                raise
    return len(records)


def judged(emulator: Emulator) -> list["Update"]:
    """The waiting updates, each validated by aiogram's models; raises pydantic's ValidationError."""
    from aiogram.types import Update

    return [Update.model_validate(update) for update in emulator.inbox.waiting]
