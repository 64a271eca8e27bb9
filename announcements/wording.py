"""In which language each person gets an announcement.

It is the one they chose, else the one they last spoke as far as that is kept, else English. Where that text
is waived they get the other script of the same language, and only then the other language; those who read
English get Urdu, then Roman Urdu.
"""

from collections.abc import Collection, Mapping

from domain.announcements import Content, Text
from domain.languages import Language

_ORDER = {
    Language.ENGLISH: (Language.ENGLISH, Language.URDU, Language.ROMAN_URDU),
    Language.URDU: (Language.URDU, Language.ROMAN_URDU, Language.ENGLISH),
    Language.ROMAN_URDU: (Language.ROMAN_URDU, Language.URDU, Language.ENGLISH),
}


def given(written: Collection[Language]) -> dict[Language, Language]:
    """Which language each one's people get, of those in which something is written (at least one)."""
    return {wanted: next(one for one in order if one in written) for wanted, order in _ORDER.items()}


def contents(texts: Mapping[Language, Text]) -> dict[Language, tuple[Language, Content]]:
    """What people of each language get, and in which language that is."""
    there = {language: text.content for language, text in texts.items() if text.content}
    return {wanted: (language, there[language]) for wanted, language in given(there).items()}


def written(texts: Mapping[Language, Text]) -> frozenset[Language]:
    """The languages in which there is a text."""
    return frozenset(language for language, text in texts.items() if text.content)


def missing(texts: Mapping[Language, Text]) -> frozenset[Language]:
    """What has to be written or waived yet; where everything is waived, all languages."""
    if len(texts) == len(Language) and not written(texts):
        return frozenset(Language)
    return frozenset(Language) - texts.keys()
