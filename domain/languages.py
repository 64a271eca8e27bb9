"""The languages the bot speaks."""

from enum import StrEnum


class Language(StrEnum):
    """A language together with its script, as a BCP 47 tag."""

    ENGLISH = "en"
    URDU = "ur"
    ROMAN_URDU = "ur-Latn"
