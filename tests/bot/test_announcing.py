"""The whole bot announces while Telegram refuses some requests, for haste or for faults of its own."""

import asyncio

from announcements.desk import Desk
from answers.guide import Guide
from answers.inline import Inline
from bot.announcing import announcing
from bot.assembly import assembled_around, utc_now
from bot.settings import Settings
from domain.announcements import DeliveryState
from sandbox.faults import SERVER_ERROR, throttled
from sandbox.population import populate
from sandbox.transport import SandboxRequest
from sandbox.world import World
from storage.ledger import people
from tests.announcements import office

RECIPIENTS = 150


async def test_under_429s_and_server_errors_everybody_gets_it_once(
    told: tuple[Guide, Inline], settings: Settings, world: World
) -> None:
    crowd = [person.chat.id for person in populate(world, RECIPIENTS)]
    world.faults.risk(0.02, throttled(1), "sendMessage")
    world.faults.risk(0.1, SERVER_ERROR, "sendMessage")
    around = assembled_around(told, settings, world.bot.token, SandboxRequest(world), utc_now)
    async with around as bot, announcing(bot, asyncio.Event()):
        desk = bot.bot_data.desk
        announcement_id = await approved(desk, crowd)
        async with asyncio.timeout(60):
            while (await office.found(desk, announcement_id)).finished_at is None:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        counts = await office.counts(desk, announcement_id)
    refused = {call.error_code for call in world.calls if not call.ok}
    assert {429, 500} <= refused
    assert counts == {DeliveryState.DELIVERED: RECIPIENTS}
    assert {len(world.chats[chat].from_bot) for chat in crowd} == {1}


async def approved(desk: Desk, chats: list[int]) -> int:
    """An announcement to these chats, approved."""
    await office.hire(desk)
    async with desk.ledger.writing() as connection:
        await people.subscribe_crowd(connection, chats, desk.now())
    return (await office.approved(desk, await office.written(desk))).id
