"""Messages as the page shows them; the test is the bot."""

import base64

import pytest
from playwright.async_api import expect

from sandbox import server
from sandbox.files import Upload
from tests.sandbox.page.conftest import Visit
from tests.sandbox.page.stage import STUDENT, Stage
from tests.sandbox.page.visitor import DESKTOP, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
EVERYTHING = (
    "<b>bold <i>both</i></b> <u>under</u> <s>gone</s> <code>x = 1</code> <tg-spoiler>secret</tg-spoiler>\n"
    'see <a href="https://pseb.org.pk/?a=1&amp;b=2">PSEB 🏢 site</a> or /help\n'
    '<pre><code class="language-python">print("سلام")\nprint(2)</code></pre>\n'
    "<blockquote>quoted\ntwice</blockquote>\n"
    "<blockquote expandable>1\n2\n3\n4\n5</blockquote>\n"
    "پہلی سطر اردو میں ہے\n"
    "✅ \u2068Arfa Tower\u2069\n"
    "last line"
)


async def student(stage: Stage, visit: Visit) -> Visitor:
    """A student who has started the bot."""
    visitor = await visit(stage, DESKTOP, f"#{STUDENT}")
    await visitor.presses_start()
    return visitor


async def test_formatting_becomes_elements(stage: Stage, visit: Visit) -> None:
    reader = await student(stage, visit)
    await stage.sends(EVERYTHING)
    shown = reader.answer.locator(".text")
    await expect(shown.locator("strong em")).to_have_text("both")
    await expect(shown.locator("u")).to_have_text("under")
    await expect(shown.locator("s")).to_have_text("gone")
    await expect(shown.locator(".code")).to_have_text("x = 1")
    await expect(shown.get_by_role("link")).to_have_text("PSEB 🏢 site")
    await expect(shown.get_by_role("link")).to_have_attribute("href", "https://pseb.org.pk/?a=1&b=2")
    await expect(shown.locator("pre code")).to_have_text('print("سلام")\nprint(2)')
    await expect(shown.locator("blockquote").first.locator("p")).to_have_text(["quoted", "twice"])

    quote = shown.locator("blockquote").last
    await expect(quote.locator("p:visible")).to_have_text(["1", "2", "3"])
    await quote.get_by_role("button", name="Show more").click()
    await expect(quote.locator("p:visible")).to_have_text(["1", "2", "3", "4", "5"])

    await shown.get_by_role("button", name="/help").click()
    await expect(reader.newest).to_contain_text("/help")


async def test_every_paragraph_runs_in_its_own_direction(stage: Stage, visit: Visit) -> None:
    reader = await student(stage, visit)
    await stage.sends(EVERYTHING)
    lines = reader.answer.locator(".text > p")
    await expect(lines.filter(has_text="bold")).to_have_attribute("dir", "ltr")
    await expect(lines.filter(has_text="پہلی")).to_have_attribute("dir", "rtl")
    await stage.sends("لاہور\n✅ \u2068Arfa Tower\u2069\n1, 2")
    await expect(reader.answer).to_contain_text("1, 2")
    lines = reader.answer.locator(".text > p")
    # a name set apart has no say, and numbers have no direction: the message's own holds
    assert [await line.get_attribute("dir") for line in await lines.all()] == ["rtl", "rtl", "rtl"]
    height = "parseFloat(getComputedStyle(arguments[0]).lineHeight)"
    assert await lines.first.evaluate(f"(...arguments) => {height}") > 30  # Nastaliq stands high
    font = await reader.page.evaluate("document.fonts.check('16px \"Noto Nastaliq Urdu\"', 'لاہور')")
    assert font


async def test_markup_in_a_text_stays_text(stage: Stage, visit: Visit) -> None:
    reader = await student(stage, visit)
    nasty = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    await reader.says(nasty)
    await expect(reader.newest.locator(".text")).to_have_text(nasty)
    await expect(reader.page.locator("main script")).to_have_count(0)


async def test_a_hidden_text_shows_when_it_is_pressed(stage: Stage, visit: Visit) -> None:
    reader = await student(stage, visit)
    await stage.sends("The answer is <tg-spoiler>42</tg-spoiler>")
    cover = reader.answer.get_by_role("button", name="42")
    invisible = "cover => getComputedStyle(cover).color.endsWith(', 0)')"
    assert await cover.evaluate(invisible)
    await cover.click()
    assert not await cover.evaluate(invisible)


async def test_places_files_and_pictures_are_shown(stage: Stage, visit: Visit) -> None:
    reader = await student(stage, visit)
    where = {"latitude": 31.47, "longitude": 74.30}
    await stage.call("sendVenue", chat_id=STUDENT, title="Arfa Tower", address="Lahore", **where)
    await expect(reader.answer.locator("figure")).to_contain_text("Arfa Tower")
    await expect(reader.answer.locator("figure .pin")).to_be_visible()
    await stage.call("sendDocument", chat_id=STUDENT, document="https://pseb.org.pk/form-r.pdf")
    await expect(reader.answer).to_contain_text("form-r.pdf")
    for name, shown in (
        ("Sticker", "👍"),
        ("Photo", "800 × 600"),
        ("Voice message", "3 s"),
        ("Contact", "+92"),
    ):
        await reader.page.get_by_role("button", name="Attach").click()
        await reader.page.get_by_role("menuitem", name=name).click()
        await expect(reader.newest).to_contain_text(shown)


