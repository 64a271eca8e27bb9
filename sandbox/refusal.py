"""How the sandbox says no."""


class Refusal(Exception):
    """An error as the Bot API answers it: HTTP status, description, seconds to wait if throttled."""

    def __init__(self, status: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after


def bad_request(reason: str) -> Refusal:
    """A 400 in Telegram's form: "Bad Request: message text is empty"."""
    return Refusal(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refusal:
    """A 403 in Telegram's form: "Forbidden: bot was blocked by the user"."""
    return Refusal(403, f"Forbidden: {reason}")
