"""What a conversation is about."""

from dataclasses import dataclass

from domain.places import Kind


@dataclass(frozen=True, slots=True)
class About:
    """What the last turn was about: an answer's topic, or a city and a kind of places."""

    topic: str | None = None
    city_id: str | None = None
    kinds: frozenset[Kind] = frozenset()


NOTHING = About()
"""Where no turn went before."""
