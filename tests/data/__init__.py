"""Tests of the data files themselves."""
