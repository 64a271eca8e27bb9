"""A freelancer asks, in one language and another, and reads on by pressing buttons."""

import pytest
from playwright.async_api import expect

from tests.sandbox.page.conftest import Visit
from tests.sandbox.page.stage import FREELANCER, URDU_STUDENT, Stage
from tests.sandbox.page.visitor import DESKTOP, PHONE

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_freelancer_asks_in_english_and_reads_on(with_bot: Stage, visit: Visit) -> None:
    freelancer = await visit(with_bot, PHONE, f"#{FREELANCER}")
    await freelancer.starts()
    await freelancer.page.get_by_role("button", name="What is the tax rate for freelancers?").tap()
    await expect(freelancer.answer).to_contain_text("0.25%")
    await freelancer.pictured("phone-english-dark", dark=True)
    source = freelancer.answer.get_by_role("link").last
    assert await source.get_attribute("target") == "_blank"
    assert await source.get_attribute("rel") == "noopener noreferrer"
    await freelancer.button("More on: Tax").tap()
    await expect(freelancer.answer).to_contain_text("edited")
    await expect(freelancer.answer.locator(".key").first).to_be_visible()


async def test_a_freelancer_asks_in_urdu_and_switches_the_language(with_bot: Stage, visit: Visit) -> None:
    freelancer = await visit(with_bot, DESKTOP, f"#{FREELANCER}")
    await freelancer.starts()
    await freelancer.says("رجسٹریشن پر کتنا خرچہ آتا ہے؟")
    await expect(freelancer.answer).to_contain_text("فیس")
    first = freelancer.answer.locator("p").first
    await expect(first).to_have_attribute("dir", "rtl")
    await freelancer.pictured("desktop-urdu-dark", dark=True)
    await freelancer.says("/language")
    await freelancer.button("Roman Urdu").click()
    await expect(freelancer.answer).to_contain_text("Roman Urdu")
    await freelancer.says("paypal")
    await expect(freelancer.answer).to_contain_text("ki maloomat")


async def test_a_student_whose_telegram_is_in_urdu_sees_the_commands_in_urdu(
    with_bot: Stage, visit: Visit
) -> None:
    student = await visit(with_bot, PHONE, f"#{URDU_STUDENT}")
    await expect(student.page.locator(".welcome")).to_contain_text("پاکستان")
    await student.starts()
    await student.box.fill("/")
    await expect(student.page.get_by_role("option", name="/city")).to_contain_text("کسی شہر کی جگہیں")
    await student.says("کوئٹہ میں سافٹ ویئر پارک کہاں ہے؟")
    await expect(student.answer).to_contain_text("بلوچستان")
    await student.pictured("phone-urdu-light")
