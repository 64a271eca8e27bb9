"""Groups."""

from sandbox.chats import Chat
from sandbox.people import Person
from sandbox.specification import Object
from sandbox.world import World

_FIRST_ID = -1_001_000_000_000


def new_group(world: World, title: str, *people: Person, username: str | None = None) -> Chat:
    """A supergroup of these people and the bot; the first of them owns it."""
    chat_id = _FIRST_ID - sum(not chat.private for chat in world.chats.values())
    described: Object = {"id": chat_id, "type": "supergroup", "title": title}
    if username:
        described["username"] = username
    statuses = {person.id: "creator" if not i else "member" for i, person in enumerate(people)}
    chat = Chat(chat_id, described, members=statuses)
    world.chats[chat_id] = chat
    return chat
