"""A plain group becomes a supergroup, as Telegram does it: that is another chat."""

from sandbox.chats import Chat
from sandbox.specification import Object
from sandbox.world import World


def migrate(world: World, group: Chat, by: Object) -> Chat:
    """The new supergroup, with the members of the old group; the bot is told in both by service messages."""
    described = {**group.object, "id": world.new_group_id("supergroup"), "type": "supergroup"}
    supergroup = Chat(described["id"], described, members=group.members, bot_status=group.bot_status)
    world.add(supergroup)
    leaving = world.post(group, by, {"migrate_to_chat_id": supergroup.id})
    arriving = world.post(supergroup, by, {"migrate_from_chat_id": group.id})
    group.migrated_to = supergroup.id
    if supergroup.bot_is_in:
        world.updates.put("message", leaving)
        world.updates.put("message", arriving)
    return supergroup
