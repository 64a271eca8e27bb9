"""Who the bot is and how it gets its updates."""

from sandbox.refusal import Refusal, bad_request
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
    """Long polling, of at most 50 seconds: https://core.telegram.org/bots/api#getupdates"""
    if world.webhook:
        raise Refusal(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    limit = min(max(given.get("limit", 100), 1), 100)
    seconds = min(given.get("timeout", 0), 50)
    return await world.updates.get(given.get("offset", 0), limit, seconds, given.get("allowed_updates"))


def log_out(_: World, __: Object) -> bool:
    """https://core.telegram.org/bots/api#logout: there is no other server to log in at."""
    raise bad_request("logOut is not played by the sandbox")


def close(_: World, __: Object) -> bool:
    """https://core.telegram.org/bots/api#close: there is no other server to move to."""
    raise bad_request("close is not played by the sandbox")
