"""Cities and provinces: what is there, what is near, and what to tap when one does not type."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from answers.actions import Action, AskLocation, BrowseCities, BrowseProvinces, ListPlaces, ShowCity, ShowMenu
from answers.buttons import press
from answers.cards.paging import page_of, pager
from answers.cards.places import name_of
from domain.places import EVERY_PLACE, PARKS, City, Kind, Openness, PlaceFilter, Province
from domain.replies import Press, Reply, Row
from texts.phrases import Phrases, paragraphs

_CITIES_A_ROW = 2
_CHOICES: dict[str, frozenset[Kind]] = {
    "all": frozenset(),
    "parks": PARKS,
    "e_rozgaar": frozenset({Kind.E_ROZGAAR_CENTRE}),
    "coworking": frozenset({Kind.COWORKING_SPACE}),
}


def kinds_word(t: Phrases, keep: PlaceFilter) -> str:
    """What a filter keeps, as a plural noun: "software technology parks", "places for women"."""
    word = t.label(_kinds_key(keep.kinds))
    return t.label("kinds.for_women", kinds=word) if keep.women_only else word


def _kinds_key(kinds: frozenset[Kind]) -> str:
    if len(kinds) == 1:
        return f"kinds.{next(iter(kinds))}"
    return "kinds.parks" if kinds == PARKS else "kinds.any"


def did_you_mean(t: Phrases, cities: Sequence[City], keep: PlaceFilter) -> Reply:
    """Two names lie close to what was typed: the person chooses."""
    rows = tuple((city_button(t, city, keep),) for city in cities)
    return Reply(t.say("city.did_you_mean"), (*rows, (press(t.label("button.browse"), BrowseProvinces()),)))


def city_button(t: Phrases, city: City, keep: PlaceFilter = EVERY_PLACE, total: int | None = None) -> Press:
    """A city on a button, with the number of its places where that helps."""
    name = name_of(t, city)
    label = t.label("city.with_count", city=name, count=t.number(total)) if total else name
    return press(label, ShowCity(city.id, keep))


def places_button(t: Phrases, city: City) -> Press:
    """Offers all places of a city."""
    return press(t.label("button.city", city=name_of(t, city)), ShowCity(city.id))


def provinces(t: Phrases, counts: dict[Province, int]) -> Reply:
    """The provinces and how many places each has."""
    rows: list[Row] = []
    for province in Province:
        name = t.label(f"province.{province}")
        label = t.label("city.with_count", city=name, count=t.number(counts.get(province, 0)))
        rows.append((press(label, BrowseCities(province)),))
    near = press(t.label("button.near"), AskLocation())
    return Reply(t.say("browse.provinces"), (*rows, (near, press(t.label("button.menu"), ShowMenu()))))


def cities_of(t: Phrases, province: Province, cities: Sequence[tuple[City, int]], page: int) -> Reply:
    """The cities of a province, those with places first."""
    shown = page_of(cities, page)
    buttons = [city_button(t, city, total=total) for city, total in shown]
    grid = [tuple(buttons[start : start + _CITIES_A_ROW]) for start in range(0, len(buttons), _CITIES_A_ROW)]
    name = t.label(f"province.{province}")
    every = press(t.label("button.places_of", province=name), ListPlaces(province))
    return Reply(
        paragraphs([t.say("browse.cities", province=name), t.say("browse.cities_hint")]),
        (
            *grid,
            *pager(t, len(cities), page, lambda turned: BrowseCities(province, turned)),
            (every, press(t.label("button.provinces"), BrowseProvinces())),
        ),
    )


def kind_row(t: Phrases, keep: PlaceFilter, narrowed_to: Callable[[PlaceFilter], Action]) -> Row:
    """Buttons for the kinds of places that are not shown now."""
    return tuple(
        press(t.label(f"button.kinds.{name}"), narrowed_to(replace(keep, kinds=kinds)))
        for name, kinds in _CHOICES.items()
        if kinds != keep.kinds
    )


def openness_toggle(t: Phrases, keep: PlaceFilter) -> tuple[Openness, str]:
    """The other choice between working places and all, and its label."""
    if keep.openness is Openness.OPEN:
        return Openness.ANY, t.label("button.show_all")
    return Openness.OPEN, t.label("button.only_open")
