"""The parts of a message that may ask one thing each."""

import re

_JOINTS = re.compile(
    r"[?!.;,\n؟۔؛،]+(?:\s|$)|[?؟\n]+|\s(?:and|also|plus|n|&|aur|or|nez|phir|اور|نیز|پھر)\s", re.IGNORECASE
)
_MOST = 3


def parts(text: str) -> tuple[str, ...]:
    """The message cut at its stops and at its ands, at most three parts; whole if there is nothing to cut."""
    found = [part.strip() for part in _JOINTS.split(text)]
    kept = tuple(part for part in found if part)
    return kept if 1 < len(kept) <= _MOST else (text,)
