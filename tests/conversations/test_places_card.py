"""The card of a place: what it says, and what each of its buttons does."""

import pytest

from domain.languages import Language
from domain.replies import Viewer
from handlers.services import Bot
from sandbox.people import Copied, Offered, Opened, Pressed
from storage.ledger import reports
from tests.conftest import Conversation, buttons
from tests.conversations.reading import rows

ARFA = "stp-lahore-arfa"


async def opens(ayesha: Conversation, place_id: str) -> str:
    """Opens the card of a place by its link."""
    return await ayesha.does(ayesha.person.starts, f"place_{place_id}")


def pressed(ayesha: Conversation, label: str) -> Pressed:
    """Presses a button of the newest message that does something on the phone."""
    return ayesha.person.presses(ayesha.person.latest(), label)


async def test_a_card_says_all_that_is_known(ayesha: Conversation) -> None:
    card = await opens(ayesha, ARFA)
    for said in (
        "Arfa Software Technology Park (Arfa Tower)\nSoftware technology park · Lahore\n",
        "✅ Working, according to a source of 14 February 2024\n",
        "📍 346-B, Ferozepur Road, Lahore\n",
        "The map point is the town centre, not the place itself.\n",
        "🏛 Host: Arfa Karim Tower (17 storeys)\n",
        "Run by: Punjab Information Technology Board (PITB)\n",
        "🏢 100 companies\n",
        "Opening reported: 2012\n",
        "Who may use it: IT companies and public bodies",
        "How to apply: Ask PITB",
        "Source: ASTP significantly elevates",
        "<https://www.urdupoint.com/en/pakistan/astp-significantly-elevates-pakistans-global-1795427.html>",
        "As of 14 February 2024\n",
        "Call or ask before you travel.",
    ):
        assert said in card


async def test_what_is_not_known_is_said_or_left_out_and_never_filled_in(ayesha: Conversation) -> None:
    card = await opens(ayesha, "sco-hub-koniyon")
    assert "Address not published" in card
    assert "No map point is known." in card
    for absent in ("Host:", "desk", "training place", "compan", "square f", "women only", "Opening reported"):
        assert absent not in card
    assert not {"On the map", "Directions", "Copy address", "Nearest others"} & set(ayesha.buttons)


@pytest.mark.parametrize(
    ("place_id", "said"),
    [
        ("erozgaar-federal-islamabad-ec-services", "💺 100 desks"),
        ("erozgaar-punjab-nfc-multan", "🎓 300 training places per intake"),
        ("erozgaar-punjab-gcwuf-faisalabad", "👩 For women only"),
        ("erozgaar-punjab-gcwuf-faisalabad", "The map point is about right: its quarter, not its door."),
        ("erozgaar-punjab-uog-gujrat", "The map point is on its grounds."),
    ],
)
async def test_each_part_is_said_where_it_is_known(ayesha: Conversation, place_id: str, said: str) -> None:
    assert said in await opens(ayesha, place_id)
    assert said not in await opens(ayesha, "stp-lahore-arfa")


@pytest.mark.parametrize(
    ("place_id", "status"),
    [
        (ARFA, "✅ Working, according to a source of 14 February 2024"),
        ("erozgaar-punjab-bzu-multan", "✅ Working, according to an undated source"),
        ("rawalpindi-it-hub-murree-road", "📣 Announced, opening not confirmed (as of "),
        ("stp-bannu-ust", "📝 Only planned (as of 17 June 2021)"),
        ("stp-islamabad-awami-markaz", "❔ Not confirmed, ask first (as of 13 September 2017)"),
        ("stp-karachi-ku-iccbs", "📝 Only planned (source undated)"),
        ("wtp-bagh-women-university", "🚧 Being built, not open yet (as of 13 February 2025)"),
    ],
)
async def test_the_status_is_said_in_words_with_its_date(
    ayesha: Conversation, place_id: str, status: str
) -> None:
    assert status in await opens(ayesha, place_id)


@pytest.mark.parametrize(
    ("place_id", "asked", "share_built"),
    [
        ("it-park-islamabad", "Islamabad IT Park (Technology Park Development Project)", "72%"),
        ("it-park-karachi", "Karachi IT Park", "10%"),
    ],
)
async def test_the_big_it_parks_are_shown_as_being_built_with_their_date(
    ayesha: Conversation, place_id: str, asked: str, share_built: str
) -> None:
    being_built = "Being built, not open yet (as of 13 February 2026)"
    assert f"🚧 {being_built}" in await ayesha.says(asked)
    card = await opens(ayesha, place_id)
    assert f"🚧 {being_built}" in card
    assert share_built in card
    assert "Opening reported" not in card
    assert "✅" not in card


async def test_the_map_shows_the_spot_and_says_how_exact_it_is(ayesha: Conversation) -> None:
    await opens(ayesha, ARFA)
    below = await ayesha.presses("On the map")
    venue, words = ayesha.shown[-2:]
    assert venue["venue"]["title"] == "Arfa Software Technology Park (Arfa Tower) (about)"
    assert venue["venue"]["address"] == "346-B, Ferozepur Road, Lahore"
    assert (venue["location"]["latitude"], venue["location"]["longitude"]) == (31.558, 74.35071)
    assert "The map point is the town centre, not the place itself." in below
    assert buttons(words) == ["◀️ Back"]
    assert (await ayesha.presses("◀️ Back")).startswith("Arfa Software Technology Park")


