import pytest

from sandbox.groups import new_group
from sandbox.people import Person
from sandbox.queries import Query
from sandbox.specification import SPECIFICATION, Object
from sandbox.world import BotAccount, World

from .conftest import Bot

KEYBOARD: Object = {"inline_keyboard": [[{"text": "Next", "callback_data": "page:2"}]]}


def article(result_id: str = "1", **more: object) -> Object:
    content = {"message_text": "<b>Arfa Tower</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": result_id, "title": "Arfa", "input_message_content": content, **more}


POINT: Object = {"latitude": 31.4, "longitude": 74.3}
OTHERS: list[Object] = [
    {"type": "venue", "id": "v", "title": "STP", "address": "Lahore", **POINT},
    {"type": "location", "id": "l", "title": "Here", **POINT},
    {"type": "contact", "id": "c", "phone_number": "+92420000000", "first_name": "PSEB"},
]

ONE_FIELD = "InlineQueryResultsButton must have exactly one optional field"
BAD_ANSWERS: list[tuple[Object, str]] = [
    ({"results": [article(str(n)) for n in range(51)]}, "too many inline query results specified"),
    ({"results": [article("")]}, "RESULT_ID_INVALID"),
    ({"results": [article("ش" * 33)]}, "RESULT_ID_INVALID"),
    ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
    ({"results": [article(title=" ")]}, "ARTICLE_TITLE_EMPTY"),
    ({"results": [article(input_message_content={"message_text": ""})]}, "message text is empty"),
    ({"results": [article(input_message_content={"message_text": "x" * 4097})]}, "message is too long"),
    ({"results": [article(input_message_content={})]}, "can't parse inline query result: unsupported type"),
    (
        {"results": [article(reply_markup={"inline_keyboard": [[{"text": "x"}]]})]},
        "can't parse inline keyboa",
    ),
    ({"results": [{"type": "game", "id": "1"}]}, "can't parse inline query result: unsupported type"),
    ({"results": [{**OTHERS[0], "latitude": 95}]}, "wrong venue location specified"),
    ({"results": [{**OTHERS[2], "first_name": ""}]}, 'field "first_name" must be non-empty'),
    ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
    ({"results": [], "button": {"text": "Ask", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
    (
        {"results": [], "button": {"text": "Ask"}},
        f"can't parse inline query results button: {ONE_FIELD}",
    ),
    ({"results": [{**OTHERS[0], "title": " "}]}, "title must be non-empty"),
]


@pytest.mark.parametrize(("answer", "expected"), BAD_ANSWERS)
async def test_a_bad_answer_is_refused(bot: Bot, ayesha: Person, answer: Object, expected: str) -> None:
    query = ayesha.asks_inline("lahore")
    refused = await bot.refused("answerInlineQuery", inline_query_id=query.object["id"], **answer)
    assert refused.startswith(f"Bad Request: {expected}")
    assert query.answer is None


async def answered(bot: Bot, query: Query, *results: Object) -> None:
    await bot.does("answerInlineQuery", inline_query_id=query.object["id"], results=list(results))


async def test_a_query_brings_its_text_page_and_place(bot: Bot, ayesha: Person) -> None:
    ayesha.asks_inline("lahore", offset="50", location=(31.5, 74.3))
    [update] = await bot.updates()
    SPECIFICATION.check_object("Update", update)
    query = update["inline_query"]
    assert (query["query"], query["offset"], query["chat_type"]) == ("lahore", "50", "sender")
    assert query["location"] == {"latitude": 31.5, "longitude": 74.3}


async def test_a_chosen_result_is_said_by_the_person_through_the_bot(bot: Bot, ayesha: Person) -> None:
    query = ayesha.asks_inline("arfa")
    await answered(bot, query, article(), *OTHERS)
    for result_id in ("1", "v", "l", "c"):
        message = ayesha.chooses(query, result_id)
        SPECIFICATION.check_object("Message", message)
        assert message["from"] == ayesha.user
        assert message["via_bot"]["id"] == bot.world.bot.id
    with pytest.raises(LookupError):
        ayesha.chooses(query, "never offered")


async def test_buttons_of_a_chosen_result_work_by_their_inline_message(bot: Bot) -> None:
    world = World(BotAccount(reports_chosen_results=True))
    bot, bilal = Bot(world), Person(world, "Bilal")
    family = new_group(world, "Family", bilal)
    bilal.removes_bot(family)
    query = bilal.asks_inline("arfa", chat=family)
    await answered(bot, query, article(reply_markup=KEYBOARD))
    world.updates.clear()
    message = bilal.chooses(query, "1", chat=family)
    bilal.presses(message, "Next")
    chosen, pressed = await bot.updates()
    SPECIFICATION.check_object("Update", chosen)
    SPECIFICATION.check_object("Update", pressed)
    inline_id = chosen["chosen_inline_result"]["inline_message_id"]
    assert pressed["callback_query"]["inline_message_id"] == inline_id
    assert "message" not in pressed["callback_query"]
    assert await bot.does("editMessageText", inline_message_id=inline_id, text="Page 2") is True
    assert family.messages[message["message_id"]]["text"] == "Page 2"
