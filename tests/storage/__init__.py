"""Tests of the two stores."""
