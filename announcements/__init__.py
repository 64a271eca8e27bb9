"""Announcements that reach each person once: the use cases of staff, and the sender."""
