"""Inline mode: places and answers from any chat."""

import pytest

from handlers.services import Bot
from sandbox.groups import new_group
from sandbox.people import Opened, Person
from sandbox.specification import Object
from storage.ledger import people
from tests.conftest import Conversation, read

_MOST_RESULTS = 50
_FAISALABAD = (31.418, 73.079)


async def asks(ayesha: Conversation, text: str, **how: object) -> Object:
    """Types "@rahnuma_bot text" and returns what the bot answers to Telegram."""
    query = ayesha.person.asks_inline(text, **how)  # type: ignore[arg-type]  # offset, location or chat
    await ayesha.poller.poll()
    assert query.answer is not None
    return query.answer


async def every_page(ayesha: Conversation, text: str) -> list[Object]:
    """The results of all pages, as somebody sees who scrolls to the end."""
    answer = await asks(ayesha, text)
    results: list[Object] = answer["results"]
    while offset := answer.get("next_offset"):
        answer = await asks(ayesha, text, offset=offset)
        assert answer["results"]
        results = results + answer["results"]
    return results


def titles(answer: Object) -> list[str]:
    """The lines that the list of results shows in bold."""
    return [result["title"] for result in answer["results"]]


async def test_a_city_gives_its_places_with_their_kind_and_status(ayesha: Conversation) -> None:
    answer = await asks(ayesha, "faisalabad")
    (sitara,) = [result for result in answer["results"] if "Sitara" in result["title"]]
    assert "Software technology park · Faisalabad" in sitara["description"]
    assert "Working, according to a source of 13 February 2025" in sitara["description"]


async def test_a_question_gives_its_answer_first(ayesha: Conversation) -> None:
    answer = await asks(ayesha, "how do I register as a freelancer")
    assert titles(answer)[0] == "How do I register as a freelancer with PSEB?"
    assert "As of 22 August 2026" in answer["results"][0]["input_message_content"]["message_text"]


async def test_a_kind_in_a_province_gives_these_places_only(ayesha: Conversation) -> None:
    results = await every_page(ayesha, "e-rozgaar in punjab")
    assert results
    assert all(result["description"].startswith("e-Rozgaar centre") for result in results)


async def test_nothing_typed_gives_working_places_only(ayesha: Conversation) -> None:
    results = await every_page(ayesha, "")
    assert results
    assert all("\nWorking, " in result["description"] for result in results)


async def test_nothing_typed_with_a_location_gives_the_nearest_ones(ayesha: Conversation) -> None:
    answer = await asks(ayesha, "", location=_FAISALABAD)
    assert "Faisalabad" in answer["results"][0]["description"]
    assert answer["is_personal"]


@pytest.mark.parametrize("text", ["recipe for biryani", "xqzt", "!!!", "\u200c", "<&>", "a" * 256])
async def test_where_nothing_is_found_a_button_leads_to_the_bot(ayesha: Conversation, text: str) -> None:
    answer = await asks(ayesha, text)
    assert answer["results"] == []
    assert answer["button"]["text"].startswith("Nothing found")
    said = await ayesha.does(ayesha.person.starts, answer["button"]["start_parameter"])
    assert "STP in Faisalabad" in said


@pytest.mark.parametrize("text", ["", "lahore", "punjab", "e-rozgaar", "parks"])
async def test_scrolling_to_the_end_shows_everything_once(ayesha: Conversation, text: str) -> None:
    identifiers = [result["id"] for result in await every_page(ayesha, text)]
    assert identifiers
    assert len(identifiers) == len(set(identifiers))


async def test_a_province_shows_all_its_places(ayesha: Conversation) -> None:
    await ayesha.presses("🏙 Browse cities")
    (label,) = [label for label in ayesha.buttons if label.startswith("Punjab (")]
    total = int(label.removeprefix("Punjab (").removesuffix(")"))
    assert len(await every_page(ayesha, "places in punjab")) == total


async def test_a_page_is_cached_and_never_larger_than_telegram_takes(ayesha: Conversation) -> None:
    answer = await asks(ayesha, "punjab")
    assert 0 < len(answer["results"]) <= _MOST_RESULTS
    assert answer["next_offset"]
    assert answer["cache_time"] > 0
    assert answer["is_personal"]  # the next to ask the same may read another language


@pytest.mark.parametrize("offset", ["-1", "x", "1.5", "²", "۱", "'; --", " ", "1e9", "None"])
async def test_an_offset_that_makes_no_sense_shows_the_first_page(ayesha: Conversation, offset: str) -> None:
    assert titles(await asks(ayesha, "punjab", offset=offset)) == titles(await asks(ayesha, "punjab"))


@pytest.mark.parametrize("offset", ["7", "99", "9" * 64])
async def test_an_offset_beyond_the_end_shows_nothing_and_leads_nowhere(
    ayesha: Conversation, offset: str
) -> None:
    answer = await asks(ayesha, "punjab", offset=offset)
    assert answer["results"] == []
    assert not answer.get("next_offset")


@pytest.mark.parametrize("text", ["faisalabad", "how do I register as a freelancer"])
async def test_a_chosen_result_carries_a_link_that_opens_the_same_in_the_bot(
    ayesha: Conversation, text: str
) -> None:
    friends = new_group(ayesha.person.world, "Friends", ayesha.person)
    query = ayesha.person.asks_inline(text, chat=friends)
    await ayesha.poller.poll()
    assert query.answer
    chosen = ayesha.person.chooses(query, query.answer["results"][0]["id"], chat=friends)
    opened = ayesha.person.presses(chosen, "Open Rahnuma")
    assert isinstance(opened, Opened)
    link, _, payload = opened.url.partition("?start=")
    assert link == "https://t.me/rahnuma_bot"
    assert await ayesha.does(ayesha.person.starts, payload) == read(chosen)


async def test_what_was_chosen_is_not_taken_for_a_question(ayesha: Conversation) -> None:
    friends = new_group(ayesha.person.world, "Friends", ayesha.person)
    for chat in (friends, ayesha.person.chat):
        query = ayesha.person.asks_inline("faisalabad", chat=chat)
        await ayesha.poller.poll()
        assert query.answer
        before = len(ayesha.shown)
        await ayesha.does(ayesha.person.chooses, query, query.answer["results"][0]["id"], chat=chat)
        assert len(ayesha.shown) == before


async def test_asking_inline_leaves_no_trace_of_the_person(bot: Bot, ayesha: Conversation) -> None:
    stranger = Conversation(Person(ayesha.person.world, "Stranger"), ayesha.poller)
    await asks(stranger, "lahore", location=_FAISALABAD)
    async with bot.bot_data.ledger.reading() as connection:
        assert await people.find(connection, stranger.person.id) is None


async def test_the_share_button_of_a_place_finds_that_place(ayesha: Conversation) -> None:
    await ayesha.says("STP in Faisalabad")
    await ayesha.presses("Sitara")
    message = ayesha.person.latest()
    offered = ayesha.person.presses(message, "Share")
    assert "Sitara" in titles(await asks(ayesha, getattr(offered, "query", "")))[0]
