"""A deliberately bad bot: every refusal, in Telegram's words where these are known."""

import pytest

from sandbox import server
from sandbox.people import Person
from sandbox.specification import Object
from sandbox.world import World

from .conftest import Bot

TOO_LONG = "😀" * 2049  # two UTF-16 units each


def inline(*buttons: Object) -> Object:
    return {"inline_keyboard": [list(buttons)]}


def callback(data: str = "x", text: str = "Button") -> Object:
    return {"text": text, "callback_data": data}


MARKUP = "Bad Request: can't parse reply keyboard markup: "
BUTTON = "Bad Request: can't parse inline keyboard button: "
URL = "Bad Request: inline keyboard button URL "

BAD_MESSAGES: list[tuple[Object, str]] = [
    ({"text": ""}, "Bad Request: message text is empty"),
    ({"text": None}, "Bad Request: message text is empty"),
    ({"text": " \n"}, "Bad Request: text must be non-empty"),
    ({"text": "<b></b>", "parse_mode": "HTML"}, "Bad Request: text must be non-empty"),
    ({"text": "a\ud800"}, "Bad Request: text must be encoded in UTF-8"),
    ({"text": TOO_LONG}, "Bad Request: message is too long"),
    ({"text": f"<b>{TOO_LONG}</b>", "parse_mode": "HTML"}, "Bad Request: message is too long"),
    ({"text": 5}, 'Bad Request: can\'t parse text: parameter "text" must be of type String'),
    ({"text": "x", "parse_mode": "BBCode"}, "Bad Request: unsupported parse_mode"),
    (
        {"text": "<b>x", "parse_mode": "HTML"},
        "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    (
        {"text": "سلام <p>", "parse_mode": "HTML"},
        'Bad Request: can\'t parse entities: Unsupported start tag "p" at byte offset 9',
    ),
    ({"text": "x", "colour": "red"}, 'Bad Request: parameter "colour" is not known to the sandbox'),
    ({"text": "x", "reply_parameters": {"message_id": 999}}, "Bad Request: message to be replied not found"),
    ({"text": "x", "reply_markup": inline(callback("x" * 65))}, "Bad Request: BUTTON_DATA_INVALID"),
    ({"text": "x", "reply_markup": inline(callback("ش" * 33))}, "Bad Request: BUTTON_DATA_INVALID"),
    (
        {"text": "x", "reply_markup": inline(callback(""))},
        f"{BUTTON}Text buttons are unallowed in the inline keyboard",
    ),
    (
        {"text": "x", "reply_markup": inline({"text": "Nothing"})},
        f"{BUTTON}Text buttons are unallowed in the inline keyboard",
    ),
    (
        {"text": "x", "reply_markup": inline({**callback(), "url": "https://example.org"})},
        f"{BUTTON}more than one action: url, callback_data",
    ),
    (
        {"text": "x", "reply_markup": inline(callback(text=" "))},
        "Bad Request: inline keyboard button text must be non-empty",
    ),
    ({"text": "x", "reply_markup": inline({"callback_data": "x"})}, f'{MARKUP}can\'t find field "text"'),
    (
        {"text": "x", "reply_markup": inline({**callback(), "size": "big"})},
        f'{MARKUP}field "size" is not known to the sandbox',
    ),
    (
        {"text": "x", "reply_markup": inline({"text": 1, "callback_data": "x"})},
        f'{MARKUP}field "text" must be of type String',
    ),
    ({"text": "x", "reply_markup": {"inline_keyboard": [callback()]}}, f"{MARKUP}field"),
    ({"text": "x", "reply_markup": "nonsense"}, f"{MARKUP}expected an Object"),
    ({"text": "x", "reply_markup": {}}, f"{MARKUP}unsupported type specified"),
    (
        {"text": "x", "reply_markup": inline({"text": "Go", "url": "localhost"})},
        f"{URL}'localhost' is invalid: Wrong HTTP URL",
    ),
    (
        {"text": "x", "reply_markup": inline({"text": "Go", "url": "ftp://example.org"})},
        f"{URL}'ftp://example.org' is invalid: Unsupported URL protocol",
    ),
    (
        {"text": "x", "reply_markup": inline({"text": "Copy", "copy_text": {"text": ""}})},
        "Bad Request: BUTTON_COPY_TEXT_INVALID",
    ),
    (
        {"text": "x", "reply_markup": inline({"text": "Copy", "copy_text": {"text": "x" * 257}})},
        "Bad Request: BUTTON_COPY_TEXT_INVALID",
    ),
    (
        {"text": "x", "reply_markup": {"inline_keyboard": [[callback()]] * 101}},
        "Bad Request: reply markup is too long",
    ),
    (
        {"text": "x", "reply_markup": {"keyboard": [[{"text": ""}]]}},
        "Bad Request: keyboard button text must be non-empty",
    ),
    (
        {"text": "x", "reply_markup": {"keyboard": [[{"text": str(n)}] for n in range(101)]}},
        "Bad Request: reply markup is too long",
    ),
    (
        {"text": "x", "link_preview_options": {"disabled": True}},
        "Bad Request: can't parse link preview options",
    ),
]


