"""What the page is told of the world, as JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from itertools import product

from sandbox.chats import Chat
from sandbox.page.cities import City
from sandbox.page.personas import GROUP_ABOUT, PERSONAS, STAFF_IDS, Cast
from sandbox.specification import Object
from sandbox.world import World

#: Messages of a chat that a freshly opened page shows.
_LATEST = 300
_PERSONAS = {persona.id: persona for persona in PERSONAS}


def everything(world: World, cast: Cast, cities: Sequence[City]) -> Object:
    """All of it, for a page that has just been opened."""
    return {
        "bot": world.bot.user(),
        "people": [
            {"id": one.id, "name": one.name, "about": one.about, "staff": one.id in STAFF_IDS}
            for one in PERSONAS
        ],
        "chats": [_chat(world, cast, chat) for chat in cast.chats],
        "cities": [asdict(city) for city in cities],
    }


def _chat(world: World, cast: Cast, chat: Chat) -> Object:
    persona = _PERSONAS.get(chat.id)
    return {
        "id": chat.id,
        "private": chat.private,
        "title": persona.name if persona else chat.object["title"],
        "about": persona.about if persona else GROUP_ABOUT,
        "ideas": persona.ideas if persona else _group_ideas(world),
        "writers": cast.writers(chat),
        "messages": list(chat.messages.values())[-_LATEST:],
        **standing(chat),
        **menu(world, chat),
    }


def _group_ideas(world: World) -> list[str]:
    name = world.bot.username
    return [f"@{name} e-rozgaar Multan", f"/parks@{name}", f"@{name} Lahore"]


def standing(chat: Chat) -> Object:
    """What may change with every event: the open reply keyboard, and whether the bot is there."""
    return {"keyboard": chat.keyboard, "started": chat.started, "bot_status": chat.bot_status}


def menu(world: World, chat: Chat) -> Object:
    """What the bot says of itself in a chat, in its reader's language: a description and the commands."""
    persona = _PERSONAS.get(chat.id)
    language = persona.language_code if persona else ""
    descriptions = world.profile.descriptions
    return {
        "description": descriptions.get(language) or descriptions.get("", ""),
        "commands": _commands(world, chat, language),
    }


def _commands(world: World, chat: Chat, language: str) -> list[Object]:
    """The narrowest list that there is: https://core.telegram.org/bots/api#botcommandscope

    Lists for the administrators and for single members of a group are left out: nobody here is either.
    """
    everywhere = "all_private_chats" if chat.private else "all_group_chats"
    scopes = (("chat", chat.id, None), (everywhere, None, None), ("default", None, None))
    lists = (world.profile.commands.get((*scope, code)) for scope, code in product(scopes, (language, "")))
    return next((commands for commands in lists if commands), [])
