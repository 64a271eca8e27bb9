"""Why a ledger cannot be used. The messages are for whoever runs the bot: one line, never a password."""


class LedgerError(Exception):
    """A ledger cannot be opened, migrated, backed up or restored: `fault` says why, `cure` what to do."""

    def __init__(self, fault: str, cure: str = "") -> None:
        super().__init__(f"{fault}. {cure}" if cure else fault)
        self.fault, self.cure = fault, cure


class UnsupportedDatabaseError(LedgerError):
    """DATABASE_URL names a database in which no ledger can be kept."""

    def __init__(self, fault: str = "DATABASE_URL names no place where a ledger can be kept") -> None:
        super().__init__(
            fault,
            "Use a file: sqlite:///relative/path.db (three slashes) or sqlite:////absolute/path.db "
            "(four); or a server: postgresql://user:password@host/database (in the password, %40 means @).",
        )


class UnusableLedgerError(LedgerError):
    """The server or the disk is away, full or locked, or refuses what is needed."""


class DamagedLedgerError(LedgerError):
    """The file is no database (any more). It is left as it is."""


class LostLedgerError(LedgerError):
    """The ledger is gone or empty, though there are backups of one."""


class LedgerInUseError(LedgerError):
    """A bot is running on the ledger, or it is being restored."""


class LedgerUnavailableError(LedgerError):
    """The ledger is not open: what needs it fails, everything else goes on."""


class OlderLedgerError(LedgerError):
    """The ledger has to be migrated before this version of the bot can open it."""


class NewerLedgerError(LedgerError):
    """The ledger was written by a newer version of the bot than the one that opens it."""


class BackupError(LedgerError):
    """A backup could not be made, or is not what it should be."""
