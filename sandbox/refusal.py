"""How the sandbox says no."""


class Refusal(Exception):
    """An error as the Bot API answers it: HTTP status, description, and what a client may make of it.

    `retry_after` are the seconds to wait if throttled, `migrate_to_chat_id` is where a group went.
    """

    def __init__(
        self,
        status: int,
        description: str,
        retry_after: int | None = None,
        migrate_to_chat_id: int | None = None,
    ) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after
        self.migrate_to_chat_id = migrate_to_chat_id


def bad_request(reason: str) -> Refusal:
    """A 400 in Telegram's form: "Bad Request: message text is empty"."""
    return Refusal(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refusal:
    """A 403 in Telegram's form: "Forbidden: bot was blocked by the user"."""
    return Refusal(403, f"Forbidden: {reason}")


def too_many_requests(seconds: int) -> Refusal:
    """A 429 in Telegram's form."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
