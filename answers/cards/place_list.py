"""Many places in a list: name, kind, status with its date and sources, and how far."""

from collections.abc import Iterable
from dataclasses import dataclass

from answers.actions import ShowPlace
from answers.buttons import press
from answers.cards.places import MARKS, name_of, place_label, source_links, status_words
from domain.geometry import Compass
from domain.places import City, Place, Precision
from domain.replies import Html, Row
from texts.phrases import Phrases, lines, paragraphs


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in a list; with the distance and direction to it where somebody stands somewhere."""

    place: Place
    city: City | None = None
    distance_km: float | None = None
    direction: Compass | None = None


def entry_list(t: Phrases, entries: Iterable[Entry]) -> Html:
    """Places one below the other: name, kind, status with its date, and where."""
    return paragraphs(_entry(t, entry) for entry in entries)


def _entry(t: Phrases, entry: Entry) -> Html:
    place = entry.place
    kind = t.label(f"kind.{place.kind}")
    if entry.city:
        kind = t.label("entry.kind_in", kind=kind, city=name_of(t, entry.city))
    return lines(
        [
            t.say("entry.name", mark=MARKS[place.status], name=name_of(t, place)),
            t.text(kind),
            t.say("entry.status", words=status_words(t, place), links=_numbered(t, place)),
            _distance(t, entry),
        ]
    )


def _numbered(t: Phrases, place: Place) -> Html:
    # the evidence for the status may stand in any of them, so a list names them all
    return source_links(t, (place.source_url, *place.extra_sources))


def _distance(t: Phrases, entry: Entry) -> Html | None:
    if entry.distance_km is None or entry.direction is None:
        return None
    exact = entry.place.precision is Precision.CAMPUS
    key = "distance.exact" if exact else f"distance.{entry.place.precision}"
    if entry.distance_km < 1:
        return t.say(f"{key}.here")
    direction = t.label(f"compass.{entry.direction}")
    return t.say(key, km=t.number(entry.distance_km), direction=direction)


def entry_rows(t: Phrases, entries: Iterable[Entry]) -> tuple[Row, ...]:
    """A button for each place of a list."""
    return tuple((press(place_label(t, entry.place), ShowPlace(entry.place.id)),) for entry in entries)
