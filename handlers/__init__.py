"""Glue: an update comes in, one use case is called, a reply goes out."""
