"""Places found by the name of a city, a district, a province, or their own."""

import pytest

from domain.languages import Language
from tests.conftest import Conversation
from tests.conversations.reading import named_in, unmarked
from tests.conversations.wordings import city_heading, said_in
from texts.catalogue import phrases

pytestmark = pytest.mark.usefixtures("in_english")

FAISALABAD = [
    "Faisalabad",
    "faislabad",
    "Lyallpur",
    "fsd",
    "FAISALABAD!!",
    "district Faisalabad",
]
OTHERS = [
    ("lahor", "Lahore, Punjab"),
    ("lhr", "Lahore, Punjab"),
    ("pindi", "Rawalpindi, Punjab"),
    ("RYK", "Rahim Yar Khan, Punjab"),
    ("rahim yar kahn", "Rahim Yar Khan, Punjab"),
    ("DI Khan", "Dera Ismail Khan, Khyber Pakhtunkhwa"),
    ("pishawar", "Peshawar, Khyber Pakhtunkhwa"),
    ("Mirpur Khas", "Mirpur Khas, Sindh"),
    ("Mirpur", "Mirpur, Azad Jammu and Kashmir"),
]


@pytest.mark.parametrize("said", FAISALABAD)
async def test_a_city_goes_by_many_names_spellings_and_scripts(ayesha: Conversation, said: str) -> None:
    assert (await ayesha.says(said)).startswith("🏙 Faisalabad, Punjab")


@pytest.mark.parametrize(("said", "heading"), OTHERS)
async def test_a_city_is_found_in_words_and_after_the_command(
    ayesha: Conversation, said: str, heading: str
) -> None:
    assert (await ayesha.says(said)).startswith(f"🏙 {heading}")
    assert (await ayesha.says(f"/city {said}")).startswith(f"🏙 {heading}")


@pytest.mark.parametrize(
    ("said", "city_id", "heading"),
    [
        ("فیصل آباد", "faisalabad", "Faisalabad, Punjab"),
        ("لاہور", "lahore", "Lahore, Punjab"),
        ("سکھر", "sukkur", "Sukkur, Sindh"),
        ("ضلع سوات میں پارک", "swat", "Swat"),
    ],
)
async def test_a_city_in_urdu_letters_is_shown_in_urdu_and_after_the_command_as_chosen(
    ayesha: Conversation, said: str, city_id: str, heading: str
) -> None:
    assert unmarked(await ayesha.says(said)).startswith(f"{city_heading(city_id, Language.URDU)}\n")
    assert (await ayesha.says(f"/city {said}")).startswith(f"🏙 {heading}")


SENTENCES = [
    ("Where are the software technology parks in Lahore?", "Lahore", "Technology parks: "),
    ("is there any e-rozgaar centre in Multan", "Multan", "e-Rozgaar centres: "),
    ("Lahore mein e-rozgaar center kidhar hai bhai?", "Lahore", "e-Rozgaar centres: "),
    ("mujhe rawalpindi mein coworking space chahiye", "Rawalpindi", "Co-working spaces: "),
    ("karachi ka incubator", "Karachi", "Incubation centres: "),
    ("main sukkur se hun, yahan koi training centre hai?", "Sukkur", "Training centres: "),
    ("women only e-rozgaar in Faisalabad", "Faisalabad", "e-Rozgaar centres for women: 1 known"),
]


@pytest.mark.parametrize(("said", "city", "count"), SENTENCES)
async def test_a_sentence_says_where_and_of_which_kind(
    ayesha: Conversation, said: str, city: str, count: str
) -> None:
    shown = (await ayesha.says(said)).splitlines()
    assert shown[0].startswith(f"🏙 {city}, ")
    assert shown[1].startswith(count)


@pytest.mark.parametrize(
    ("said", "city_id", "kinds"),
    [
        ("اسلام آباد میں سافٹ ویئر پارک کہاں ہے؟", "islamabad", "kinds.parks"),
        ("ملتان میں ای روزگار سینٹر", "multan", "kinds.e_rozgaar_centre"),
    ],
)
async def test_an_urdu_sentence_too_says_where_and_of_which_kind(
    ayesha: Conversation, said: str, city_id: str, kinds: str
) -> None:
    shown = unmarked(await ayesha.says(said)).splitlines()
    assert shown[0] == city_heading(city_id, Language.URDU)
    assert shown[1].startswith(f"{phrases(Language.URDU).label(kinds)}: ")


async def test_only_places_of_the_kind_asked_for_are_listed_and_all_are_one_tap_away(
    ayesha: Conversation,
) -> None:
    parks = await ayesha.says("stp in lahore")
    assert "Software technology park" in parks
    assert "Incubation centre" not in parks
    assert "Incubation centre" in await ayesha.presses("All 12 places in Lahore")


async def test_open_now_leaves_out_what_is_not_confirmed_as_working(ayesha: Conversation) -> None:
    everything = await ayesha.says("parks in Islamabad")
    assert "Islamabad IT Park" in everything
    working = await ayesha.says("open parks in Islamabad")
    assert "Fazal Software Technology Park" in working
    assert "Islamabad IT Park" not in working
    assert working.count("✅") == 2
    assert not set("🚧📣📝❔") & set(working)


async def test_planned_ones_are_listed_as_planned_without_the_working_ones(ayesha: Conversation) -> None:
    coming = await ayesha.says("planned parks in Punjab")
    assert "📝 " in coming
    assert "Only planned" in coming
    assert "✅" not in coming


