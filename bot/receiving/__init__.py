"""Receives updates, by polling or by webhook, so that no question is lost (docs/adr/0013-receiving.md)."""
