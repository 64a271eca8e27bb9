"""Why a ledger cannot be opened. The messages are for whoever runs the bot: one line, never a password."""


class LedgerError(Exception):
    """A ledger cannot be opened or migrated."""


class UnsupportedDatabaseError(LedgerError):
    """DATABASE_URL names a database in which no ledger can be kept."""

    def __init__(self, fault: str = "DATABASE_URL names no place where a ledger can be kept") -> None:
        super().__init__(
            f"{fault}. Use a file: sqlite:///relative/path.db (three slashes) or sqlite:////absolute/path.db "
            "(four); or a server: postgresql://user:password@host/database (in the password, %40 means @)."
        )


class UnusableLedgerError(LedgerError):
    """The server is away, lets nobody in under this name and password, or refuses what is needed."""


class OlderLedgerError(LedgerError):
    """The ledger has to be migrated before this version of the bot can open it."""


class NewerLedgerError(LedgerError):
    """The ledger was written by a newer version of the bot than the one that opens it."""