async def test_parks_of_a_province_are_listed_working_ones_first(ayesha: Conversation) -> None:
    sindh = await ayesha.says("parks in sindh")
    assert sindh.startswith("Technology parks · Sindh")
    assert sindh.index("Jamshoro") < sindh.index("Karachi IT Park")
    assert sindh.rindex("✅") < min(sindh.index(mark) for mark in "🚧❔")
    assert "published no list" in sindh


PROVINCES = [
    ("stp in kpk", "Khyber Pakhtunkhwa"),
    ("balochistan mein park", "Balochistan"),
    ("parks in GB", "Gilgit-Baltistan"),
    ("sooba punjab ke parks", "Punjab"),
]


@pytest.mark.parametrize(("said", "province"), PROVINCES)
async def test_a_province_goes_by_many_names_too(ayesha: Conversation, said: str, province: str) -> None:
    assert (await ayesha.says(said)).startswith(f"Technology parks · {province}")


async def test_a_province_in_urdu_letters_is_shown_in_urdu(ayesha: Conversation) -> None:
    t = phrases(Language.URDU)
    kinds, where = t.label("kinds.parks"), t.label("province.azad_kashmir")
    heading = said_in(Language.URDU, "list.heading", kinds=kinds, where=where)
    assert unmarked(await ayesha.says("آزاد کشمیر میں پارک")).startswith(f"{heading}\n")


DISTRICTS = [
    ("parks in district Haripur", "Haripur"),
    ("parks in Swat district", "Swat"),
    ("district swat", "Swat"),
    ("zila chakwal", "Chakwal"),
]


@pytest.mark.parametrize(("said", "city"), DISTRICTS)
async def test_a_district_means_its_headquarters(ayesha: Conversation, said: str, city: str) -> None:
    assert (await ayesha.says(said)).startswith(f"🏙 {city}")


async def test_two_close_names_are_asked_about_and_one_is_chosen(ayesha: Conversation) -> None:
    assert await ayesha.says("e-rozgaar in tando dam") == "Which one do you mean?"
    assert ayesha.buttons[:2] == ["Tando Adam", "Tando Jam"]
    chosen = await ayesha.presses("Tando Jam")
    assert chosen.startswith("🏙 Tando Jam, Sindh\nNo e-Rozgaar centres in Tando Jam are known.")
    assert len(ayesha.person.received()) == 2, "the question turns into its answer"


async def test_who_meant_neither_browses_on(ayesha: Conversation) -> None:
    await ayesha.says("khaipur")
    assert ayesha.buttons == ["Khairpur", "Khanpur", "🏙 Browse cities"]
    assert "Choose a province" in await ayesha.presses("Browse cities")


@pytest.mark.parametrize(
    "said",
    ["parks in London", "Gujarat, India", "Hyderabad Deccan mein park", "koi park", "xyzzy park", "stp"],
)
async def test_no_city_is_made_up_where_none_of_ours_is_named(ayesha: Conversation, said: str) -> None:
    assert not (await ayesha.says(said)).startswith("🏙")


async def test_a_word_that_several_cities_share_is_not_taken_for_an_answer(ayesha: Conversation) -> None:
    asked_back = await ayesha.says("dera")
    assert asked_back == "Which one do you mean?" or asked_back.startswith("Where? Choose a province")


async def test_several_cities_come_in_the_order_asked_for_each_with_its_button(ayesha: Conversation) -> None:
    shown = await ayesha.says("STP in Multan, Lahore aur Karachi")
    assert named_in(shown, "🏙") == ["Multan, Punjab", "Lahore, Punjab", "Karachi, Sindh"]
    assert ayesha.buttons[:3] == ["Multan", "Lahore", "Karachi"]
    assert (await ayesha.presses("Karachi")).startswith("🏙 Karachi, Sindh\nTechnology parks: ")


async def test_a_place_is_found_by_its_own_name(ayesha: Conversation) -> None:
    assert (await ayesha.says("Arfa tower")).startswith("Arfa Software Technology Park (Arfa Tower)\n")
    assert (await ayesha.says("Sitara Technopark")).startswith("Sitara Technopark")
    assert (await ayesha.says("where is arfa karim tower?")).startswith("Arfa Software Technology Park")


@pytest.mark.parametrize(
    ("command", "heading"),
    [("/parks", "Technology parks · Pakistan"), ("/centres", "e-Rozgaar centres · Pakistan")],
)
async def test_a_kind_without_a_city_is_listed_for_the_country(
    ayesha: Conversation, command: str, heading: str
) -> None:
    shown = await ayesha.says(command)
    assert shown.startswith(heading)
    assert named_in(shown, "✅")
    assert (await ayesha.presses("▶️")).startswith(heading)


async def test_a_kind_with_a_city_or_province_is_listed_there(ayesha: Conversation) -> None:
    assert (await ayesha.says("/parks Faisalabad")).startswith(
        "🏙 Faisalabad, Punjab\nTechnology parks: 1 known, 1 reported as working."
    )
    assert (await ayesha.says("/centres multan")).startswith("🏙 Multan, Punjab\ne-Rozgaar centres: 4 known")
    assert (await ayesha.says("/centres Sindh")).startswith("e-Rozgaar centres · Sindh")
    assert await ayesha.says("/parks tando dam") == "Which one do you mean?"


async def test_the_city_command_alone_offers_the_provinces(ayesha: Conversation) -> None:
    await ayesha.says("/city")
    assert "Sindh (28)" in ayesha.buttons
    assert "Balochistan (9)" in ayesha.buttons
