from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs

from bot import running
from bot.menu import publish_menu
from domain.languages import Language
from handlers.commands import COMMANDS
from handlers.services import Bot
from sandbox.world import World
from texts.catalogue import phrases

IN_GROUPS = ["near", "city", "centres", "parks", "freelancer", "facts", "help"]


def menu(world: World, language: str, *scopes: str) -> list[Any]:
    """What Telegram shows: the first list there is, each scope in the person's language and then in any.

    The order is that of https://core.telegram.org/bots/api#determining-list-of-commands
    """
    tried = [(scope, None, None, code) for scope in scopes for code in (language, "")]
    return next((world.profile.commands[key] for key in tried if key in world.profile.commands), [])


def in_private(world: World, language: str = "en") -> list[Any]:
    return menu(world, language, "all_private_chats", "default")


def in_group(world: World, language: str = "en") -> list[Any]:
    return menu(world, language, "all_group_chats", "default")


async def test_every_command_is_in_the_menu_of_a_private_chat_in_the_order_of_the_routes(
    bot: Bot, world: World
) -> None:
    await publish_menu(bot.bot)
    assert [shown["command"] for shown in in_private(world)] == list(COMMANDS)


async def test_groups_see_the_commands_that_concern_everybody(bot: Bot, world: World) -> None:
    await publish_menu(bot.bot)
    assert [shown["command"] for shown in in_group(world)] == IN_GROUPS


@pytest.mark.parametrize("language", ["en", "de", "ur"])
async def test_somebody_of_any_language_sees_a_menu(bot: Bot, world: World, language: str) -> None:
    await publish_menu(bot.bot)
    assert len(in_private(world, language)) == len(COMMANDS)
    assert len(in_group(world, language)) == len(IN_GROUPS)


async def test_descriptions_are_sentences_and_not_their_keys(bot: Bot, world: World) -> None:
    await publish_menu(bot.bot)
    for shown in in_private(world):
        assert "command." not in shown["description"]
        assert "&" not in shown["description"], "labels are plain text, not HTML"
    assert len({shown["description"] for shown in in_private(world)}) == len(COMMANDS)


async def test_the_bot_describes_itself_to_those_who_have_not_pressed_start(bot: Bot, world: World) -> None:
    await publish_menu(bot.bot)
    english = phrases(Language.ENGLISH)
    assert world.profile.descriptions[""] == english.label("bot.description")
    assert world.profile.short_descriptions[""] == english.label("bot.short_description")
    assert "bot." not in world.profile.descriptions[""]


async def test_publishing_twice_changes_nothing(bot: Bot, world: World) -> None:
    await publish_menu(bot.bot)
    before = dict(world.profile.commands)
    await publish_menu(bot.bot)
    assert world.profile.commands == before


async def test_a_menu_that_telegram_does_not_take_does_not_keep_the_bot_from_serving(
    bot: Bot, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.fail_next("setMyCommands", 400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
    with capture_logs() as logged:
        monkeypatch.setattr(running, "log", structlog.get_logger())
        await running._publish_menu(bot)
    assert [line["event"] for line in logged] == ["menu.not_published"]
