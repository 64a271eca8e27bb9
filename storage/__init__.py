"""The one door to SQL: the directory that is built, and the ledger that is kept."""
