"""Whom an announcement is for: chosen by taps, with the number of people after each."""

from collections.abc import Mapping, Sequence

from announcements.cards.taps import Tap, Verb, press
from announcements.cards.words import Names, audience
from announcements.drafting import Preview
from announcements.facets import FACETS, chosen, offered
from domain.announcements import EVERYBODY
from domain.replies import Html, Press, Reply, Row
from texts.phrases import Phrases, lines, paragraphs

_PAGE = 8
_A_ROW = 2


def overview(t: Phrases, preview: Preview, cities: Names) -> Reply:
    """Whom it is for and how many these are, with a button for each facet."""
    it = preview.announcement
    facets = [press(t.label(f"staff.facet.{one}"), Tap(Verb.AUDIENCE, it.id, one)) for one in FACETS]
    everybody = press(t.label("button.staff.everybody"), Tap(Verb.AIM, it.id))
    done = press(t.label("button.staff.done"), Tap(Verb.EDIT, it.id))
    rows = _grid(facets) if it.audience == EVERYBODY else ((everybody,), *_grid(facets))
    return Reply(_how_many(t, preview, cities), (*rows, (done,)))


def page_of(value: str, values: Sequence[str]) -> int:
    """On which page of a facet a value stands."""
    return values.index(value) // _PAGE if value in values else 0


def facet(
    t: Phrases, preview: Preview, cities: Names, letter: str, known: Mapping[str, int], page: int
) -> Reply:
    """The values of a facet, ticked where they are chosen, in pages."""
    it = preview.announcement
    values = offered(letter, known, it.audience)
    last = max(0, len(values) - 1) // _PAGE
    page = min(page, last)
    shown = values[page * _PAGE : (page + 1) * _PAGE]
    buttons = [_choice(t, preview, cities, letter, value, known) for value in shown]
    back = press(t.label("button.staff.audience"), Tap(Verb.AUDIENCE, it.id))
    turns = _turns(t, it.id, letter, page, last)
    text = paragraphs([_how_many(t, preview, cities), None if values else t.say("staff.facet.nothing")])
    return Reply(text, (*_grid(buttons), *turns, (back,)))


def _turns(t: Phrases, announcement_id: int, letter: str, page: int, last: int) -> tuple[Row, ...]:
    ways = [("page.back", page - 1)] if page else []
    if page < last:
        ways.append(("page.on", page + 1))
    turns = [press(t.label(key), Tap(Verb.AUDIENCE, announcement_id, letter, to)) for key, to in ways]
    return (tuple(turns),) if turns else ()


def _how_many(t: Phrases, preview: Preview, cities: Names) -> Html:
    whom = t.say("staff.audience", whom=audience(t, preview.announcement, cities))
    return lines([whom, t.say("staff.people", n=preview.count)])


def _choice(
    t: Phrases, preview: Preview, cities: Names, letter: str, value: str, known: Mapping[str, int]
) -> Press:
    name = _name(t, letter, value, cities)
    if value in known:
        name = t.label("city.with_count", city=name, count=t.number(known[value]))
    if value in chosen(preview.announcement.audience, letter):
        name = t.label("chosen", name=name)
    return press(name, Tap(Verb.AIM, preview.announcement.id, f"{letter}.{value}"))


def _name(t: Phrases, letter: str, value: str, cities: Names) -> str:
    match letter:
        case "l":
            return t.label(f"language.{value}")
        case "p":
            return t.label(f"province.{value}")
        case "r":
            return t.label(f"staff.role.{value}")
        case "i":
            return t.label(f"interest.{value}")
    return cities.get(value, value)


def _grid(buttons: Sequence[Press]) -> tuple[Row, ...]:
    return tuple(tuple(buttons[start : start + _A_ROW]) for start in range(0, len(buttons), _A_ROW))
