"""The actions of the page, asked by a plain HTTP client."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from sandbox.page.personas import STAFF_IDS
from sandbox.page.server import routes
from sandbox.people import Person
from sandbox.world import World
from tests.sandbox.conftest import Bot
from tests.sandbox.page.stage import FREELANCER, STAFF, STUDENT

KEYBOARD = {
    "inline_keyboard": [[{"text": "Parks", "callback_data": "parks"}, {"text": "PSEB", "url": "pseb.org.pk"}]]
}


class Page:
    """Acts as the page does."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def does(self, action: str, **details: Any) -> Any:
        """What an action that has to succeed answers."""
        answer = await self._http.post(f"/page/actions/{action}", json=details)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def refused(self, action: str, **details: Any) -> tuple[int, str]:
        """Status and reason of one that has to fail."""
        answer = await self._http.post(f"/page/actions/{action}", json=details)
        return answer.status_code, answer.json()["error"]


@pytest.fixture
async def page(world: World) -> AsyncIterator[Page]:
    transport = httpx.ASGITransport(Starlette(routes=routes(world)))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield Page(client)


def group_id(world: World) -> int:
    return next(chat.id for chat in world.chats.values() if not chat.private)


async def test_what_a_person_writes_reaches_the_bot(page: Page, bot: Bot) -> None:
    await page.does("say", person=STUDENT, text="multan")
    [update] = await bot.updates()
    assert (update["message"]["from"]["id"], update["message"]["text"]) == (STUDENT, "multan")


async def test_a_reply_quotes_what_it_answers(page: Page, bot: Bot, world: World) -> None:
    await page.does("say", person=STUDENT, text="multan")
    asked = await bot.does("sendMessage", chat_id=STUDENT, text="Which Multan?")
    await page.does("say", person=STUDENT, text="the city", reply_to=asked["message_id"])
    assert world.chats[STUDENT].messages[3]["reply_to_message"]["text"] == "Which Multan?"


async def test_people_correct_and_withdraw_their_own_messages_only(
    page: Page, bot: Bot, world: World
) -> None:
    sent = await page.does("say", person=STUDENT, text="lahor")
    await page.does("correct", person=STUDENT, message=sent["message_id"], text="lahore")
    assert world.chats[STUDENT].messages[1]["text"] == "lahore"
    answer = await bot.does("sendMessage", chat_id=STUDENT, text="Lahore, Punjab")
    status, _ = await page.refused("correct", person=STUDENT, message=answer["message_id"], text="no")
    assert status == 409
    await page.does("withdraw", person=STUDENT, message=1)
    assert list(world.chats[STUDENT].messages) == [2]


async def test_a_pressed_button_asks_the_bot(page: Page, bot: Bot) -> None:
    await page.does("say", person=STUDENT, text="hello")
    sent = await bot.does("sendMessage", chat_id=STUDENT, text="Hello", reply_markup=KEYBOARD)
    pressed = await page.does("press", person=STUDENT, message=sent["message_id"], row=0, column=0)
    query = (await bot.updates())[-1]["callback_query"]
    assert (query["id"], query["data"]) == (pressed["query"], "parks")


@pytest.mark.parametrize(("row", "column"), [(0, 1), (0, 2), (7, 0)])
async def test_a_button_that_asks_nothing_or_is_not_there_is_refused(
    page: Page, bot: Bot, row: int, column: int
) -> None:
    await page.does("say", person=STUDENT, text="hello")
    sent = await bot.does("sendMessage", chat_id=STUDENT, text="Hello", reply_markup=KEYBOARD)
    status, _ = await page.refused(
        "press", person=STUDENT, message=sent["message_id"], row=row, column=column
    )
    assert status == 409


async def test_a_result_of_an_inline_query_is_said_where_it_was_asked(
    page: Page, bot: Bot, world: World
) -> None:
    group = group_id(world)
    asked = await page.does("ask", person=FREELANCER, chat=group, text="lahore")
    found = {
        "type": "article",
        "id": "1",
        "title": "Lahore",
        "input_message_content": {"message_text": "Here"},
    }
    await bot.does("answerInlineQuery", inline_query_id=asked["query"], results=[found])
    await page.does("choose", person=FREELANCER, chat=group, query=asked["query"], result="1")
    [said] = world.chats[group].messages.values()
    assert (said["text"], said["via_bot"]["id"], said["from"]["id"]) == ("Here", world.bot.id, FREELANCER)
    status, reason = await page.refused(
        "choose", person=FREELANCER, chat=group, query=asked["query"], result="2"
    )
    assert (status, reason) == (409, "no result '2' was offered")


