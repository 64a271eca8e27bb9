"""Tests: mirror the packages, plus whole-bot transcripts."""
