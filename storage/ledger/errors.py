"""Why a ledger cannot be opened."""


class UnsupportedDatabaseError(ValueError):
    """DATABASE_URL names a database in which no ledger can be kept."""


class NewerLedgerError(RuntimeError):
    """The ledger was written by a newer version of the bot than the one that opens it."""