@pytest.mark.parametrize(("parameters", "expected"), BAD_MESSAGES)
async def test_a_bad_message_is_refused_and_not_sent(
    bot: Bot, ayesha: Person, parameters: Object, expected: str
) -> None:
    assert (await bot.refused("sendMessage", chat_id=ayesha.id, **parameters)).startswith(expected)
    assert ayesha.received() == []
    assert bot.world.calls[-1].error_code == 400


BAD_CALLS: list[tuple[str, Object, str]] = [
    ("sendMessage", {"chat_id": 5, "text": "x"}, "Bad Request: chat not found"),
    ("sendMessage", {"chat_id": "@nowhere", "text": "x"}, "Bad Request: chat not found"),
    ("sendMessage", {"chat_id": True, "text": "x"}, "Bad Request: can't parse chat_id"),
    ("sendVenue", {"longitude": 1.0, "title": "x", "address": "x"}, "Bad Request: latitude is empty"),
    ("sendVenue", {"latitude": 1.0, "title": "x", "address": "x"}, "Bad Request: longitude is empty"),
    ("sendVenue", {"latitude": 1, "longitude": 1, "address": "x"}, 'Bad Request: parameter "title" is req'),
    ("sendVenue", {"latitude": 1, "longitude": 1, "title": "x", "address": " "}, 'Bad Request: parameter "a'),
    (
        "sendVenue",
        {"latitude": 91, "longitude": 1, "title": "x", "address": "x"},
        "Bad Request: wrong venue location specified",
    ),
    ("sendLocation", {"latitude": 1, "longitude": 181}, "Bad Request: invalid location specified"),
    (
        "sendLocation",
        {"latitude": 1, "longitude": 1, "live_period": 5},
        "Bad Request: wrong live location period specified",
    ),
    (
        "sendLocation",
        {"latitude": 1, "longitude": 1, "heading": 400},
        "Bad Request: wrong live location heading specified",
    ),
    (
        "sendLocation",
        {"latitude": 1, "longitude": 1, "horizontal_accuracy": 2000},
        "Bad Request: invalid location specified",
    ),
    ("sendChatAction", {"action": "dance"}, "Bad Request: wrong parameter action in request"),
    ("deleteMessage", {}, "Bad Request: message identifier is not specified"),
    ("deleteMessage", {"message_id": 99}, "Bad Request: message to delete not found"),
    ("editMessageText", {"message_id": 99, "text": "x"}, "Bad Request: message to edit not found"),
    ("editMessageText", {"message_id": 1, "text": "x"}, "Bad Request: message can't be edited"),
    ("editMessageText", {"message_id": 1}, "Bad Request: message text is empty"),
    ("editMessageText", {"text": "x"}, "Bad Request: message identifier is not specified"),
    (
        "editMessageText",
        {"message_id": 1, "text": "<i>", "parse_mode": "html"},
        "Bad Request: can't parse en",
    ),
    ("getChatMember", {}, "Bad Request: invalid user_id specified"),
    ("getChatMember", {"user_id": 424242}, "Bad Request: invalid user_id specified"),
    ("leaveChat", {}, "Bad Request: chat member status can't be changed in private chats"),
]


@pytest.mark.parametrize(("method", "parameters", "expected"), BAD_CALLS)
async def test_a_bad_call_is_refused(
    bot: Bot, ayesha: Person, method: str, parameters: Object, expected: str
) -> None:
    given = {"chat_id": ayesha.id, **parameters}
    assert (await bot.refused(method, **given)).startswith(expected)


