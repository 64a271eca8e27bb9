"""Takes out of a text what could lead to a person: numbers, addresses, names of accounts.

Names of people are not recognised.
"""

import re

_SPLIT = r"[\W_]*"
"""What may stand between two digits of one number: spaces, dashes, dots, marks of direction, joiners."""

_PAGE = re.compile(r"(https?://[^\s/?#]+[/?#]|(?<![\w.-])(?:[\w-]++\.)++[a-z]{2,}/)\S+", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![^\s@])[^\s@]+\s?@\s?[^\s@]+\.[^\s@]+")
_USERNAME = re.compile(r"(?<![^\s@])[^\s@]*(?:@[^\s@]+)+")
_IBAN_OF_PAKISTAN = re.compile(
    _SPLIT.join(["P", "K", r"\d", r"\d", *["[A-Z]"] * 4, *[r"\d"] * 16]), re.IGNORECASE
)
_IBAN = re.compile(
    rf"(?<![^\W_])[A-Z]{{2}}\d\d(?:{_SPLIT}[A-Z\d]{{4}}){{2,7}}(?:{_SPLIT}[A-Z\d]{{1,3}})?(?![^\W_])",
    re.IGNORECASE,
)
"""ISO 13616: country, two check digits and 11 to 30 letters or digits, on paper in groups of four."""
_CODE = re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[^\W\d_])[\w-]{20,}")
_NUMBER = re.compile(rf"\+?\d(?:{_SPLIT}\d)*")

_LEAST_DIGITS = 9
"""From here on digits are a number of somebody, however they are split."""
_LEAST_UNSPLIT = 7
"""Unsplit, as many are one already: a telephone without its area code, a passport, a tax number."""
_IN_IBAN = 10
"""No IBAN has fewer digits (the shortest, of Norway, has 13); words in between have."""
_AMOUNT = r"(?:[1-9]\d{0,2}[,٬]\d{3}|[1-9]\d?[,٬]\d{2,3}[,٬]\d{3})"
_AMOUNTS = re.compile(rf"{_AMOUNT}(?:[^\d,٬]+{_AMOUNT})*")


def masked(text: str) -> str:
    """The text with a mark like `[CNIC]` or `[phone]` in place of what belongs to one person.

    CNICs, telephone, card and account numbers, e-mail addresses, usernames, what follows the host in a web
    address, and long codes; with digits of any script. Digits with nothing but signs between them count as
    one number, so that two numbers side by side may get one mark. Small numbers, years and amounts such as
    50,000 or 20,000-50,000 stay.
    """
    text = _PAGE.sub(r"\1[page]", text)
    text = _EMAIL.sub("[e-mail]", text)
    text = _USERNAME.sub("[username]", text)
    text = _IBAN_OF_PAKISTAN.sub("[IBAN]", text)
    text = _IBAN.sub(lambda found: "[IBAN]" if _digits(found[0]) >= _IN_IBAN else found[0], text)
    text = _CODE.sub("[code]", text)
    return _NUMBER.sub(lambda found: _mark(found[0]), text)


def _digits(text: str) -> int:
    return sum(map(str.isdecimal, text))


def _mark(number: str) -> str:
    ascii_digits = re.sub(r"\d", lambda digit: str(int(digit[0])), number)
    unsplit = max(map(len, re.findall(r"\d+", ascii_digits)))
    count = _digits(ascii_digits)
    if (count < _LEAST_DIGITS and unsplit < _LEAST_UNSPLIT) or _AMOUNTS.fullmatch(ascii_digits):
        return number
    return f"[{_kind(count, is_dialled=ascii_digits[0] in '+0')}]"


def _kind(digits: int, is_dialled: bool) -> str:
    """What a number of so many digits is; one that begins with + or 0 is dialled."""
    if _LEAST_DIGITS <= digits <= 12 or (is_dialled and digits <= 15):
        return "phone"
    if digits == 13:
        return "CNIC"
    return "card" if 14 <= digits <= 19 else "number"
