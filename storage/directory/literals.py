"""What a text says the same way in every language: links, codes, months of dates, numbers, percentages."""

import re
from collections import Counter

from babel import Locale


def _months(locale: str) -> list[str]:
    return list(Locale.parse(locale).months["format"]["wide"].values())


_TO_ASCII = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫٬", "01234567890123456789.,")
_IN_ENGLISH = dict(
    zip(_months("en_GB") + _months("ur_PK"), _months("en_GB") * 2, strict=True)
)  # Roman Urdu has the English months
_ANY_MONTH = "|".join(_IN_ENGLISH)
_LITERAL = re.compile(
    rf"""
    (?:https?://|[\w.+-]+@)?(?:[A-Za-z0-9-]+\.)+[a-z]{{2,}}(?:/[\w./?=&%#-]*[\w/])?    # a link
    | \b(?=[A-Z-]*\d)(?=[\d-]*[A-Z])[A-Z\d]+(?:-[A-Z\d]+)*\b                        # a code: 154A, G-10
    | (?P<month>(?<=\d[ ])(?:{_ANY_MONTH})\b|\b(?:{_ANY_MONTH})(?=,?[ ]\d))         # of a date, not "may"
    | (?P<number>\d+(?:[.,]\d+)*)(?P<percent>[ ]?(?:%|٪|per[ ]?cent\b|feesad\b|فیصد\b))?
    """,
    re.VERBOSE,
)


def literals(text: str) -> Counter[str]:
    """The literals of a text and how often each is there: digits in ASCII, months in English, "5%" for
    every way to write it. Codes are of capitals and digits.
    """
    return Counter(_normal(found) for found in _LITERAL.finditer(text.translate(_TO_ASCII)))


def _normal(found: re.Match[str]) -> str:
    if found["month"]:
        return _IN_ENGLISH[found["month"]]
    return f"{found['number']}%" if found["percent"] else found[0]
