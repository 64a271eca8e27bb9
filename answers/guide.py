"""The guide: from what a person wrote or tapped to the reply."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
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
    Shown,
    ShowOnMap,
    ShowPlace,
    ShowProgramme,
)
from answers.announcement_actions import AskHome
from answers.cards import cities as city_cards
from answers.cards import facts as fact_cards
from answers.cards import general
from answers.cards.joining import in_languages
from answers.finding import Finding
from answers.homes import Homes
from answers.looking_up import LookingUp
from answers.understanding.classifier import FIGURES
from answers.understanding.reading import Decision, Intent, Reading
from answers.understanding.understand import Understanding
from domain.conversation import NOTHING, About
from domain.geometry import Point
from domain.languages import Language
from domain.places import EVERY_PLACE, Kind, Openness, PlaceFilter
from domain.replies import Press, Reply, Viewer
from storage.directory.reader import Directory
from storage.directory.recent import Recent
from texts.catalogue import phrases
from texts.phrases import Phrases, paragraphs

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
            return await self._all_of(action.shown, replace(viewer, language=action.language))
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
        parts = (reading, *reading.also)
        replies = [await self._reply(one, viewer) for one in parts]
        return in_languages(phrases(viewer.language), replies, [_shown_for(one) for one in parts])

    async def about(self, action: Action, before: About) -> About | None:
        """What the next question may lean on after a tap; None where the tap opens no subject."""
        match action:
            case ShowAnswer(answer_id):
                answer = await self._directory.answers.get(answer_id, Language.ENGLISH)
                return About(topic=answer.topic, city_id=before.city_id) if answer else None
            case ShowFigure():
                return About(topic=FIGURES, city_id=before.city_id)
            case ShowPlace(place_id):
                place = await self._directory.places.get(place_id)
                return About(city_id=place.city_id, kinds=frozenset({place.kind})) if place else None
            case ShowCity(city_id, keep):
                return About(city_id=city_id, kinds=keep.kinds)
            case ListPlaces(_, keep) | ListNearby(_, keep):
                return About(kinds=keep.kinds)
            case _:
                return None

    async def _all_of(self, shown: Sequence[Shown], viewer: Viewer) -> Reply:
        replies = [await self.show(part, viewer) for part in shown]
        return in_languages(phrases(viewer.language), replies, shown)

    async def _reply(self, reading: Reading, viewer: Viewer) -> Reply:
        if shown := _shown_for(reading):
            return await self._of_year(reading.year, shown, viewer)
        t = phrases(viewer.language)
        match reading.intent:
            case Intent.FIND_NEARBY:
                return await self._near(reading, viewer)
            case Intent.FIND_CITY | Intent.LIST_KIND:
                return await self._find(reading, viewer)
            case Intent.FAQ | Intent.STATS:
                return await self._offer(t, reading)
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
        if reading.cities:
            return await self.finding.cities(t, reading.cities, reading.keep)
        if reading.candidates:
            return await self.finding.did_you_mean(t, reading.candidates, reading.keep)
        return await self.show(BrowseProvinces(), viewer)

    async def _of_year(self, year: str | None, shown: Shown, viewer: Viewer) -> Reply:
        """The card, which says so if a year was asked for that it does not tell of."""
        reply = await self.show(shown, viewer)
        if year is None or await self.looking_up.tells_of_year(shown, year):
            return reply
        unknown = phrases(viewer.language).say("figure.other_year", year=year)
        return replace(reply, text=paragraphs([unknown, reply.text]))

    async def _offer(self, t: Phrases, reading: Reading) -> Reply:
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


def _shown_for(reading: Reading) -> Shown | None:
    """The card that answers, where one does."""
    match reading:
        case Reading(place_id=str(place_id)):
            return ShowPlace(place_id)
        case Reading(figure_id=str(figure_id)):
            return ShowFigure(figure_id)
        case Reading(intent=Intent.FIND_CITY, cities=(city_id,)):
            return ShowCity(city_id, reading.keep)
        case Reading(intent=Intent.LIST_KIND):
            return ListPlaces(reading.region, reading.keep)
        case Reading(intent=Intent.FAQ | Intent.STATS, decision=Decision.ANSWER):
            return ShowAnswer(reading.answer_ids[0])
        case _:
            return None


def _talk(t: Phrases, talk: str | None) -> Reply:
    if talk == "help":
        return general.help_page(t)
    return Reply(t.say(f"smalltalk.{talk}"), general.ways_on(t))
