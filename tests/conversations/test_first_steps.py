from tests.conftest import Conversation


async def test_a_newcomer_is_welcomed_with_examples_and_ways_on(ayesha: Conversation) -> None:
    assert "STP in Faisalabad" in ayesha.newest
    assert ayesha.buttons[:2] == ["📍 Nearest to me", "🏙 Browse cities"]


async def test_a_city_is_found_by_a_misspelt_name(ayesha: Conversation) -> None:
    assert "Lahore, Punjab" in await ayesha.says("lahor")


async def test_a_place_opened_from_a_list_says_who_may_use_it_and_where_that_was_read(
    ayesha: Conversation,
) -> None:
    await ayesha.says("STP in Faisalabad")
    card = await ayesha.presses("Sitara")
    assert "Address not published" not in card
    assert "Who may use it:" in card
    assert "Source: " in card
    assert "As of 13 February 2025" in card
