"""What the page is told of the bot's commands and of itself."""

from typing import Any

import pytest

from sandbox.limits import Limits
from sandbox.page import telling
from sandbox.page.disturbances import Disturbances
from sandbox.page.personas import STAFF_IDS, Cast, enter
from sandbox.world import World
from tests.sandbox.conftest import Bot
from tests.sandbox.page.stage import FREELANCER, STAFF, STUDENT, URDU_STUDENT


@pytest.fixture
def cast(world: World) -> Cast:
    return enter(world)


def shown(world: World, chat_id: int) -> list[str]:
    commands: list[dict[str, Any]] = telling.menu(world, world.chats[chat_id])["commands"]
    return [command["description"] for command in commands]


async def publish(bot: Bot, description: str, **where: Any) -> None:
    await bot.does("setMyCommands", commands=[{"command": "start", "description": description}], **where)


async def test_the_narrowest_list_of_commands_is_shown(bot: Bot, world: World, cast: Cast) -> None:
    assert shown(world, STUDENT) == []
    await publish(bot, "for all")
    assert shown(world, STUDENT) == shown(world, cast.group.id) == ["for all"]
    await publish(bot, "in private", scope={"type": "all_private_chats"})
    await publish(bot, "in groups", scope={"type": "all_group_chats"})
    assert (shown(world, STUDENT), shown(world, cast.group.id)) == (["in private"], ["in groups"])
    cast.people[STAFF].starts()
    await publish(bot, "for staff", scope={"type": "chat", "chat_id": STAFF})
    assert (shown(world, STAFF), shown(world, STUDENT)) == (["for staff"], ["in private"])


async def test_commands_come_in_the_language_of_the_reader(bot: Bot, world: World, cast: Cast) -> None:
    await publish(bot, "Start", scope={"type": "all_private_chats"})
    await publish(bot, "شروع کریں", scope={"type": "all_private_chats"}, language_code="ur")
    assert (shown(world, FREELANCER), shown(world, URDU_STUDENT)) == (["Start"], ["شروع کریں"])


def test_the_staff_member_keeps_their_id() -> None:
    assert STAFF in STAFF_IDS


def test_people_whom_the_world_makes_up_are_nobody_of_the_cast(world: World) -> None:
    cast = enter(world)
    assert min(world.new_user_id() for _ in range(3)) > max(cast.people)


@pytest.mark.parametrize("limits", [None, Limits()])
def test_limits_that_hold_already_show_as_switched_on(world: World, limits: Limits | None) -> None:
    world.limits = limits
    on = {switch["name"] for switch in Disturbances(world).told() if switch["on"]}
    assert on == ({"limits"} if limits else set())