async def test_a_campus_is_shown_as_itself_on_the_map(ayesha: Conversation) -> None:
    await opens(ayesha, "nstp-islamabad-nust")
    await ayesha.presses("On the map")
    assert ayesha.shown[-2]["venue"]["title"] == "National Science & Technology Park (NSTP), NUST"


@pytest.mark.parametrize(
    ("label", "does"),
    [
        (
            "🧭 Directions to the town",
            Opened("https://www.google.com/maps/dir/?api=1&destination=31.558,74.35071"),
        ),
        ("📋 Copy address", Copied("346-B, Ferozepur Road, Lahore")),
        ("↗️ Share", Offered("Arfa Software Technology Park (Arfa Tower)", this_chat=False)),
    ],
)
async def test_directions_address_and_sharing_work_on_the_phone_itself(
    ayesha: Conversation, label: str, does: Pressed
) -> None:
    await opens(ayesha, ARFA)
    assert pressed(ayesha, label) == does


async def test_directions_lead_to_the_place_where_its_point_is_its_own(ayesha: Conversation) -> None:
    await opens(ayesha, "nstp-islamabad-nust")
    assert "🧭 Directions" in ayesha.buttons


async def test_a_shared_place_arrives_as_its_card(ayesha: Conversation) -> None:
    await opens(ayesha, ARFA)
    offered = pressed(ayesha, "Share")
    assert isinstance(offered, Offered)
    query = ayesha.person.asks_inline(offered.query)
    await ayesha.does(lambda: None)
    assert query.answer
    assert query.answer["results"][0]["id"] == f"p{ARFA}"


async def test_every_place_is_found_by_its_own_name_in_inline_mode_as_sharing_needs_it(bot: Bot) -> None:
    for place in rows("places.csv"):
        page = await bot.bot_data.inline.page(place["name"], None, 0, Viewer(Language.ENGLISH))
        assert page.cards[0].id == f"p{place['id']}"


async def test_the_website_is_a_link_and_the_page_to_apply_is_not_named_twice(ayesha: Conversation) -> None:
    await opens(ayesha, "erozgaar-punjab-bzu-multan")
    assert pressed(ayesha, "Website") == Opened("https://erozgaar.bzu.edu.pk/")
    assert "📝 Apply" not in ayesha.buttons


async def test_the_programme_says_what_it_is_and_names_its_places(ayesha: Conversation) -> None:
    await opens(ayesha, "eearn-multan")
    programme = await ayesha.presses("The programme")
    assert programme.startswith("e-Earn co-working spaces (Punjab)\nRun by PITB with private partners")
    assert "Source: " in programme
    assert "As of 6 November 2023" in programme
    assert "✅ e-Earn Co-working Space Faisalabad" in ayesha.buttons
    assert (await ayesha.presses("e-Earn Co-working Space Okara")).startswith("e-Earn Co-working Space Okara")


async def test_the_nearest_others_and_all_of_the_city_are_a_tap_away(ayesha: Conversation) -> None:
    card = await opens(ayesha, ARFA)
    near = await ayesha.presses("Nearest others")
    assert near.startswith("📍 Nearest working places")
    await opens(ayesha, ARFA)
    assert (await ayesha.presses("All in Lahore")).startswith("🏙 Lahore, Punjab\nPlaces: 12 known")
    assert "Nearest working" not in card


async def test_a_mistake_is_reported_by_taps_and_kept_without_the_person(
    ayesha: Conversation, bot: Bot
) -> None:
    await opens(ayesha, ARFA)
    asked = await ayesha.presses("Something is wrong here")
    assert asked == "What is wrong with Arfa Software Technology Park (Arfa Tower)?"
    assert "without your name" in await ayesha.presses("It is closed")
    async with bot.bot_data.ledger.reading() as connection:
        [kept] = await reports.counts(connection)
    assert (kept.about, kept.reason, kept.reports) == (f"place_{ARFA}", "closed", 1)
    assert str(ayesha.person.id) not in str(kept)


async def test_who_reports_nothing_goes_back_to_the_place(ayesha: Conversation, bot: Bot) -> None:
    await opens(ayesha, ARFA)
    await ayesha.presses("Something is wrong here")
    assert (await ayesha.presses("◀️ Back")).startswith("Arfa Software Technology Park")
    async with bot.bot_data.ledger.reading() as connection:
        assert await reports.counts(connection) == []


async def test_a_card_opened_from_a_list_leaves_the_list_where_it_was(ayesha: Conversation) -> None:
    shown = await ayesha.says("Lahore")
    await ayesha.presses("Arfa Software Technology Park")
    await ayesha.presses("On the map")
    texts = [message["text"] for message in ayesha.person.received() if "text" in message]
    assert texts[1].splitlines()[0] == shown.splitlines()[0]


async def test_a_link_to_a_place_that_is_gone_says_so(ayesha: Conversation) -> None:
    assert "This button is too old" in await opens(ayesha, "no-such-place")
    assert "🏠 Start" in ayesha.buttons
