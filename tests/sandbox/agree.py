"""Telegram's own library and the sandbox read the same random texts: do they agree?

    python -m tests.sandbox.agree 20000 [seed]

compares as many texts in each language of markup, and as many texts with entities that lie across each other,
and shows those of which the two think differently: in the text, in an entity, in the order or in a refusal.

Telegram's Bot API server reads markup by the same library. Where it differs, as its source says, from what is
asked here:

- tdjson dies of an address or a language of code that is not UTF-8 (half a surrogate pair by a reference in
  HTML, half a character by the first Markdown), so it is not asked; the server refuses the message.
- The library reads texts of up to 65,536 characters, the server of up to 32,768 bytes.
- The server says "Bad Request: can't ..." where the library says "Can't ...".
- The server runs a version of the library of its own. tdjson 1.8.69 is asked here; older ones do not know
  "&#X41;" with a large X.
- Of more than 16 entities the library leaves those of one rank over the same text (two links, say) in no
  particular order (C++'s std::sort), so theirs is not compared; of fewer it is.
- Before sending, the library cleans, mends and trims a text and finds addresses, mentions ... in it. Without
  a connection it can be asked to clean and mend, which is compared here, but not to trim.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sandbox.cleaning import cleaned, is_blank
from sandbox.entities import in_order, mended
from sandbox.given_entities import taken
from sandbox.markup import PARSERS
from sandbox.refusal import Refusal
from sandbox.specification import Object
from tests.sandbox import random_markup, tdlib
from tests.sandbox.random_texts import overlapping

#: A text and its entities, or the words of a refusal.
Outcome = tuple[str, list[Object]] | str
#: Up to so many elements std::sort of libstdc++ keeps those in order that count as equal.
STABLY_SORTED = 16
GRAMMARS = {
    "HTML": random_markup.html,
    "MarkdownV2": random_markup.markdown_v2,
    "Markdown": random_markup.markdown,
}


@dataclass(slots=True)
class Tally:
    """What came out of a comparison."""

    outcomes: Counter[str] = field(default_factory=Counter)
    disagreements: list[str] = field(default_factory=list)

    def add(self, case: object, ours: Outcome, telegrams: Outcome) -> None:
        self.outcomes["refused" if isinstance(telegrams, str) else "accepted"] += 1
        if _settled(ours) != _settled(telegrams):
            self.disagreements.append(f"{case!r}\n    ours:       {ours}\n    Telegram's: {telegrams}")


def _settled(outcome: Outcome) -> Outcome:
    """The outcome, with entities that are in no particular order in one."""
    if isinstance(outcome, str) or len(outcome[1]) <= STABLY_SORTED:
        return outcome
    return outcome[0], in_order(sorted(outcome[1], key=lambda entity: json.dumps(entity, sort_keys=True)))


def compared_texts(mode: str, count: int, seed: int = 0) -> Tally:
    """Random texts in a language of markup."""
    random, tally = Random(seed), Tally()
    for _ in range(count):
        text = GRAMMARS[mode](random)
        ours = our_outcome(PARSERS[mode.lower()], text)
        if _is_unaskable(ours):
            tally.outcomes["not asked"] += 1
        else:
            tally.add(text, ours, telegrams_outcome(tdlib.parsed, text, mode))
    return tally


def compared_entities(count: int, seed: int = 0) -> Tally:
    """Random entities over random texts, blank ones left out."""
    random, tally = Random(seed), Tally()
    for _ in range(count):
        text, entities = overlapping(random)
        ours = our_outcome(_sent, text, entities)
        if isinstance(ours, str) or not is_blank(ours[0]):
            tally.add((text, entities), ours, telegrams_outcome(tdlib.mended, text, entities))
    return tally


def our_outcome(read: Callable[..., tuple[str, list[Object]]], *asked: Any) -> Outcome:
    """What the sandbox makes of it."""
    try:
        return read(*asked)
    except Refusal as refusal:
        return refusal.description.removeprefix("Bad Request: ")


def telegrams_outcome(read: Callable[..., tuple[str, list[Object]]], *asked: Any) -> Outcome:
    """What Telegram's library makes of it, refusals in the words of the Bot API."""
    try:
        return read(*asked)
    except tdlib.Refused as refused:
        words = str(refused)
        return words[0].lower() + words[1:]


def _sent(text: str, entities: list[Object]) -> tuple[str, list[Object]]:
    text, entities = cleaned(text, mended(taken(entities)))
    return text, mended(entities)


def _is_unaskable(outcome: Outcome) -> bool:
    entities = [] if isinstance(outcome, str) else outcome[1]
    told = "".join(entity.get("url", "") + entity.get("language", "") for entity in entities)
    return any("\ud800" <= character <= "\udfff" for character in told)


def _all(count: int, seed: int) -> Iterator[tuple[str, Tally]]:
    for mode in GRAMMARS:
        yield mode, compared_texts(mode, count, seed)
    yield "entities", compared_entities(count, seed)


def main(count: int, seed: int) -> bool:
    """Compares everything and prints what came out; whether the two agreed."""
    agreed = True
    for name, tally in _all(count, seed):
        found = ", ".join(f"{number} {outcome}" for outcome, number in sorted(tally.outcomes.items()))
        sys.stdout.write(f"{name}: {found}; {len(tally.disagreements)} disagreements\n")
        sys.stdout.writelines(f"  {disagreement}\n" for disagreement in tally.disagreements[:10])
        agreed = agreed and not tally.disagreements
    return agreed


if __name__ == "__main__":
    sys.exit(not main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
