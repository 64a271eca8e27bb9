"""The parts of a message that may ask one thing each."""

import re

_JOINTS = re.compile(
    r"[?!.;؟۔؛]+\s|[?؟\n]+|\s(?:and|also|plus|n|&|\+|/|aur|or|nez|phir|اور|نیز|پھر)\s", re.IGNORECASE
)
_OPENING = re.compile(r"(\S+(?:\s\S+){0,2}?)\s*[,،]\s")
"""A greeting of up to three words. Other commas mostly part the clauses of one question."""
_MOST = 3


def parts(text: str) -> tuple[str, ...]:
    """The message cut at its stops and at its ands, at most three parts; whole if there is nothing to cut."""
    opening = _OPENING.match(text)
    rest = text[opening.end() :] if opening else text
    found = [opening[1] if opening else "", *_JOINTS.split(rest)]
    kept = tuple(part.strip() for part in found if part.strip())
    return kept if 1 < len(kept) <= _MOST else (text,)
