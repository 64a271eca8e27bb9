"""What Telegram makes of a text."""

from tests.sandbox.test_markup import judged_by_telegram


def utf16_length(text: str) -> int:
    """The length in the units in which Telegram measures."""
    return len(text.encode("utf-16-le")) // 2


def as_read(html: str) -> str:
    """The text as a person sees it, by Telegram's own parser. Fails where Telegram would refuse it."""
    text, marks = judged_by_telegram(html)
    assert text != "refused", (marks, html)
    return text
