"""Finding places: in a city, near a point, in a province; and looking at one."""

from collections.abc import Sequence
from dataclasses import replace

from answers.actions import BrowseCities, BrowseProvinces, ListNearby, ListPlaces, ShowCity
from answers.buttons import press
from answers.cards import cities as city_cards
from answers.cards import general, place_list
from answers.cards import places as cards
from answers.cards.paging import PAGE, page_of, pager
from answers.cards.place_list import Entry
from answers.understanding.points import in_pakistan
from domain.geometry import Compass, Point
from domain.places import (
    EVERY_PLACE,
    City,
    Kind,
    NearbyPlace,
    Openness,
    Place,
    PlaceFilter,
    Province,
)
from domain.replies import Html, Press, Reply, Row
from storage.directory.reader import Directory
from texts.phrases import Phrases, capital, lines, paragraphs

_ELSEWHERE = 3
"""How many open places elsewhere are named where a city has none."""


class Finding:
    """The use cases of somebody who looks for a place."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    # one place

    async def place(self, t: Phrases, place_id: str) -> Reply:
        """The card of a place."""
        place = await self._directory.places.get(place_id)
        if place is None:
            return general.too_old(t)
        programme = await self._directory.places.programme(place.programme_id, t.language)
        assert programme is not None  # the directory's foreign keys see to it  # noqa: S101
        return cards.place_card(t, place, await self._city_of(place), programme)

    async def on_map(self, t: Phrases, place_id: str) -> Reply:
        """A place as a spot on the map."""
        place = await self._directory.places.get(place_id)
        return cards.on_map(t, place, await self._city_of(place)) if place else general.too_old(t)

    async def programme(self, t: Phrases, programme_id: str) -> Reply:
        """What stands behind a place, and its places."""
        programme = await self._directory.places.programme(programme_id, t.language)
        if programme is None:
            return general.too_old(t)
        return cards.programme_card(t, programme, await self._directory.places.of_programme(programme_id))

    async def _city_of(self, place: Place) -> City | None:
        return await self._directory.cities.get(place.city_id) if place.city_id else None

    # a city

    async def city_names(self, t: Phrases, city_ids: Sequence[str]) -> dict[str, str]:
        """The names of these cities by their ids, in the reader's script; unknown ids are left out."""
        return {city.id: cards.name_of(t, city) for city in await self._directory.cities.several(city_ids)}

    async def cities(self, t: Phrases, city_ids: Sequence[str], keep: PlaceFilter) -> Reply:
        """The places of several cities, each in brief with a button to all of it."""
        cities = await self._directory.cities.several(city_ids)
        parts = [await self._in_brief(t, city, keep) for city in cities]
        return Reply(paragraphs(parts), tuple((city_cards.city_button(t, city, keep),) for city in cities))

    async def _in_brief(self, t: Phrases, city: City, keep: PlaceFilter) -> Html:
        places = await self._directory.places.in_cities([city.id], keep)
        return lines([_city_heading(t, city), _count(t, places, keep, city)])

    async def did_you_mean(self, t: Phrases, city_ids: Sequence[str], keep: PlaceFilter) -> Reply:
        """Asks which of several cities is meant."""
        return city_cards.did_you_mean(t, await self._directory.cities.several(city_ids), keep)

    async def city(self, t: Phrases, action: ShowCity) -> Reply:
        """The places of a city, and what is near where it has none that work."""
        city = await self._directory.cities.get(action.city_id)
        if city is None:
            return general.too_old(t)
        wanted = await self._directory.places.in_cities([city.id], action.keep)
        shown = wanted or await self._directory.places.in_cities([city.id], EVERY_PLACE)
        entries = [Entry(place) for place in page_of(shown, action.page)]
        elsewhere = await self._elsewhere(city, action.keep, wanted)
        heading = "city.nearest_open" if city.point else "city.no_point"
        if not (shown or elsewhere):
            elsewhere, heading = await self._elsewhere(city, EVERY_PLACE, ()), "city.nearest_any"
        text = paragraphs(
            [
                lines([_city_heading(t, city), _count(t, wanted, action.keep, city)]),
                t.say("city.other_kinds") if shown and not wanted else None,
                place_list.entry_list(t, entries),
                t.say(heading, city=cards.name_of(t, city)) if elsewhere else None,
                place_list.entry_list(t, elsewhere),
            ]
        )
        turn = pager(t, len(shown), action.page, lambda page: ShowCity(city.id, action.keep, page))
        rows = (
            *place_list.entry_rows(t, [*entries, *elsewhere]),
            *turn,
            *await self._rest_of(t, city, shown),
            *_city_ways_on(t, city),
        )
        return Reply(text, rows)

    async def _rest_of(self, t: Phrases, city: City, shown: Sequence[Place]) -> tuple[Row, ...]:
        everything = await self._directory.places.in_cities([city.id], EVERY_PLACE)
        if len(everything) == len(shown):
            return ()
        label = t.label("button.all_kinds", n=len(everything), city=cards.name_of(t, city))
        return ((press(label, ShowCity(city.id)),),)

    async def _elsewhere(self, city: City, keep: PlaceFilter, here: Sequence[Place]) -> list[Entry]:
        if any(place.is_open for place in here):
            return []
        still_open = replace(keep, openness=Openness.OPEN)
        if city.point is None:
            province = await self._directory.places.of_province(city.province, still_open)
            return await self._with_cities(province[:_ELSEWHERE])
        near = await self._directory.places.nearest(city.point, still_open, _ELSEWHERE + PAGE)
        away = [found for found in near if found.place.city_id != city.id]
        return await self._entries(city.point, away[:_ELSEWHERE])

    # a province, the country

    async def listed(self, t: Phrases, action: ListPlaces) -> Reply:
        """All places of a kind, in a province or everywhere; open ones first."""
        places = await self._directory.places.of_province(action.province, action.keep)
        if not places and action.keep.openness is Openness.OPEN:
            return await self.listed(t, ListPlaces(action.province, _any_openness(action.keep)))
        where = t.label(f"province.{action.province}") if action.province else t.label("list.pakistan")
        kinds = city_cards.kinds_word(t, action.keep)
        entries = await self._with_cities(page_of(places, action.page))
        count = t.say("list.count", n=len(places), open=_open_in(places))
        text = paragraphs(
            [
                t.say("list.heading", kinds=capital(kinds), where=where),
                count if places else t.say("list.none", kinds=kinds, where=where),
                place_list.entry_list(t, entries),
                t.say("list.not_all") if _asks_for_parks(action.keep) else None,
            ]
        )
        turn = pager(t, len(places), action.page, lambda page: ListPlaces(action.province, action.keep, page))
        openness, label = city_cards.openness_toggle(t, action.keep)
        toggle = press(label, ListPlaces(action.province, replace(action.keep, openness=openness)))
        kinds_row = city_cards.kind_row(t, action.keep, lambda keep: ListPlaces(action.province, keep))
        return Reply(
            text,
            (*place_list.entry_rows(t, entries), *turn, (toggle,), kinds_row, (_browse(t, action.province),)),
        )

    async def provinces(self, t: Phrases) -> Reply:
        """The provinces, to choose a city from."""
        counts = await self._directory.places.counts(EVERY_PLACE)
        return city_cards.provinces(t, {Province(count.key): count.total for count in counts})

    async def cities_of(self, t: Phrases, action: BrowseCities) -> Reply:
        """The cities of a province."""
        cities = await self._directory.cities.of_province(action.province)
        return city_cards.cities_of(t, action.province, cities, action.page)

    # near a point

    async def nearby(self, t: Phrases, action: ListNearby) -> Reply:
        """The places nearest to a point, nearest first; what is nearer but not open is said."""
        wanted = (action.page + 1) * PAGE + 1
        near = await self._directory.places.nearest(action.point, action.keep, wanted)
        entries = await self._entries(action.point, near[action.page * PAGE :][:PAGE])
        closer = await self._closer(action, near) if not action.page else []
        only_open = action.keep.openness is Openness.OPEN
        kinds = city_cards.kinds_word(t, action.keep)
        text = paragraphs(
            [
                t.say("near.open_heading" if only_open else "near.heading", kinds=kinds),
                None if in_pakistan(action.point) else t.say("near.outside"),
                place_list.entry_list(t, entries) if entries else t.say("near.none", kinds=kinds),
                t.say("near.closer") if closer else None,
                place_list.entry_list(t, closer),
            ]
        )
        rows = (
            *place_list.entry_rows(t, [*entries, *closer]),
            *_nearby_turns(t, action, more=len(near) == wanted),
            _nearby_toggle(t, action),
            city_cards.kind_row(t, action.keep, lambda keep: ListNearby(action.point, keep)),
        )
        return Reply(text, rows)

    async def _closer(self, action: ListNearby, near: Sequence[NearbyPlace]) -> list[Entry]:
        if action.keep.openness is not Openness.OPEN:
            return []
        everything = await self._directory.places.nearest(
            action.point, _any_openness(action.keep), _ELSEWHERE
        )
        limit = near[0].distance_km if near else float("inf")
        closer = [found for found in everything if not found.place.is_open and found.distance_km < limit]
        return await self._entries(action.point, closer)

    async def _entries(self, point: Point, near: Sequence[NearbyPlace]) -> list[Entry]:
        listed = await self._with_cities([found.place for found in near])
        return [
            Entry(entry.place, entry.city, found.distance_km, _direction(point, found.place))
            for entry, found in zip(listed, near, strict=True)
        ]

    async def _with_cities(self, places: Sequence[Place]) -> list[Entry]:
        city_ids = [place.city_id for place in places if place.city_id]
        cities = {city.id: city for city in await self._directory.cities.several(city_ids)}
        return [Entry(place, cities.get(place.city_id or "")) for place in places]