ANYWHERE: list[tuple[str, Object, str]] = [
    ("sendMessage", {"text": "x"}, "Bad Request: chat_id is empty"),
    ("editMessageText", {"message_id": 1, "text": "x"}, "Bad Request: chat_id is empty"),
    ("editMessageText", {"inline_message_id": "x", "text": "x"}, "Bad Request: MESSAGE_ID_INVALID"),
    ("answerCallbackQuery", {"callback_query_id": "77"}, "Bad Request: query is too old and response"),
    ("answerCallbackQuery", {"callback_query_id": "77", "text": "x" * 201}, "Bad Request: MESSAGE_TOO_LONG"),
    ("answerCallbackQuery", {"callback_query_id": "77", "url": "https://x.org"}, "Bad Request: URL_INVALID"),
    ("answerInlineQuery", {"inline_query_id": "77", "results": []}, "Bad Request: query is too old and res"),
    ("setMyCommands", {}, "Bad Request: expected an Array of BotCommand"),
    (
        "setMyCommands",
        {"commands": [{"command": "Start", "description": "x"}]},
        "Bad Request: BOT_COMMAND_INV",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "a" * 33, "description": "x"}]},
        "Bad Request: BOT_COMMAND_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "a", "description": ""}]},
        "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    (
        "setMyCommands",
        {"commands": [{"command": "a", "description": "x"}] * 101},
        "Bad Request: BOT_COMMANDS_TOO_MUCH",
    ),
    (
        "setMyCommands",
        {"commands": [], "scope": {"type": "planet"}},
        "Bad Request: can't parse BotCommandScope",
    ),
    ("setMyName", {"name": "x", "language_code": "urdu"}, "Bad Request: invalid language code specified"),
    ("setMyName", {"name": "x" * 65}, "Bad Request: name must be at most 64 characters long"),
    ("setMyDescription", {"description": "x" * 513}, "Bad Request: description must be at most 512"),
    ("setMyShortDescription", {"short_description": "x" * 121}, "Bad Request: short_description must be at"),
    ("setChatMenuButton", {"menu_button": {"type": "door"}}, "Bad Request: can't parse menu button"),
    ("getUpdates", {"limit": "many"}, "Bad Request: can't parse limit"),
]


@pytest.mark.parametrize(("method", "parameters", "expected"), ANYWHERE)
async def test_a_bad_call_outside_chats_is_refused(
    bot: Bot, method: str, parameters: Object, expected: str
) -> None:
    assert (await bot.refused(method, **parameters)).startswith(expected)


async def test_an_unknown_method_is_not_found(bot: Bot) -> None:
    answered = await bot.call("sendTelepathy")
    assert (answered.error_code, answered.description) == (404, "Not Found: method not found")


async def test_a_wrong_token_is_unauthorised(world: World) -> None:
    answered = await server.call(world, "1:wrong", "getMe", {})
    assert (answered.error_code, answered.description) == (401, "Unauthorized")


async def test_the_longest_text_and_callback_data_are_taken(bot: Bot, ayesha: Person) -> None:
    markup = inline(callback("x" * 64))
    sent = await bot.does("sendMessage", chat_id=ayesha.id, text="😀" * 2048, reply_markup=markup)
    assert sent["reply_markup"] == markup


async def test_parameters_may_come_as_text_as_in_a_form(bot: Bot, ayesha: Person) -> None:
    markup = '{"inline_keyboard": [[{"text": "A", "callback_data": "1"}]]}'
    given = {"chat_id": str(ayesha.id), "text": "5", "protect_content": "true", "reply_markup": markup}
    sent = await bot.does("sendMessage", **given)
    assert sent["text"] == "5"
    assert sent["has_protected_content"] is True
    assert sent["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "1"


async def test_a_bot_can_not_write_first_to_somebody_it_never_met(bot: Bot, world: World) -> None:
    stranger = Person(world, "Bilal")
    said = await bot.refused("sendMessage", chat_id=stranger.id, text="Salaam")
    assert said == "Bad Request: chat not found"


async def test_a_bot_is_told_that_it_was_blocked(bot: Bot, ayesha: Person) -> None:
    ayesha.blocks()
    for method, more in (("sendMessage", {"text": "x"}), ("sendChatAction", {"action": "typing"})):
        answered = await bot.call(method, chat_id=ayesha.id, **more)
        assert (answered.error_code, answered.description) == (
            403,
            "Forbidden: bot was blocked by the user",
        )


async def test_a_bot_is_told_that_the_account_is_gone(bot: Bot, ayesha: Person) -> None:
    ayesha.deletes_account()
    assert await bot.refused("sendMessage", chat_id=ayesha.id, text="x") == "Forbidden: user is deactivated"


async def test_an_ordered_fault_hits_the_next_call_of_its_method_once(bot: Bot, ayesha: Person) -> None:
    bot.world.fail_next("sendMessage", 429, "Too Many Requests: retry after 7", retry_after=7)
    await bot.does("getMe")
    failed = await bot.call("sendMessage", chat_id=ayesha.id, text="x")
    assert failed.response() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    assert ayesha.received() == []
    await bot.does("sendMessage", chat_id=ayesha.id, text="x")
    assert [call.ok for call in bot.world.calls] == [True, False, True]
