"""The guide: from what a person wrote or tapped to the reply."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from typing import Any

from answers.actions import (
    Action,
    AskLocation,
    AskWhatIsWrong,
    BrowseCities,
    BrowseFigures,
    BrowseProvinces,
    BrowseSection,
    BrowseSections,
    InLanguage,
    ListFigures,
    ListNearby,
    ListPlaces,
    ShowAnswer,
    ShowCity,
    ShowFigure,
    ShowMenu,
    ShowOnMap,
    ShowPlace,
    ShowProgramme,
)
from answers.announcement_actions import AskHome
from answers.cards import cities as city_cards
from answers.cards import facts as fact_cards
from answers.cards import general
from answers.cards.joining import joined
from answers.finding import Finding
from answers.homes import Homes
from answers.looking_up import LookingUp
from answers.understanding.reading import Decision, Intent, Reading
from answers.understanding.understand import Understanding
from domain.conversation import NOTHING, About
from domain.geometry import Point
from domain.places import EVERY_PLACE, Kind, Openness, PlaceFilter
from domain.replies import Press, Reply, Viewer
from storage.directory.reader import Directory
from storage.directory.recent import Recent
from texts.catalogue import phrases
from texts.phrases import Phrases

_OFFERED = 3
"""Answers offered when none is clear: the right one is among the best three in 88 to 94 of 100 questions."""
_LATELY = 1000
"""So many of the last replies are kept, about 5 MB."""
_PEOPLE_WHO_HELP = ("contact-pseb", "complaint-citizen-portal")

Show = Callable[[Phrases, Any], Awaitable[Reply]]


class Guide:
    """Everything the bot can tell, by plain text or by button."""

    def __init__(self, directory: Directory, understanding: Understanding) -> None:
        self._directory = directory
        self.homes = Homes(directory)
        self._understanding = understanding
        self.finding = Finding(directory)
        self.looking_up = LookingUp(directory)
        finding, looking_up = self.finding, self.looking_up
        self._shown = Recent(self._show_several, _LATELY)
        self._shows: dict[type[Action], Show] = {
            BrowseProvinces: lambda t, _: finding.provinces(t),
            BrowseCities: finding.cities_of,
            ShowCity: finding.city,
            ListPlaces: finding.listed,
            ListNearby: finding.nearby,
            ShowPlace: lambda t, action: finding.place(t, action.place_id),
            ShowOnMap: lambda t, action: finding.on_map(t, action.place_id),
            ShowProgramme: lambda t, action: finding.programme(t, action.programme_id),
            AskWhatIsWrong: lambda t, action: looking_up.what_is_wrong(t, action.about),
            BrowseSections: lambda t, _: looking_up.sections(t),
            BrowseSection: looking_up.section,
            AskHome: self.homes.ask,
            ShowAnswer: lambda t, action: looking_up.answer(t, action.answer_id),
            BrowseFigures: looking_up.figure_subjects,
            ListFigures: looking_up.figures,
            ShowFigure: lambda t, action: looking_up.figure(t, action.figure_id),
        }

    async def read(self, text: str, before: About = NOTHING) -> Reading:
        """What a message means, after a turn that was about `before`."""
        return await self._understanding.read(text, before)

    async def show(self, action: Action, viewer: Viewer) -> Reply:
        """What a button asks for. As long as the release stays the same, so does the reply."""
        shown = await self._shown.get([(action, viewer)])
        return shown[action, viewer]

    async def _show_several(
        self, asked: Iterable[tuple[Action, Viewer]]
    ) -> dict[tuple[Action, Viewer], Reply]:
        return {(action, viewer): await self._show(action, viewer) for action, viewer in asked}

    async def _show(self, action: Action, viewer: Viewer) -> Reply:
        t = phrases(viewer.language)
        if isinstance(action, ShowMenu):
            return general.welcome(t)
        if isinstance(action, AskLocation):
            return general.ask_location(t, viewer)
        if isinstance(action, InLanguage):
            return await self.show(action.shown, replace(viewer, language=action.language))
        return await self._shows[type(action)](t, action)

    async def near(self, point: Point, viewer: Viewer, keep: PlaceFilter = EVERY_PLACE) -> Reply:
        """The places nearest to a point; the working ones, unless others are asked for."""
        # as exact as the buttons carry it, so that the second page follows on the first
        rounded = Point(round(point.lat, 3), round(point.lon, 3))
        openness = Openness.OPEN if keep.openness is Openness.ANY else keep.openness
        return await self.show(ListNearby(rounded, replace(keep, openness=openness)), viewer)

    async def of_kind(self, kinds: frozenset[Kind], said: str, viewer: Viewer) -> Reply:
        """The places of a kind: where the rest of the message says, or everywhere."""
        reading = await self.read(said)
        keep = replace(reading.keep, kinds=kinds)
        if reading.cities or reading.candidates:
            found = replace(reading, intent=Intent.FIND_CITY, keep=keep, place_id=None)
            return await self.reply(found, viewer)
        return await self.show(ListPlaces(reading.region, keep), viewer)

    async def reply(self, reading: Reading, viewer: Viewer) -> Reply:
        """What to say to a message that has been read."""
        return joined([await self._reply(one, viewer) for one in (reading, *reading.also)])

    async def _reply(self, reading: Reading, viewer: Viewer) -> Reply:
        t = phrases(viewer.language)
        match reading.intent:
            case Intent.FIND_NEARBY:
                return await self._near(reading, viewer)
            case Intent.FIND_CITY:
                return await self._find(reading, viewer)
            case Intent.LIST_KIND:
                return await self.show(ListPlaces(reading.region, reading.keep), viewer)
            case Intent.FAQ | Intent.STATS:
                return await self._inform(reading, viewer)
            case Intent.HUMAN:
                return await self._people_who_help(t)
            case Intent.SMALLTALK:
                return _talk(t, reading.talk)
            case Intent.OUT_OF_SCOPE:
                return await self._admit(t, reading)

    async def _near(self, reading: Reading, viewer: Viewer) -> Reply:
        if reading.point:
            return await self.near(reading.point, viewer, reading.keep)
        return await self.show(AskLocation(), viewer)

    async def _find(self, reading: Reading, viewer: Viewer) -> Reply:
        t = phrases(viewer.language)
        if reading.place_id:
            return await self.show(ShowPlace(reading.place_id), viewer)
        if len(reading.cities) == 1:
            return await self.show(ShowCity(reading.cities[0], reading.keep), viewer)
        if reading.cities:
            return await self.finding.cities(t, reading.cities, reading.keep)
        if reading.candidates:
            return await self.finding.did_you_mean(t, reading.candidates, reading.keep)
        return await self.show(BrowseProvinces(), viewer)

    async def _inform(self, reading: Reading, viewer: Viewer) -> Reply:
        if reading.figure_id:
            return await self.show(ShowFigure(reading.figure_id), viewer)
        if reading.decision is Decision.ANSWER:
            return await self.show(ShowAnswer(reading.answer_ids[0]), viewer)
        t = phrases(viewer.language)
        near = await self._directory.answers.several(reading.answer_ids[:_OFFERED], t.language)
        return general.dont_know(
            t, (*await self._in_cities(t, reading), *map(fact_cards.answer_button, near))
        )

    async def _admit(self, t: Phrases, reading: Reading) -> Reply:
        if reading.hint:
            return general.hint(t, reading.hint)
        return general.dont_know(t, await self._in_cities(t, reading))

    async def _in_cities(self, t: Phrases, reading: Reading) -> tuple[Press, ...]:
        cities = await self._directory.cities.several(reading.cities)
        return tuple(city_cards.places_button(t, city) for city in cities)

    async def _people_who_help(self, t: Phrases) -> Reply:
        helpful = await self._directory.answers.several(_PEOPLE_WHO_HELP, t.language)
        rows = tuple((fact_cards.answer_button(answer),) for answer in helpful)
        return Reply(t.say("human"), (*rows, *general.ways_on(t)))


def _talk(t: Phrases, talk: str | None) -> Reply:
    if talk == "help":
        return general.help_page(t)
    return Reply(t.say(f"smalltalk.{talk}"), general.ways_on(t))
