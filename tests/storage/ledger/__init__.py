"""Tests of the ledger: the same on every database."""