async def test_a_photo_that_the_bot_uploads_is_seen_with_its_caption(stage: Stage, visit: Visit) -> None:
    reader = await student(stage, visit)
    told = {"chat_id": STUDENT, "caption": "A <b>new</b> centre", "parse_mode": "HTML"}
    files = {"photo": Upload("centre.png", PIXEL, "image/png")}
    await server.call(stage.world, stage.world.bot.token, "sendPhoto", told, files)
    await expect(reader.answer.locator("strong")).to_have_text("new")
    picture = reader.answer.get_by_role("img", name="Photo")
    await expect(picture).to_be_visible()
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1


async def test_edits_and_deletions_are_seen_as_they_happen(stage: Stage, visit: Visit) -> None:
    reader = await student(stage, visit)
    sent = await stage.sends("Looking …")
    await expect(reader.answer).to_contain_text("Looking …")
    named = {"chat_id": STUDENT, "message_id": sent["message_id"]}
    await stage.call("editMessageText", text="Found: Arfa Tower", **named)
    await expect(reader.answer).to_contain_text("Found: Arfa Tower")
    await expect(reader.answer).to_contain_text("edited")
    await stage.call("deleteMessage", **named)
    await expect(reader.page.locator(".message.theirs")).to_have_count(0)


async def test_people_correct_reply_and_withdraw(stage: Stage, visit: Visit) -> None:
    reader = await student(stage, visit)
    await reader.says("lahor")
    await expect(reader.newest).to_contain_text("lahor")
    await reader.box.press("ArrowUp")
    await expect(reader.box).to_have_value("lahor")
    await reader.says("lahore")
    await expect(reader.newest).to_contain_text("lahore")
    await stage.sends("Lahore, Punjab")
    await reader.answer.get_by_role("button", name="About this message").click()
    await reader.page.get_by_role("menuitem", name="Reply").click()
    await reader.says("thank you")
    await expect(reader.newest.locator(".quotation")).to_contain_text("Lahore, Punjab")
    await reader.newest.get_by_role("button", name="About this message").click()
    await reader.page.get_by_role("menuitem", name="Delete").click()
    await expect(reader.newest).to_contain_text("Lahore, Punjab")


async def test_answers_to_buttons_are_toasts_or_alerts(stage: Stage, visit: Visit) -> None:
    reader = await student(stage, visit)
    keyboard = {"inline_keyboard": [[{"text": "Subscribe", "callback_data": "s"}]]}
    await stage.sends("News?", reply_markup=keyboard)
    for alert in (False, True):
        await reader.button("Subscribe").click()
        await expect(reader.button("Subscribe")).to_have_attribute("aria-busy", "true")
        query = list(stage.world.callback_queries)[-1]
        await stage.call("answerCallbackQuery", callback_query_id=query, text="Noted", show_alert=alert)
        shown = reader.page.get_by_role("dialog" if alert else "status").filter(has_text="Noted")
        await expect(shown).to_be_visible()
        await expect(reader.button("Subscribe")).not_to_have_attribute("aria-busy", "true")
    await reader.page.get_by_role("button", name="OK").click()
    await expect(reader.page.get_by_role("dialog")).to_have_count(0)


async def test_a_bot_that_types_is_seen_typing(stage: Stage, visit: Visit) -> None:
    reader = await student(stage, visit)
    await stage.call("sendChatAction", chat_id=STUDENT, action="typing")
    await expect(reader.page.locator(".bar")).to_contain_text("Rahnuma is typing")
    await stage.sends("Here it is")
    await expect(reader.page.locator(".bar")).not_to_contain_text("typing")


async def test_the_bots_keyboard_says_its_labels_and_goes_when_it_is_for_once(
    stage: Stage, visit: Visit
) -> None:
    reader = await student(stage, visit)
    markup = {"keyboard": [[{"text": "Lahore"}, {"text": "Multan"}]], "one_time_keyboard": True}
    await stage.sends("Which city?", reply_markup=markup)
    keyboard = reader.page.get_by_role("group", name="The bot’s keyboard")
    await keyboard.get_by_role("button", name="Multan").click()
    await expect(reader.newest).to_contain_text("Multan")
    await expect(keyboard).to_be_hidden()
    await reader.page.get_by_role("button", name="Show or hide the bot’s keyboard").click()
    await expect(keyboard).to_be_visible()
    await stage.sends("Thank you", reply_markup={"remove_keyboard": True})
    await expect(keyboard).to_have_count(0)


async def test_what_others_are_told_shows_as_unread(stage: Stage, visit: Visit) -> None:
    reader = await student(stage, visit)
    await reader.opens("Freelancer, Karachi")
    await stage.sends("One")
    await stage.sends("Two")
    row = reader.page.get_by_role("link", name="Student, Multan")
    await expect(row).to_contain_text("2 unread")
    await row.click()
    await expect(row).not_to_contain_text("unread")
    await expect(reader.answer).to_contain_text("Two")


async def test_a_message_leads_to_the_call_that_made_it(stage: Stage, visit: Visit) -> None:
    reader = await student(stage, visit)
    await stage.sends("One")
    await stage.sends("Two")
    await reader.page.get_by_role("button", name="Close the panel").click()
    one = reader.page.locator(".message", has_text="One")
    await one.get_by_role("button", name="About this message").click()
    await reader.page.get_by_role("menuitem", name="Show the calls").click()
    await expect(reader.calls.locator("details[open]")).to_contain_text('text: "One"')


async def test_blocking_the_bot_closes_the_box_until_it_is_unblocked(stage: Stage, visit: Visit) -> None:
    reader = await student(stage, visit)
    await reader.page.get_by_role("button", name="More", exact=True).click()
    await reader.page.get_by_role("menuitem", name="Block the bot").click()
    await expect(reader.box).to_be_hidden()
    await reader.page.get_by_role("button", name="Unblock", exact=True).click()
    await expect(reader.box).to_be_visible()
