"""Conversations of the staff."""
