"""Edited messages: one question, one answer."""

import pytest

from sandbox.groups import new_group
from sandbox.people import Person
from sandbox.specification import Object
from sandbox.world import World
from tests.conftest import Conversation, read


async def asked(ayesha: Conversation, text: str) -> Object:
    """Asks, waits for the answer, and returns the question."""
    question = ayesha.person.says(text)
    await ayesha.poller.poll()
    return question


async def test_an_edited_question_gets_its_answer_edited_in_place(ayesha: Conversation) -> None:
    question = await asked(ayesha, "lahore")
    answers = ayesha.person.received()
    assert "Multan, Punjab" in await ayesha.does(ayesha.person.edits, question, "multan")
    assert [message["message_id"] for message in ayesha.person.received()] == [
        message["message_id"] for message in answers
    ]
    assert "Multan, Punjab" in read(ayesha.person.latest())


@pytest.mark.parametrize(
    ("edited", "answer"),
    [
        ("is paypal available in pakistan", "Is PayPal available in Pakistan?"),
        ("how many software technology parks are there", "43 software technology parks"),
        ("recipe for biryani", "I don’t know that."),
        ("/help", "In any other chat write my name"),
        ("/city multan", "Multan, Punjab"),
        ("/no_such_command", "In any other chat write my name"),
        ("31.42, 73.09", "Nearest working"),
        ("...", "I see no words"),
    ],
)
async def test_a_question_may_be_edited_into_anything_else(
    ayesha: Conversation, edited: str, answer: str
) -> None:
    question = await asked(ayesha, "lahore")
    count = len(ayesha.person.received())
    assert answer in await ayesha.does(ayesha.person.edits, question, edited)
    assert len(ayesha.person.received()) == count


async def test_the_buttons_are_those_of_the_new_answer(ayesha: Conversation) -> None:
    question = await asked(ayesha, "lahore")
    await ayesha.does(ayesha.person.edits, question, "is paypal available in pakistan")
    assert ayesha.buttons[0] == "📚 More on: Getting paid"


async def test_an_edit_that_changes_nothing_in_the_answer_says_nothing(ayesha: Conversation) -> None:
    question = await asked(ayesha, "lahore")
    count = len(ayesha.shown)
    await ayesha.does(ayesha.person.edits, question, "Lahore!")
    assert len(ayesha.shown) == count


async def test_a_question_can_be_edited_again_and_again(ayesha: Conversation) -> None:
    question = await asked(ayesha, "lahore")
    count = len(ayesha.person.received())
    for city in ("Multan", "Quetta", "Sialkot"):
        question = ayesha.person.edits(question, city)
        await ayesha.poller.poll()
        assert city in read(ayesha.person.latest())
    assert len(ayesha.person.received()) == count


async def test_an_older_message_that_is_edited_is_not_answered_again(ayesha: Conversation) -> None:
    older = await asked(ayesha, "lahore")
    await asked(ayesha, "quetta")
    count = len(ayesha.shown)
    await ayesha.does(ayesha.person.edits, older, "multan")
    assert len(ayesha.shown) == count


async def test_a_message_the_bot_never_saw_is_not_answered_when_it_is_edited(
    ayesha: Conversation, world: World
) -> None:
    message = ayesha.person.says("lahore")
    world.updates.clear()
    count = len(ayesha.shown)
    await ayesha.does(ayesha.person.edits, message, "multan")
    assert len(ayesha.shown) == count


async def test_an_edit_into_a_question_of_where_one_is_asks_for_it_anew(ayesha: Conversation) -> None:
    question = await asked(ayesha, "lahore")
    assert "Where are you?" in await ayesha.does(ayesha.person.edits, question, "near me")
    assert ayesha.person.chat.keyboard


async def test_a_live_location_is_answered_once_however_it_moves(ayesha: Conversation) -> None:
    shared = ayesha.person.shares_live_location(31.418, 73.079)
    await ayesha.poller.poll()
    assert "Nearest working" in ayesha.newest
    count = len(ayesha.shown)
    for step in range(1, 4):
        shared = ayesha.person.moves(shared, 31.418 + step / 10, 73.079)
        await ayesha.poller.poll()
    assert len(ayesha.shown) == count


async def test_what_is_edited_in_a_group_is_corrected_there_only_if_meant_for_the_bot(
    ayesha: Conversation, world: World
) -> None:
    bilal = Person(world, "Bilal")
    group = new_group(world, "Freelancers", ayesha.person, bilal)
    question = ayesha.person.says("@rahnuma_bot lahore", chat=group)
    await ayesha.poller.poll()
    await ayesha.does(ayesha.person.edits, question, "@rahnuma_bot multan")
    assert "Multan" in read(ayesha.person.latest(group))
    chat = bilal.says("anybody here?", chat=group)
    count = len(ayesha.shown)
    await ayesha.does(bilal.edits, chat, "anybody there?")
    assert len(ayesha.shown) == count
