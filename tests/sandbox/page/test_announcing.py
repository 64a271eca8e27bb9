"""Staff tell a thousand people something: written, approved by a second person, sent, and read."""

from collections.abc import Callable

import pytest
from playwright.async_api import expect

from sandbox.page.personas import STAFF_IDS
from sandbox.world import Event
from tests.conftest import Clock
from tests.sandbox.page.conftest import Visit
from tests.sandbox.page.stage import STUDENT, Seconds, Stage
from tests.sandbox.page.visitor import DESKTOP, PHONE

pytestmark = pytest.mark.asyncio(loop_scope="session")

WRITER, APPROVER = STAFF_IDS
NEWS = "A new e-Rozgaar centre opens in Multan on 1 December. Seats are free for the first month."


def ticking(stage: Stage) -> Callable[[Event], None]:
    """A listener by which time goes on with what is said, as if Telegram took 28 messages a second."""
    seconds = stage.world.monotonic
    assert isinstance(seconds, Seconds)

    def tick(_: Event) -> None:
        seconds.passed += 1 / 28

    return tick


async def test_two_members_of_staff_announce_something_to_a_thousand_people(
    with_bot: Stage, visit: Visit
) -> None:
    clock = with_bot.world.clock
    assert isinstance(clock, Clock)
    writer = await visit(with_bot, PHONE, f"#{WRITER}")
    approver = await visit(with_bot, DESKTOP, f"#{APPROVER}")
    student = await visit(with_bot, PHONE, f"#{STUDENT}")
    await writer.starts()
    await approver.starts()
    await student.starts()
    await student.says("/subscribe")
    await expect(student.answer).to_contain_text("You will get announcements")
    crowd = approver.page.get_by_role("tabpanel", name="Crowd")
    await crowd.get_by_role("button", name="+ 1,000").click()
    await expect(crowd.locator(".people dd")).to_have_text("1,000")

    await writer.says("/announce")
    await writer.says(NEWS)
    await writer.button("Without \u2068اردو").click()
    await writer.button("Without Roman Urdu").click()
    await expect(writer.answer).not_to_contain_text("missing")
    await expect(writer.answer).to_contain_text("1,001")
    await writer.pictured("phone-announce-draft")
    await writer.button("See how it looks").click()
    await writer.button("Approve").click()
    await writer.says("1001")
    await expect(writer.answer).to_contain_text("second person")
    await writer.pictured("phone-announce-second-person")

    with_bot.world.listen(ticking(with_bot))
    await approver.button("See how it looks").click()
    await approver.button("Approve").click()
    await approver.says("1,001")
    await expect(writer.answer).to_contain_text("Finished", timeout=90_000)
    clock.forward(seconds=10)
    await expect(approver.answer).to_contain_text("Finished")
    await expect(crowd.locator(".blocked dd")).not_to_have_text("0")
    await approver.pictured("desktop-announce-report")
    await expect(student.answer).to_contain_text(NEWS)
    await student.pictured("phone-announcement")
