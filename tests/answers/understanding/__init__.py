"""Tests of reading a message."""
