"""Random words, addresses and entities, many of them odd, in English, Urdu and emoji."""

import tomllib
from pathlib import Path
from random import Random

from sandbox.entities import STYLES, utf16_length
from sandbox.specification import Object

VOCABULARY: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("vocabulary.toml").read_text("utf-8")
)
CHARACTERS = [*range(0x20, 0xD800), *range(0xE000, 0x11000), *range(0x1F300, 0x1F700)]
KINDS = [*STYLES, *STYLES, "code", "pre", "blockquote", "expandable_blockquote", "text_link", "custom_emoji"]


def pick(random: Random, section: str, name: str) -> str:
    """One of the words of a list in vocabulary.toml."""
    return random.choice(VOCABULARY[section][name])


def text(random: Random) -> str:
    """A few words, blanks and strange characters."""
    return "".join(_atom(random) for _ in range(random.choice([0, 1, 1, 1, 2, 2, 3])))


def link(random: Random) -> str:
    """An address, often a bad one."""
    kind = random.random()
    if kind < 0.3:
        return pick(random, "link", "good")
    if kind < 0.5:
        return special_link(random)
    return "".join(pick(random, "link", name) for name in ("schemes", "users", "hosts", "ports", "paths"))


def special_link(random: Random) -> str:
    """The address of a user, an emoji or a moment, often a bad one."""
    return "".join(pick(random, "special_link", name) for name in ("schemes", "hosts", "marks", "queries"))


def soup(random: Random, section: str) -> str:
    """Marks of a language and words in any order."""
    marks = [random.random() < 0.6 for _ in range(random.randint(1, 14))]
    return "".join(pick(random, section, "marks") if mark else _atom(random) for mark in marks)


def damaged(random: Random, whole: str, section: str) -> str:
    """The text after one to three accidents: pieces vanish, double or give way to others; the end is lost."""
    for _ in range(random.choice([1, 1, 2, 3])):
        begin, end = sorted(random.randint(0, len(whole)) for _ in range(2))
        end = min(end, begin + random.choice([0, 1, 1, 2, 5]))
        sign = pick(random, "text", "signs")
        accidents = ["", pick(random, section, "marks"), sign, whole[begin:end] * 2, link(random)]
        whole = whole[:begin] + random.choice(accidents) + whole[end:]
    return whole if random.random() < 0.9 else whole[: random.randint(0, len(whole))]


def overlapping(random: Random) -> tuple[str, list[Object]]:
    """A text without marks, and entities that lie anywhere on it, now and then beyond."""
    pieces = [*VOCABULARY["text"]["words"], *VOCABULARY["text"]["blanks"], "\u200f", "\u200e", "\u0333"]
    whole = "".join(random.choice(pieces) for _ in range(random.randint(1, 8)))
    length = utf16_length(whole)
    return whole, [_anywhere(random, length) for _ in range(random.randint(1, 7))]


def _anywhere(random: Random, length: int) -> Object:
    begin, end = sorted(random.randint(0, length + (random.random() < 0.02)) for _ in range(2))
    kind = random.choice(KINDS)
    return {"type": kind, "offset": begin, "length": end - begin, **_details(random, kind)}


def _details(random: Random, kind: str) -> Object:
    if kind == "text_link":
        return {"url": link(random) if random.random() < 0.2 else pick(random, "link", "good")}
    if kind == "custom_emoji":
        return {"custom_emoji_id": pick(random, "detail", "emoji_ids")}
    return {"language": "c"} if kind == "pre" and random.random() < 0.5 else {}


def _atom(random: Random) -> str:
    if random.random() < 0.03:
        return chr(random.choice(CHARACTERS))
    return pick(random, "text", random.choices(["words", "blanks", "strange", "signs"], [60, 25, 8, 3])[0])
