"""Structured logs: human on a terminal, JSON otherwise, and no secret in either.

Redaction works on the finished line, so it also covers tracebacks, reprs and what libraries log.
"""

import logging
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TextIO

import structlog

#: The shape of any bot token, also as part of a Bot API address.
_TOKEN = re.compile(r"\b(?:bot)?\d{6,}:[A-Za-z0-9_-]{20,}")
#: Passwords in addresses: scheme://user:password@host.
_PASSWORD = re.compile(r"(?<=://)([^\s/:@]*):([^\s/@]+)@")


def redactor(secrets: Iterable[str]) -> Callable[[str], str]:
    """A function that removes the given secrets, and whatever looks like a token or password, from a text."""
    known = sorted((secret for secret in secrets if len(secret) >= 6), key=len, reverse=True)

    def redact(text: str) -> str:
        for secret in known:
            text = text.replace(secret, "[secret]")
        return _PASSWORD.sub(r"\1:[secret]@", _TOKEN.sub("[secret]", text))

    return redact


class _RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    def __init__(self, redact: Callable[[str], str], **options: Any) -> None:
        super().__init__(**options)
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        return self._redact(super().format(record))


def configure_logs(
    *, level: str = "INFO", form: str = "auto", secrets: Sequence[str] = (), stream: TextIO | None = None
) -> None:
    """Send all logs, ours and the libraries', to `stream` (standard error) in one form.

    Args:
        level: DEBUG, INFO, WARNING or ERROR.
        form: human, json, or auto (human where the stream is a terminal).
        secrets: texts that must never appear.
        stream: where to; standard error by default.
    """
    stream = stream if stream is not None else sys.stderr
    human = form == "human" or (form == "auto" and stream.isatty())
    shared = _shared(human=human)
    ending: list[Any] = (
        [structlog.dev.ConsoleRenderer(colors=stream.isatty())]
        if human
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        _RedactingFormatter(
            redactor(secrets),
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *ending],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    _hush_libraries()
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _shared(*, human: bool) -> list[Any]:
    """What is added to every line, ours or a library's."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="%H:%M:%S" if human else "iso", utc=not human),
    ]


def _hush_libraries() -> None:
    # httpx prints whole addresses at INFO, PTB its base address at DEBUG; apscheduler every tick that a
    # station still at work makes it skip, which is how a station is meant to work.
    for name in (
        "httpx",
        "httpcore",
        "telegram",
        "trafilatura",
        "asyncio",
        "uvicorn.access",
        "alembic",
        "aiosqlite",
    ):
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in ("apscheduler", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.ERROR)
    # Each job, and with a traceback each connection that was lost; jobs.py says so in a line.
    logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
    # A gateway's HTML page with a traceback; the exception that follows says the same, and is settled.
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)


def logger(name: str) -> Any:
    """The structured logger of a module."""
    return structlog.stdlib.get_logger(name)
