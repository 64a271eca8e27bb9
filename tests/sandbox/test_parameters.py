"""How parameters may be written."""

import pytest

from sandbox.people import Person

from .conftest import Bot

BUTTON = {"text": "A", "callback_data": "x" * 64}


async def test_the_longest_text_and_callback_data_are_taken(bot: Bot, ayesha: Person) -> None:
    markup = {"inline_keyboard": [[BUTTON]]}
    sent = await bot.does("sendMessage", chat_id=ayesha.id, text="😀" * 2048, reply_markup=markup)
    assert sent["reply_markup"] == markup


async def test_parameters_may_come_as_text_as_in_a_form(bot: Bot, ayesha: Person) -> None:
    markup = '{"inline_keyboard": [[{"text": "A", "callback_data": "1"}]]}'
    given = {"chat_id": str(ayesha.id), "text": "5", "protect_content": "True", "reply_markup": markup}
    sent = await bot.does("sendMessage", **given)
    assert sent["text"] == "5"
    assert sent["has_protected_content"] is True
    assert sent["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "1"


@pytest.mark.parametrize("said", ["false", "no", "0", "", "maybe"])
async def test_what_is_not_yes_is_no(bot: Bot, ayesha: Person, said: str) -> None:
    sent = await bot.does("sendMessage", chat_id=ayesha.id, text="x", protect_content=said)
    assert "has_protected_content" not in sent


async def test_nothing_is_the_same_as_not_given(bot: Bot, ayesha: Person) -> None:
    await bot.does("sendMessage", chat_id=ayesha.id, text="x", reply_markup=None, parse_mode=None)
