"""Whatever Telegram may send is survived, and in a private chat no message is left unanswered.

`FUZZ_EXAMPLES=5000 pytest tests/updates` tries as many, other ones each time.
"""

import itertools
import os

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs
from telegram import Update
from telegram.ext import filters

from domain.prompts import Awaited, Prompt
from handlers.messages import OWN
from handlers.services import Bot
from sandbox.groups import new_channel, new_group
from sandbox.people import Person
from sandbox.specification import Object
from sandbox.world import World
from storage.ledger import prompts, staff
from tests.conftest import Clock
from tests.updates.strategies import TYPES, Known, alone, objects

EXAMPLES = os.environ.get("FUZZ_EXAMPLES")
fuzzed = settings(
    max_examples=int(EXAMPLES or 60),
    derandomize=not EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
ADMIN = 501
KINDS = list(TYPES["Update"]["fields"])[1:]
IGNORED = {
    "what happened to the chat or to money is no question": filters.StatusUpdate.ALL,
    "the bot itself has put it together, in inline mode": OWN,
}
"""Messages in private chats that are left unanswered on purpose."""
HAPPENED = {
    *("channel_chat_created", "chat_background_set", "chat_owner_changed", "chat_owner_left"),
    *("chat_shared", "checklist_tasks_added", "checklist_tasks_done", "connected_website"),
    *("delete_chat_photo", "direct_message_price_changed", "forum_topic_closed", "forum_topic_created"),
    *("forum_topic_edited", "forum_topic_reopened", "general_forum_topic_hidden"),
    *("general_forum_topic_unhidden", "gift", "gift_upgrade_sent", "giveaway_completed"),
    *("giveaway_created", "group_chat_created", "left_chat_member", "managed_bot_created"),
    *("message_auto_delete_timer_changed", "migrate_from_chat_id", "migrate_to_chat_id"),
    *("new_chat_members", "new_chat_photo", "new_chat_title", "paid_message_price_changed"),
    *("pinned_message", "poll_option_added", "poll_option_deleted", "proximity_alert_triggered"),
    *("refunded_payment", "suggested_post_approval_failed", "suggested_post_approved"),
    *("suggested_post_declined", "suggested_post_paid", "suggested_post_refunded"),
    *("supergroup_chat_created", "unique_gift", "users_shared", "video_chat_ended"),
    *("video_chat_participants_invited", "video_chat_scheduled", "video_chat_started", "web_app_data"),
    *("write_access_allowed",),
}
"""What only tells that something happened to the chat, to a gift or to money: nobody asks anything."""
numbers = itertools.count(1)


@pytest.fixture
async def admin(bot: Bot, world: World, clock: Clock) -> Person:
    """An administrator."""
    async with bot.bot_data.ledger.writing() as connection:
        await staff.seat(connection, [ADMIN], clock())
    return Person(world, "Sana", user_id=ADMIN)


@pytest.fixture
def ayesha(world: World) -> Person:
    return Person(world, "Ayesha")


@pytest.fixture
def known(world: World, ayesha: Person, admin: Person) -> Known:
    """Who there is, and where."""
    for person in (ayesha, admin):
        person.chat.started = True
    places = (new_group(world, "Freelancers", ayesha), new_channel(world, "News", ayesha))
    basic = new_group(world, "Friends", ayesha, basic=True)
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    return {
        "User": [ayesha.user, admin.user, world.bot.user(), anonymous],
        "Chat": [ayesha.chat.object, admin.chat.object, basic.object, *(place.object for place in places)],
    }


async def process(bot: Bot, clock: Clock, update: Object) -> Update:
    """Has the bot deal with an update, a minute after the one before; nothing may go wrong."""
    clock.forward(minutes=1)
    parsed = Update.de_json({"update_id": next(numbers), **update}, bot.bot)
    with capture_logs() as logs:
        await bot.process_update(parsed)
    assert [entry for entry in logs if entry["log_level"] in ("error", "critical")] == []
    return parsed


def written_to(world: World, chat_id: int) -> int:
    """How often the bot has written to a chat."""
    return sum(call.ok and call.parameters.get("chat_id") == chat_id for call in world.calls)


@fuzzed
@given(data=st.data(), kind=st.sampled_from(KINDS))
async def test_every_update_is_survived(
    bot: Bot, clock: Clock, known: Known, data: st.DataObject, kind: str
) -> None:
    (named,) = TYPES["Update"]["fields"][kind]["types"]
    await process(bot, clock, {kind: data.draw(objects(named, known))})


@fuzzed
@given(data=st.data())
async def test_no_message_in_a_private_chat_is_left_unanswered(
    bot: Bot, world: World, clock: Clock, ayesha: Person, known: Known, data: st.DataObject
) -> None:
    drawn = data.draw(objects("Message", known))
    message = drawn | {"chat": ayesha.chat.object, "from": ayesha.user}
    world.calls.clear()
    update = await process(bot, clock, {"message": message})
    ignored = any(reason.check_update(update) for reason in IGNORED.values())
    assert ignored or written_to(world, ayesha.id), message


@settings(fuzzed, max_examples=1, phases=[Phase.generate])
@given(data=st.data())
async def test_each_thing_that_a_message_may_hold_is_answered_or_ignored_on_purpose(
    bot: Bot, world: World, clock: Clock, ayesha: Person, known: Known, data: st.DataObject
) -> None:
    unanswered = set()
    for field in TYPES["Message"]["fields"]:
        message = data.draw(alone(field, known)) | {"chat": ayesha.chat.object, "from": ayesha.user}
        world.calls.clear()
        await process(bot, clock, {"message": message})
        if not written_to(world, ayesha.id):
            unanswered.add(field)
    assert unanswered == HAPPENED


@fuzzed
@given(data=st.data(), awaited=st.sampled_from(Awaited))
async def test_no_message_of_the_staff_is_left_unanswered_whatever_is_awaited(
    bot: Bot, world: World, clock: Clock, admin: Person, known: Known, data: st.DataObject, awaited: Awaited
) -> None:
    drawn = data.draw(objects("Message", known))
    message = drawn | {"chat": admin.chat.object, "from": admin.user}
    message.pop("media_group_id", None)  # of an album one picture is answered
    async with bot.bot_data.ledger.writing() as connection:
        await prompts.put(connection, Prompt(ADMIN, awaited, clock()))
    world.calls.clear()
    update = await process(bot, clock, {"message": message})
    ignored = any(reason.check_update(update) for reason in IGNORED.values())
    assert ignored or written_to(world, ADMIN), message
