"""Logging: structlog for everybody, standard library included, with the token struck out of every line."""

import logging
import re
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.settings import LogFormat, LogLevel

_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
_STRUCK = "[token]"
_CHATTY = ("aiosqlite", "alembic", "httpx", "sqlalchemy", "telegram")
"""What these say below a warning is what ours say too or, at DEBUG, what people write: statements with their
values, and whole updates. No level shows that.
"""


def set_up_logs(level: LogLevel, form: LogFormat, token: str) -> None:
    """Sends all logs to standard error in one form. `token` is struck out whatever its shape."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _Redaction(token),
    ]
    render: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form is LogFormat.JSON
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for chatty in _CHATTY:
        logging.getLogger(chatty).setLevel(logging.WARNING)


class _Redaction:
    """Strikes the token out of every value of an event, its traceback included."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        return {key: self._struck(value) for key, value in event.items()}

    def _struck(self, value: Any) -> Any:
        if isinstance(value, (int, float, bool, type(None), logging.LogRecord)):
            return value
        text = str(value)
        clean = _TOKEN.sub(_STRUCK, text)
        if self._token:
            clean = clean.replace(self._token, _STRUCK)
        return clean if clean != text or not isinstance(value, str) else value
