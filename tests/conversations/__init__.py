"""Whole conversations, as a person has them."""
