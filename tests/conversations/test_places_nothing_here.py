"""Where a city has nothing that works, the answer says so and where the nearest is."""

from answers.actions import ListPlaces, ShowCity, ShowPlace
from answers.guide import Guide
from domain.languages import Language
from domain.places import Kind, Openness, PlaceFilter
from domain.replies import Reply, Viewer
from handlers.services import Bot
from tests.conftest import Conversation
from tests.conversations.reading import named_in, presses, rows, seen

ANYBODY = Viewer(Language.ENGLISH)


async def test_the_nearest_working_places_are_named_with_distance_and_direction(ayesha: Conversation) -> None:
    chitral = await ayesha.says("Chitral")
    assert chitral.startswith("🏙 Chitral, Khyber Pakhtunkhwa\nNo places in Chitral are known.\n")
    elsewhere = chitral[chitral.index("Nearest working ones elsewhere:") :]
    assert "Software technology park · Swat (Mingora)" in elsewhere
    assert "↔️ about 130 km south-east (measured to the town centre)" in elsewhere
    assert len(named_in(elsewhere, "✅")) == 3
    assert "As of 13 February 2025" in await ayesha.presses("Software Technology Park, Mingora")


async def test_what_is_planned_there_comes_first_and_is_not_called_working(ayesha: Conversation) -> None:
    bannu = await ayesha.says("software park in Bannu")
    assert "0 reported as working" in bannu
    here, elsewhere = bannu.split("Nearest working ones elsewhere:")
    assert "Only planned (as of 17 June 2021)" in here
    assert "✅" not in here
    assert named_in(elsewhere, "✅")


async def test_the_nearest_of_the_kind_asked_for_is_meant_and_other_kinds_of_the_city_are_shown(
    ayesha: Conversation,
) -> None:
    karachi = await ayesha.says("coworking space in Karachi")
    assert "No co-working spaces in Karachi are known." in karachi
    here, elsewhere = karachi.split("Nearest working ones elsewhere:")
    assert "But these are there:" in here
    assert "✅ National Incubation Center Karachi" in here
    assert elsewhere.count("Co-working space · ") == elsewhere.count("✅") == 3


async def test_a_city_whose_position_nobody_published_is_answered_with_its_province(
    ayesha: Conversation,
) -> None:
    darel = await ayesha.says("Darel")
    assert "No places in Darel are known." in darel
    assert "The position of Darel is not known, so here is its province." in darel
    assert named_in(darel, "✅")
    assert (await ayesha.presses("All places in Gilgit-Baltistan")).startswith("Places · Gilgit-Baltistan")


async def test_a_kind_that_works_nowhere_around_still_gets_other_places(ayesha: Conversation) -> None:
    tangir = await ayesha.says("e-rozgaar in Tangir")
    assert tangir.startswith("🏙 Tangir, Gilgit-Baltistan\nNo e-Rozgaar centres in Tangir are known.")
    assert "Other working places elsewhere:" in tangir
    assert "Co-working space · Alchori" in tangir


async def test_every_city_said_alone_or_after_the_command_has_an_answer_with_ways_on(bot: Bot) -> None:
    guide = bot.bot_data.guide
    for city in rows("cities.csv"):
        for reply in (await _said(guide, city["name"]), await _after_the_command(guide, city["name"])):
            assert presses(reply), city["name"]
            if seen(reply) == "Which one do you mean?":
                assert ShowCity(city["id"]) in presses(reply)
            else:
                assert seen(reply).startswith(f"🏙 {city['name']}, ")
                assert _working_places(reply), city["name"]


async def test_nearly_every_city_is_shown_without_asking_back(bot: Bot) -> None:
    asked = [
        city["id"]
        for city in rows("cities.csv")
        if seen(await _said(bot.bot_data.guide, city["name"])) == "Which one do you mean?"
    ]
    assert asked == ["digri"], "digri is Urdu for a degree as well"


async def test_every_city_has_an_answer_for_every_kind_even_for_women_only(bot: Bot) -> None:
    guide = bot.bot_data.guide
    for number, city in enumerate(rows("cities.csv")):
        kind = list(Kind)[number % len(Kind)]
        keep = PlaceFilter(frozenset({kind}), Openness.OPEN, women_only=number % 2 == 0)
        reply = await guide.show(ShowCity(city["id"], keep), ANYBODY)
        assert any(isinstance(action, ShowPlace) for action in presses(reply)), (city["name"], kind)
        assert any(isinstance(action, ListPlaces) for action in presses(reply))


async def _said(guide: Guide, name: str) -> Reply:
    return await guide.reply(await guide.read(name), ANYBODY)


async def _after_the_command(guide: Guide, name: str) -> Reply:
    return await guide.of_kind(frozenset(), name, ANYBODY)


def _working_places(reply: Reply) -> list[str]:
    return named_in(seen(reply), "✅")