async def test_a_blocked_bot_is_not_written_to_until_it_is_unblocked(page: Page, world: World) -> None:
    await page.does("start", person=STUDENT)
    await page.does("block", person=STUDENT, blocked=True)
    status, reason = await page.refused("say", person=STUDENT, text="hello")
    assert status == 409
    assert "unblocked first" in reason
    await page.does("block", person=STUDENT, blocked=False)
    await page.does("say", person=STUDENT, text="hello")
    assert world.chats[STUDENT].bot_status == "member"


@pytest.mark.parametrize(
    ("what", "part"), [("contact", "contact"), ("photo", "photo"), ("sticker", "sticker"), ("voice", "voice")]
)
async def test_other_things_than_text_can_be_sent(page: Page, world: World, what: str, part: str) -> None:
    await page.does("attach", person=STUDENT, what=what)
    assert part in world.chats[STUDENT].messages[1]


@pytest.mark.parametrize(
    ("action", "details", "status"),
    [
        ("fly", {}, 404),
        ("say", {"person": STUDENT}, 422),
        ("say", {"person": STUDENT, "text": ""}, 422),
        ("say", {"person": STUDENT, "text": "x" * 4097}, 422),
        ("say", {"person": STUDENT, "text": "x", "loud": True}, 422),
        ("say", {"person": STUDENT, "text": "x" * 70_000}, 413),
        ("say", {"person": 7, "text": "x"}, 409),
        ("say", {"person": STUDENT, "chat": FREELANCER, "text": "x"}, 409),
        ("say", {"person": STUDENT, "chat": 7, "text": "x"}, 409),
        ("say", {"person": STUDENT, "text": "x", "reply_to": 7}, 409),
        ("locate", {"person": STUDENT, "latitude": 91, "longitude": 0}, 422),
        ("start", {"person": STUDENT, "payload": "no spaces"}, 422),
        ("populate", {"count": 20_001}, 422),
        ("disturb", {"on": ["everything"]}, 409),
    ],
)
async def test_what_cannot_be_done_is_refused_with_a_reason(
    page: Page, world: World, action: str, details: dict[str, Any], status: int
) -> None:
    refused, reason = await page.refused(action, **details)
    assert refused == status
    assert reason
    assert not any(chat.messages for chat in world.chats.values())


async def test_staff_are_not_in_the_group(page: Page, world: World) -> None:
    status, _ = await page.refused("say", person=STAFF, chat=group_id(world), text="hello")
    assert status == 409


async def test_a_crowd_knows_the_bot_and_some_have_blocked_it(page: Page, world: World) -> None:
    before = len(world.users)
    await page.does("populate", count=1000)
    crowd = [chat for chat in world.chats.values() if chat.private and chat.id > max(STAFF_IDS)]
    assert (len(world.users) - before, len(crowd)) == (1000, 1000)
    assert all(chat.started for chat in crowd)
    assert 0 < sum(chat.bot_status == "kicked" for chat in crowd) < 100


async def test_disturbances_are_switched_on_and_off(
    page: Page, bot: Bot, ayesha: Person, world: World
) -> None:
    await page.does("disturb", on=["limits", "twice"])
    assert world.limits
    assert world.faults.duplicated
    await bot.does("sendMessage", chat_id=ayesha.id, text="1")
    assert "retry after" in await bot.refused("sendMessage", chat_id=ayesha.id, text="2")
    await page.does("disturb", on=["errors"])
    tries = [await bot.call("sendMessage", chat_id=ayesha.id, text="3") for _ in range(200)]
    assert {call.error_code for call in tries} == {None, 500}
    await page.does("disturb", on=[])
    tries = [await bot.call("sendMessage", chat_id=ayesha.id, text="4") for _ in range(200)]
    assert {call.error_code for call in tries} == {None}
    assert not world.limits
    assert not world.faults.duplicated
