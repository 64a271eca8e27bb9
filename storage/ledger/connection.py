"""What functions of the ledger take: for rooms that hand it on and know no SQL."""

from sqlalchemy.ext.asyncio import AsyncConnection

Connection = AsyncConnection
"""A connection in a transaction, from `Ledger.reading()` or `Ledger.writing()`."""
