"""python-telegram-bot's application, whose handlers' errors reach whoever had it process the update."""

from typing import Any, NoReturn

from telegram.ext import Application


class Candid(Application[Any, Any, Any, Any, Any, Any]):
    """Application.process_update swallows what handlers raise. Whether an update is done hangs on it."""

    async def process_error(
        self,
        update: object,  # noqa: ARG002
        error: Exception,
        *where: object,  # noqa: ARG002
        **named: object,  # noqa: ARG002
    ) -> NoReturn:
        """Raises the error, out of process_update too."""
        raise error
