"""One spelling for all the ways of typing the same text, in Latin and in Arabic script."""

import re
import unicodedata
from functools import lru_cache

MAX_LENGTH = 500
"""Characters of a message that are read; the rest is cut off."""

_LATELY = 256
"""So many texts are kept: the steps of understanding fold the same message again and again."""

_LETTERS = {
    **dict.fromkeys("يىېۍێ", "ی"),
    **dict.fromkeys("كڪګڬڭݢ", "ک"),
    **dict.fromkeys("هةۃەۂ", "ہ"),
    "ٱ": "ا",
    "٫": ".",
}
"""Letters of Arabic, Sindhi and Pashto keyboards, and the Urdu ones that are meant."""


class _Folding(dict[int, str | None]):
    """A `str.translate` table that works a character out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        self[code] = folded = _folded(chr(code))
        return folded


def _folded(char: str) -> str | None:
    category = unicodedata.category(char)
    if char in _LETTERS:
        return _LETTERS[char]
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category[0] == "M" or category == "Cf" or char == "ـ":
        return None
    return char if category[0] in "LN" or char in ".:" else " "


_FOLDING = _Folding()
_STRAY_POINT = re.compile(r"(?<![0-9])[.:]|[.:](?![0-9])")
_STRAY_HEH = re.compile("(?<![بپتٹجچدڈرڑکگلمن])ھ")


@lru_cache(maxsize=_LATELY)
def fold(text: str) -> str:
    """The text in lower case, one letter per sound of the keyboard, ASCII digits, single spaces.

    Marks, tatweel, joiners and direction controls vanish; punctuation becomes space, except a point or
    colon between digits. Doing it twice changes nothing.
    """
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text[:MAX_LENGTH]).casefold())
    text = unicodedata.normalize("NFC", text.translate(_FOLDING))[:MAX_LENGTH]
    text = _STRAY_HEH.sub("ہ", _STRAY_POINT.sub(" ", text))
    return " ".join(text.split())


def tokens(text: str) -> list[str]:
    """The words of the folded text."""
    return fold(text).split()


def word_list(text: str) -> frozenset[str]:
    """The folded entries of a word file: one a line; empty lines and those that start with # are left out."""
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(filter(None, map(fold, lines)))


_ROMAN_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"x", "ks"),
        (r"tech", "tek"),
        (r"[ts]ion", "Sn"),
        (r"kh", "X"),
        (r"gh", "g"),
        (r"ph", "f"),
        (r"sh", "S"),
        (r"ch", "C"),
        (r"c(?=[eiy])", "s"),
        (r"[cq]", "k"),
        (r"j", "g"),
        (r"v", "w"),
        (r"^[aeiou]", "A"),
    )
]
_URDU_OPENINGS = re.compile("کھ|پھ|^[اعیوحہ]")
_URDU_OPENING_SOUNDS = {"کھ": "X", "پھ": "f", "ا": "A", "ع": "A", "ی": "y", "و": "w", "ح": "h", "ہ": "h"}
_URDU_SOUNDS = str.maketrans(
    {
        **dict(zip("بپتٹثجچخدڈذرڑزژسشصضطظغفقکگلمنں", "bpttsgCXddzrrzzsSsztzgfkkglmnn", strict=True)),
        **dict.fromkeys("اعیےوھءحہ", ""),
    }
)
_SILENT = re.compile(r"(?<=.)[aeiouhwy]+")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=8192)
def skeleton(word: str) -> str:
    """The consonants of a folded word, equal for its Urdu and its Roman spelling ("لاہور", "lahor": `lr`).

    Vowels, h, w and y count only as the first letter; letters of one sound (ذ ز ض ظ z; ج گ j g) are one.
    """
    word = _URDU_OPENINGS.sub(lambda match: _URDU_OPENING_SOUNDS[match[0]], word).translate(_URDU_SOUNDS)
    for pattern, sound in _ROMAN_SOUNDS:
        word = pattern.sub(sound, word)
    return _DOUBLED.sub(r"\1", _SILENT.sub("", word))
