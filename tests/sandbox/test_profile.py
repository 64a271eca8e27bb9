from sandbox.people import Person
from sandbox.specification import SPECIFICATION, Object

from .conftest import Bot

NEAR: list[Object] = [{"command": "near", "description": "Places near me"}]
QAREEB: list[Object] = [{"command": "near", "description": "Qareeb jaghein"}]


async def test_commands_are_kept_for_each_scope_and_language(bot: Bot, ayesha: Person) -> None:
    private = {"scope": {"type": "all_private_chats"}}
    hers = {"scope": {"type": "chat", "chat_id": ayesha.id}}
    await bot.does("setMyCommands", commands=NEAR)
    await bot.does("setMyCommands", commands=QAREEB, language_code="ur", **private)
    assert await bot.does("getMyCommands") == NEAR
    assert await bot.does("getMyCommands", language_code="ur", **private) == QAREEB
    assert await bot.does("getMyCommands", **hers) == []
    await bot.does("deleteMyCommands", language_code="ur", **private)
    assert await bot.does("getMyCommands", language_code="ur", **private) == []
    assert await bot.does("getMyCommands") == NEAR


async def test_names_and_descriptions_fall_back_to_the_common_one(bot: Bot) -> None:
    assert await bot.does("getMyName") == {"name": "Rahnuma"}
    for what in ("Name", "Description", "ShortDescription"):
        field = {"Name": "name", "Description": "description"}.get(what, "short_description")
        await bot.does(f"setMy{what}", **{field: "Guide"})
        await bot.does(f"setMy{what}", language_code="ur", **{field: "رہنما"})
        assert await bot.does(f"getMy{what}", language_code="ur") == {field: "رہنما"}
        assert await bot.does(f"getMy{what}", language_code="de") == {field: "Guide"}


async def test_a_chat_may_have_its_own_menu_button(bot: Bot, ayesha: Person) -> None:
    assert await bot.does("getChatMenuButton", chat_id=ayesha.id) == {"type": "default"}
    await bot.does("setChatMenuButton", chat_id=ayesha.id, menu_button={"type": "commands"})
    assert await bot.does("getChatMenuButton", chat_id=ayesha.id) == {"type": "commands"}
    assert await bot.does("getChatMenuButton") == {"type": "default"}


async def test_the_bot_knows_itself(bot: Bot) -> None:
    SPECIFICATION.check_object("User", await bot.does("getMe"))
    SPECIFICATION.check_object("WebhookInfo", await bot.does("getWebhookInfo"))
