"""A clock that jumps: questions are answered, and what was kept is still there."""

import pytest

from handlers.services import Bot
from storage.ledger import people
from tests.conftest import Clock, Conversation


@pytest.mark.parametrize("days", [-400, 400])
async def test_after_a_jump_of_the_clock_and_back_again_everything_is_answered_and_nobody_forgotten(
    bot: Bot, ayesha: Conversation, clock: Clock, days: int
) -> None:
    await ayesha.says("/subscribe")
    for jump in (days, -days):
        clock.forward(days=jump)
        question = ayesha.person.says("lahore")
        await ayesha.poller.poll()
        assert "Lahore, Punjab" in ayesha.newest
        assert "Multan, Punjab" in await ayesha.does(ayesha.person.edits, question, "multan")
        assert "Who may use it:" in await ayesha.presses("Multan")
    async with bot.bot_data.ledger.reading() as connection:
        person = await people.find(connection, ayesha.person.id)
    assert person
    assert person.subscribed_at
