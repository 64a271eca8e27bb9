"""A student looks for a place, types as people type, and shows it to friends."""

import pytest
from playwright.async_api import expect

from tests.sandbox.page.conftest import Visit
from tests.sandbox.page.stage import FREELANCER, STUDENT, Stage
from tests.sandbox.page.visitor import DESKTOP, PHONE

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_student_finds_the_park_of_a_city_in_misspelt_roman_urdu(
    with_bot: Stage, visit: Visit
) -> None:
    student = await visit(with_bot, DESKTOP, f"#{STUDENT}")
    await student.starts()
    await student.says("fasilabad mein stp kahan hai?")
    await expect(student.answer).to_contain_text("Faisalabad, Punjab")
    await expect(student.answer).to_contain_text("ke mutabiq")
    await student.calls.locator("summary", has_text="sendMessage").last.click()
    await student.pictured("desktop-roman-urdu-light")
    await student.button("Sitara Technopark").click()
    await expect(student.answer).to_contain_text("Ali Fatima College")
    await expect(student.calls).to_contain_text("answerCallbackQuery")

    await student.button("Address copy karein").click()
    await expect(student.page.get_by_role("status")).to_contain_text(["Copied"])
    await student.button("Share karein").click()
    await student.page.get_by_role("menuitem", name="Students & freelancers").click()
    await expect(student.box).to_have_value(
        "@rahnuma_bot Sitara Technopark (Software Technology Park, Faisalabad)"
    )
    await student.page.get_by_role("option").filter(has_text="Sitara Technopark").click()
    await expect(student.newest).to_contain_text("Ali Fatima College")
    assert len(student.stage.group.messages) == 1


async def test_a_student_shares_a_location_and_gets_the_nearest_places(with_bot: Stage, visit: Visit) -> None:
    student = await visit(with_bot, PHONE)
    await student.pictured("phone-conversations-light")
    await student.opens("Student, Multan")
    await student.starts()
    await student.page.get_by_role("button", name="Commands").tap()
    await student.page.get_by_role("option", name="/near").tap()
    await student.page.get_by_role("group", name="The bot’s keyboard").get_by_role("button").tap()
    dialog = student.page.get_by_role("dialog", name="Share a location")
    await dialog.get_by_label("Search a town").fill("mult")
    await dialog.get_by_role("button", name="Multan").tap()
    await expect(dialog).to_contain_text("near Multan")
    await student.pictured("phone-location-dark", dark=True)
    await dialog.get_by_role("button", name="Share this location").tap()
    await expect(student.page.locator(".message.own").last).to_contain_text("30.1968, 71.4782")
    await expect(student.answer).to_contain_text("Multan")
    await expect(student.answer).to_contain_text("Nearest")


async def test_friends_ask_in_the_group_and_one_of_them_opens_the_bot(with_bot: Stage, visit: Visit) -> None:
    friends = await visit(with_bot, DESKTOP)
    await friends.opens("Students & freelancers")
    await friends.says("koi lahore mein software park jaanta hai?")
    await expect(friends.newest).to_contain_text("jaanta hai")
    await friends.writes_as("Freelancer, Karachi")
    await expect(friends.page.locator(".message.own")).to_have_count(0)
    await friends.says("ek minute, Rahnuma se poochte hain")
    await expect(friends.page.locator(".message.own")).to_have_count(1)
    await friends.box.press_sequentially("@rahnuma_bot software parks in Lahore")
    results = friends.page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    await expect(results.filter(has_text="Arfa Software Technology Park")).to_have_count(1)
    await friends.pictured("desktop-group-light")
    await friends.box.press("ArrowDown")
    await friends.box.press("Enter")
    await expect(friends.newest).to_contain_text("via @rahnuma_bot")
    await expect(friends.newest).to_contain_text("Arfa Software Technology Park")
    # in privacy mode the bot hears only what is addressed to it or came through it
    await expect(friends.page.locator(".message.fetched")).to_have_count(1)
    await friends.newest.get_by_role("link", name="Open Rahnuma").click()
    await expect(friends.page.get_by_role("heading", level=1)).to_have_text("Rahnuma")
    await expect(friends.answer).to_contain_text("Arfa Software Technology Park")
    assert with_bot.said(FREELANCER)[0] == "/start place_stp-lahore-arfa"
