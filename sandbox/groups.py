"""Groups, forums and channels."""

from sandbox.chats import BLUE, GENERAL, Chat, Topic
from sandbox.people import Person
from sandbox.specification import Object
from sandbox.world import World


def new_group(
    world: World,
    title: str,
    *people: Person,
    username: str | None = None,
    forum: bool = False,
    basic: bool = False,
) -> Chat:
    """A supergroup of these people and the bot; the first of them owns it.

    `forum`: with topics. `basic`: not a supergroup yet, but a plain group.
    """
    chat = _new(world, "group" if basic else "supergroup", title, people, username)
    if forum:
        chat.object["is_forum"] = True
        chat.last_id = GENERAL  # that number is taken: by the message that tells of the group's beginning
        chat.topics[GENERAL] = Topic({"message_thread_id": GENERAL, "name": "General", "icon_color": BLUE})
    return chat


def new_channel(world: World, title: str, *people: Person, username: str | None = None) -> Chat:
    """A channel with the bot as an administrator; the first of the people owns it, the others subscribe."""
    chat = _new(world, "channel", title, people, username)
    chat.bot_status = "administrator"
    return chat


def _new(world: World, kind: str, title: str, people: tuple[Person, ...], username: str | None) -> Chat:
    chat_id = world.new_group_id(kind)
    described: Object = {"id": chat_id, "type": kind, "title": title}
    if username:
        described["username"] = username
    statuses = {person.id: "creator" if not i else "member" for i, person in enumerate(people)}
    chat = Chat(chat_id, described, members=statuses)
    world.add(chat)
    return chat
