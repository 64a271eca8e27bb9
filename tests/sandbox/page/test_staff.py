"""A staff member brings a crowd and watches what reaches it."""

import pytest
from playwright.async_api import expect

from sandbox.page.personas import STAFF_IDS
from sandbox.specification import Object
from tests.sandbox.page.conftest import Visit
from tests.sandbox.page.stage import STAFF, Seconds, Stage
from tests.sandbox.page.visitor import DESKTOP

pytestmark = pytest.mark.asyncio(loop_scope="session")

NEWS: Object = {"text": "A new centre opens in Multan"}
EACH_SECOND = (4, 11, 19, *[28] * 20, 25, 27, 24, 28, 28, 26, *[28] * 14, 17, 9)


async def test_a_staff_member_brings_a_crowd_and_watches_news_reach_it(with_bot: Stage, visit: Visit) -> None:
    stage = with_bot
    staff = await visit(stage, DESKTOP, f"#{STAFF}")
    await staff.starts()
    crowd = staff.page.get_by_role("tabpanel", name="Crowd")
    await crowd.get_by_role("button", name="+ 1,000").click()
    await expect(crowd.locator(".people dd")).to_have_text("1,000")
    await crowd.get_by_role("button", name="+ 20,000").click()
    await expect(crowd.locator(".people dd")).to_have_text("21,000")

    seconds = stage.world.monotonic
    assert isinstance(seconds, Seconds)
    people = (chat.id for chat in stage.world.chats.values() if chat.private and chat.id > max(STAFF_IDS))
    refused = 0
    for count in EACH_SECOND:
        calls = [await stage.call("sendMessage", chat_id=next(people), **NEWS) for _ in range(count)]
        refused += sum(not call.ok for call in calls)
        seconds.passed += 1
    await expect(crowd.locator(".total dd")).to_have_text(f"{sum(EACH_SECOND) - refused:,}")
    await expect(crowd.locator(".blocked dd")).to_have_text(str(refused))
    assert refused > 0
    await expect(crowd.locator(".now dd")).not_to_have_text("0")
    await expect(crowd.locator(".largest dd")).to_have_text("28")
    await staff.says("how many software technology parks are there?")
    await expect(staff.answer).to_contain_text("As of")
    await staff.pictured("desktop-crowd-dark", dark=True)


async def test_telegrams_limits_can_be_switched_on(stage: Stage, visit: Visit) -> None:
    staff = await visit(stage, DESKTOP, f"#{STAFF}")
    crowd = staff.page.get_by_role("tabpanel", name="Crowd")
    await crowd.get_by_role("button", name="+ 1,000").click()
    await expect(crowd.locator(".people dd")).to_have_text("1,000")
    await crowd.get_by_role("switch", name="Telegram’s limits").check()
    await expect(crowd.get_by_role("switch", name="Telegram’s limits")).to_be_checked()
    somebody = next(
        chat.id for chat in stage.world.chats.values() if chat.id > max(STAFF_IDS) and not chat.deactivated
    )
    calls = [await stage.call("sendMessage", chat_id=somebody, **NEWS) for _ in range(2)]
    assert [call.error_code for call in calls] == [None, 429]
    await expect(crowd.locator(".throttled dd")).to_have_text("1")
    await expect(crowd.locator(".total dd")).to_have_text("1")


async def test_what_is_switched_on_shows_in_every_window(stage: Stage, visit: Visit) -> None:
    one, other = await visit(stage, DESKTOP, f"#{STAFF}"), await visit(stage, DESKTOP, f"#{STAFF}")
    await expect(one.page.get_by_role("switch", name="Telegram’s limits")).not_to_be_checked()
    await one.page.get_by_role("switch", name="Server errors").check()
    await expect(other.page.get_by_role("switch", name="Server errors")).to_be_checked()
    await other.page.get_by_role("switch", name="Server errors").uncheck()
    await expect(one.page.get_by_role("switch", name="Server errors")).not_to_be_checked()
