"""The language a message is written in."""

import re
from collections.abc import Iterable

from answers.understanding.fold import tokens
from domain.languages import Language

_URDU_LETTERS = re.compile("[\u0600-\u06ff]")
_LATIN_LETTERS = re.compile("[a-z]")


class LanguageDetector:
    """Tells the three languages apart by script, then by the everyday words of Roman Urdu and of English."""

    def __init__(self, roman_urdu_words: Iterable[str], english_words: Iterable[str]) -> None:
        self._roman_urdu = frozenset(roman_urdu_words)
        self._english = frozenset(english_words)

    def detect(self, text: str) -> Language | None:
        """The language of the text, or None where nothing shows it: bare keywords ("stp pindi"), signs."""
        words = tokens(text)
        if self._is_urdu_script("".join(words)):
            return Language.URDU
        roman_urdu = sum(word in self._roman_urdu for word in words)
        english = sum(word in self._english for word in words)
        if roman_urdu > english:
            return Language.ROMAN_URDU
        return Language.ENGLISH if english else None

    @staticmethod
    def _is_urdu_script(text: str) -> bool:
        # Urdu is full of Latin abbreviations; Latin text has no reason for Urdu letters but a name.
        urdu = len(_URDU_LETTERS.findall(text))
        return 2 * urdu > len(_LATIN_LETTERS.findall(text))
