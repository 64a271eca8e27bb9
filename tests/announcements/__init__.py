"""Tests of announcements: real ledger, real sender; only Telegram and the clock are played."""