def _direction(point: Point, place: Place) -> Compass | None:
    return point.direction_to(place.point) if place.point else None


def _any_openness(keep: PlaceFilter) -> PlaceFilter:
    return replace(keep, openness=Openness.ANY)


def _open_in(places: Sequence[Place]) -> int:
    return sum(place.is_open for place in places)


def _asks_for_parks(keep: PlaceFilter) -> bool:
    return Kind.SOFTWARE_TECHNOLOGY_PARK in keep.kinds


def _city_heading(t: Phrases, city: City) -> Html:
    province = t.label(f"province.{city.province}")
    return t.say("city.heading", city=cards.name_of(t, city), province=province)


def _count(t: Phrases, places: Sequence[Place], keep: PlaceFilter, city: City) -> Html:
    kinds = city_cards.kinds_word(t, keep)
    if not places:
        return t.say("city.none", kinds=kinds, city=cards.name_of(t, city))
    return t.say("city.count", n=len(places), kinds=capital(kinds), open=_open_in(places))


def _city_ways_on(t: Phrases, city: City) -> tuple[Row, ...]:
    province = press(
        t.label("button.places_of", province=t.label(f"province.{city.province}")), ListPlaces(city.province)
    )
    if city.point is None:
        return ((province,),)
    near = ListNearby(city.point, PlaceFilter(openness=Openness.OPEN))
    return ((press(t.label("button.nearest_others"), near), province),)


def _browse(t: Phrases, province: Province | None) -> Press:
    if province:
        return press(t.label("button.browse"), BrowseCities(province))
    return press(t.label("button.browse"), BrowseProvinces())


def _nearby_turns(t: Phrases, action: ListNearby, more: bool) -> tuple[Row, ...]:
    turned = [action.page - 1] * (action.page > 0) + [action.page + 1] * more
    labels = {action.page - 1: "page.back", action.page + 1: "page.on"}
    row = tuple(press(t.label(labels[page]), ListNearby(action.point, action.keep, page)) for page in turned)
    return (row,) if row else ()


def _nearby_toggle(t: Phrases, action: ListNearby) -> Row:
    openness, label = city_cards.openness_toggle(t, action.keep)
    return (
        press(
            label, ListNearby(action.point, PlaceFilter(action.keep.kinds, openness, action.keep.women_only))
        ),
    )
