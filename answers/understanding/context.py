"""The words around a name that show whether it is a place."""

from answers.understanding.fold import tokens


def _words(text: str) -> frozenset[str]:
    return frozenset(tokens(text))


_AT = _words("in at near from around within inside district zila city ضلع")
_BEFORE = _AT | _words("of for to zilla tehsil شہر")
_INSIDE = _words("me mein mai main mn m mei may city district sheher shehr shehar zila میں مے مین شہر ضلع")
_DISTRICT = _words("district zila zilla tehsil ضلع")
_GENITIVE = _words("ka ke ki k ky kay wala wale wali waly کا کے کی والا والے والی")
_AFTER = _INSIDE | _GENITIVE | _words("se sy say par pe pr tak tk ko walo walon سے پر تک کو والوں")
_AND = _words("and aur or ya اور یا")
_SUBJECTS = _words(
    """
    stp stps park parks software technology tech it e erozgar erozgaar rozgar rozgaar rozgr office hubs
    center centers centre centres centr cntr senter sentr markaz marakiz coworking incubator incubation
    ایس پارک پارکس سافٹ سافٹویر سافٹویئر ٹیکنالوجی ای روزگار سینٹر سنٹر سینٹرز مرکز مراکز دفتر
    """
)
"""What people ask about: a message that has one of these is about places."""
_ABROAD = _words("india indian bharat hindustan deccan dakkan dakan occupied انڈیا بھارت دکن مقبوضہ")

MARKS = _BEFORE | _AFTER | _SUBJECTS
"""Words that stand beside names and are no part of them."""

FEW_WORDS = 2
"""A message of so few words needs no mark to be about a place."""


def neighbours(words: list[str], start: int, end: int) -> tuple[str, str]:
    """The words before and after words[start:end], empty at the ends of the message."""
    return words[start - 1] if start else "", words[end] if end < len(words) else ""


def may_be_place(words: list[str], start: int, end: int) -> bool:
    """Whether a name may stand there: the message is on places, or short, or says "in", "mein", "کا"."""
    before, after = neighbours(words, start, end)
    is_on_places = len(words) <= max(FEW_WORDS, end - start) or not _SUBJECTS.isdisjoint(words)
    return is_on_places or before in _BEFORE or after in _AFTER


def must_be_place(words: list[str], start: int, end: int) -> bool:
    """Whether a name that is also a thing must be the place: "park in Bagh", "stp swat", "district swat"."""
    before, after = neighbours(words, start, end)
    if before in _DISTRICT or after in _DISTRICT:
        return True
    after_next = words[end + 1] if end + 1 < len(words) else ""
    if after in _SUBJECTS or (after in _GENITIVE and after_next in _SUBJECTS):
        return True
    if before in _SUBJECTS and len(words) <= FEW_WORDS + 1:
        return True
    return (before in _AT or after in _INSIDE) and not _SUBJECTS.isdisjoint(words)


def follows_and(words: list[str], start: int) -> bool:
    """Whether words[start] is joined to what is two words before it ("Lahore or Swat")."""
    return start >= 2 and words[start - 1] in _AND


def is_abroad(words: list[str], start: int, end: int) -> bool:
    """Whether the words say that a namesake elsewhere is meant ("Gujarat, India")."""
    return not _ABROAD.isdisjoint(neighbours(words, start, end))
