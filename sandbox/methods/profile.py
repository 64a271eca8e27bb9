"""What the bot says of itself: commands, names, descriptions, the menu button.

Telegram publishes the limits (https://core.telegram.org/bots/api#setmycommands and following) but not all of
its words for a breach; where the words are not known, the refusal names the limit.
"""

import re

from sandbox.refusal import bad_request
from sandbox.specification import Object
from sandbox.world import World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_MOST_COMMANDS = 100
_LONGEST_COMMAND_DESCRIPTION = 256
_LONGEST_NAME = 64
_LONGEST_DESCRIPTION = 512
_LONGEST_SHORT_DESCRIPTION = 120


def set_my_commands(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#setmycommands"""
    if len(given["commands"]) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in given["commands"]:
        if not _COMMAND.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= _LONGEST_COMMAND_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.profile.commands[_scope(world, given)] = given["commands"]
    return True


def get_my_commands(world: World, given: Object) -> list[Object]:
    """https://core.telegram.org/bots/api#getmycommands: exactly this scope and language, no falling back."""
    return world.profile.commands.get(_scope(world, given), [])


def delete_my_commands(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#deletemycommands"""
    world.profile.commands.pop(_scope(world, given), None)
    return True


def set_my_name(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#setmyname"""
    return _set(world.profile.names, given, "name", _LONGEST_NAME)


def get_my_name(world: World, given: Object) -> Object:
    """https://core.telegram.org/bots/api#getmyname"""
    return {"name": _get(world.profile.names, given) or world.bot.first_name}


def set_my_description(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#setmydescription"""
    return _set(world.profile.descriptions, given, "description", _LONGEST_DESCRIPTION)


def get_my_description(world: World, given: Object) -> Object:
    """https://core.telegram.org/bots/api#getmydescription"""
    return {"description": _get(world.profile.descriptions, given)}


def set_my_short_description(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#setmyshortdescription"""
    return _set(world.profile.short_descriptions, given, "short_description", _LONGEST_SHORT_DESCRIPTION)


def get_my_short_description(world: World, given: Object) -> Object:
    """https://core.telegram.org/bots/api#getmyshortdescription"""
    return {"short_description": _get(world.profile.short_descriptions, given)}


def set_chat_menu_button(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#setchatmenubutton"""
    chat_id = world.chat(given["chat_id"]).id if "chat_id" in given else 0
    world.profile.menu_buttons[chat_id] = given.get("menu_button", {"type": "default"})
    return True


def get_chat_menu_button(world: World, given: Object) -> Object:
    """https://core.telegram.org/bots/api#getchatmenubutton"""
    buttons = world.profile.menu_buttons
    return buttons.get(given.get("chat_id", 0)) or buttons.get(0, {"type": "default"})


def _scope(world: World, given: Object) -> tuple[object, ...]:
    scope = given.get("scope", {"type": "default"})
    chat_id = world.chat(scope["chat_id"]).id if "chat_id" in scope else None
    return scope["type"], chat_id, scope.get("user_id"), _language(given)


def _language(given: Object) -> str:
    language = given.get("language_code", "")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return str(language)


def _set(texts: dict[str, str], given: Object, name: str, longest: int) -> bool:
    text = given.get(name, "")
    if len(text) > longest:
        raise bad_request(f"{name} must be at most {longest} characters long")
    texts[_language(given)] = text
    return True


def _get(texts: dict[str, str], given: Object) -> str:
    return texts.get(_language(given)) or texts.get("", "")
