"""Who the bot is and how it gets its updates. Webhooks are not played, so there is never one to delete."""

from sandbox.specification import Object
from sandbox.world import World


def get_me(world: World, _: Object) -> Object:
    """The bot itself: https://core.telegram.org/bots/api#getme"""
    return {
        **world.bot.user(),
        "can_join_groups": True,
        "can_read_all_group_messages": world.bot.reads_all_group_messages,
        "supports_inline_queries": world.bot.inline,
    }


async def get_updates(world: World, given: Object) -> list[Object]:
    """Long polling: https://core.telegram.org/bots/api#getupdates"""
    limit = min(max(given.get("limit", 100), 1), 100)
    return await world.updates.get(
        given.get("offset", 0), limit, given.get("timeout", 0), given.get("allowed_updates")
    )


def delete_webhook(world: World, given: Object) -> bool:
    """Only drops what waits, if asked to."""
    if given.get("drop_pending_updates"):
        world.updates.clear()
    return True


def get_webhook_info(world: World, _: Object) -> Object:
    """No webhook; how many updates wait."""
    return {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates)}
