"""What is found in a text without markup, by the sandbox and by Telegram's own library."""

from random import Random

import pytest

from sandbox.recognised import recognised
from tests.sandbox import tdlib

PIECES = [
    "/",
    "@",
    "#",
    "$",
    "start",
    "abc",
    "ABC",
    "1INCH",
    "_",
    "1",
    " ",
    "é",
    "<",
    "😀",
    "لاہور",
    "پاک\u200cستان",
]
PIECES += ["٣", "·", "gif", "x" * 31, "-", "\n"]


def test_telegram_and_we_find_the_same_commands_mentions_and_tags() -> None:
    random = Random(0)
    texts = ["".join(random.choices(PIECES, k=random.randint(1, 8))) for _ in range(5000)]
    found = [tdlib.found(text) for text in texts]
    assert [text for text, entities in zip(texts, found, strict=True) if recognised(text) != entities] == []
    kinds = {entity["type"] for entities in found for entity in entities}
    assert kinds == {"bot_command", "mention", "hashtag", "cashtag"}


@pytest.mark.parametrize(
    "text",
    [
        "see https://stza.gov.pk.",
        "سلام https://x.pk/پارک، اور",
        "(http://Example.org/a_(b)?x=1#y)",
        "HTTPS://user:p@x.pk:8080/; x",
        "http://1.2.3.4:80 and http://1.2.3.400",
        "😀http://پاکستان.pk!",
        "https://localhost/x http://x http://a..b http://a_b.pk http://a.b_c http://a-.pk",
        "x.pk/[a]] http://x.pk/[a]]",
        "ftp://x.pk/a?b=c&d=@name #http://x.pk",
    ],
)
def test_telegram_and_we_find_the_same_addresses_with_a_scheme(text: str) -> None:
    with_scheme = [e for e in tdlib.found(text) if "://" in covered(text, e["offset"], e["length"])]
    assert [e for e in recognised(text) if e["type"] == "url"] == with_scheme


def covered(text: str, offset: int, length: int) -> str:
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")
