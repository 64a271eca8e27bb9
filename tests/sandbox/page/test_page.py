"""The page itself: its policy, its windows, the keyboard, and coming back."""

import pytest
from playwright.async_api import Error, expect

from sandbox.listening import listening
from sandbox.web import application, served
from sandbox.world import World
from tests.conftest import Clock
from tests.sandbox.page.conftest import Visit
from tests.sandbox.page.stage import FREELANCER, STUDENT, Stage
from tests.sandbox.page.visitor import DESKTOP, PHONE

pytestmark = pytest.mark.asyncio(loop_scope="session")

READABLE = 4.5  # https://www.w3.org/TR/WCAG22/#contrast-minimum
CONTRAST = """element => {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const pixel = (...layers) => {
    context.clearRect(0, 0, 1, 1);
    for (const layer of layers) { context.fillStyle = layer; context.fillRect(0, 0, 1, 1); }
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const behind = [];
  for (let at = element; at; at = at.parentElement) behind.unshift(getComputedStyle(at).backgroundColor);
  const luminance = (colour) => {
    const [red, green, blue] = colour.map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const under = luminance(pixel(...behind));
  const over = luminance(pixel(...behind, getComputedStyle(element).color));
  return (Math.max(under, over) + 0.05) / (Math.min(under, over) + 0.05);
}"""


async def test_the_policy_forbids_scripts_that_are_not_the_pages_own(stage: Stage, visit: Visit) -> None:
    visitor = await visit(stage, DESKTOP)
    injected = "const s = document.createElement('script'); s.textContent = 'window.injected = 1';"
    with pytest.raises(Error, match="TrustedScript"):
        await visitor.page.evaluate(f"() => {{ {injected} document.head.append(s); }}")
    with pytest.raises(Error, match="TrustedHTML"):
        await visitor.page.evaluate("document.body.innerHTML = '<b>hello</b>'")
    with pytest.raises(Error, match="Failed to fetch"):
        await visitor.page.evaluate("fetch('data:text/plain,x')")
    assert await visitor.page.evaluate("window.injected") is None
    assert visitor.trouble  # the browser told of each of the three
    visitor.trouble.clear()


async def test_a_reload_shows_the_same_conversation(stage: Stage, visit: Visit) -> None:
    visitor = await visit(stage, DESKTOP, f"#{STUDENT}")
    await visitor.presses_start()
    keyboard = {"inline_keyboard": [[{"text": "Parks", "callback_data": "parks"}]]}
    await stage.sends("<b>Welcome</b> to Multan", reply_markup=keyboard)
    await stage.sends("Where?", reply_markup={"keyboard": [[{"text": "Here"}]]})
    await expect(visitor.answer).to_contain_text("Where?")
    before = await visitor.page.locator(".messages").inner_text()
    await visitor.page.reload()
    await expect(visitor.answer).to_contain_text("Where?")
    assert await visitor.page.locator(".messages").inner_text() == before
    await expect(visitor.page.get_by_role("button", name="Here", exact=True)).to_be_visible()
    await expect(visitor.calls.locator(".record")).to_have_count(2)


async def test_a_line_that_broke_is_taken_up_again(visit: Visit) -> None:
    world = World(clock=Clock())
    app = application(world)
    with listening("127.0.0.1:0") as listener:
        port = listener.getsockname()[1]
        async with served(app, listener) as url:
            stage = Stage(world, url)
            visitor = await visit(stage, DESKTOP, f"#{STUDENT}")
            await visitor.presses_start()
    await expect(visitor.page.get_by_role("status").filter(has_text="line is down")).to_be_visible()
    await stage.sends("While you were away")
    with listening(f"127.0.0.1:{port}") as listener:
        async with served(app, listener):
            await expect(visitor.answer).to_contain_text("While you were away")
            await expect(visitor.page.get_by_role("status").filter(has_text="line is down")).to_have_count(0)
    visitor.trouble.clear()  # the browser complains of the line


async def test_everything_can_be_done_with_the_keyboard(stage: Stage, visit: Visit) -> None:
    visitor = await visit(stage, DESKTOP)
    page, keyboard = visitor.page, visitor.page.keyboard
    await page.get_by_role("link", name="Student, Multan").focus()
    await keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Freelancer, Karachi")).to_be_focused()
    await keyboard.press("Enter")
    await expect(page).to_have_url(f"{stage.url}/#{FREELANCER}")
    await page.get_by_role("button", name="Start", exact=True).focus()
    await keyboard.press("Enter")
    await expect(visitor.newest).to_contain_text("/start")

    await stage.call(
        "setMyCommands",
        commands=[
            {"command": "city", "description": "Places in a city"},
            {"command": "near", "description": "Nearest"},
        ],
    )
    await visitor.box.focus()
    await keyboard.type("/")
    await expect(page.get_by_role("option")).to_have_count(2)
    await keyboard.press("ArrowDown")
    await expect(page.get_by_role("option", name="/near")).to_have_attribute("aria-selected", "true")
    await keyboard.press("Enter")
    await expect(visitor.newest).to_contain_text("/near")
    await expect(visitor.box).to_be_focused()

    rows = {"inline_keyboard": [[{"text": "Parks", "callback_data": "parks"}]]}
    await stage.sends("Nearest", FREELANCER, reply_markup=rows)
    await visitor.button("Parks").focus()
    outline = "button => getComputedStyle(button).outlineStyle"
    assert await visitor.button("Parks").evaluate(outline) == "solid"
    await keyboard.press("Enter")
    await expect(visitor.button("Parks")).to_have_attribute("aria-busy", "true")

    await page.get_by_role("button", name="Attach").focus()
    await keyboard.press("Enter")
    await expect(page.get_by_role("menuitem", name="Location")).to_be_focused()
    await keyboard.press("Enter")
    await keyboard.type("quet")
    await keyboard.press("Enter")
    await keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Quetta")).to_be_focused()
    await page.get_by_role("button", name="Share this location").focus()
    await keyboard.press("Enter")
    await expect(visitor.newest).to_contain_text("near Quetta")
    await expect(visitor.box).to_be_focused()
    await page.get_by_role("button", name="Attach").focus()
    await keyboard.press("Enter")
    await keyboard.press("Escape")
    await expect(page.get_by_role("menu")).to_have_count(0)
    await expect(page.get_by_role("button", name="Attach")).to_be_focused()


async def test_a_phone_shows_one_thing_at_a_time(stage: Stage, visit: Visit) -> None:
    phone = await visit(stage, PHONE)
    conversations = phone.page.get_by_role("navigation", name="Conversations")
    await expect(phone.page.get_by_role("main")).to_be_hidden()
    await phone.opens("Student, Multan")
    await expect(conversations).to_be_hidden()
    await expect(phone.page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    await phone.page.get_by_role("button", name="Behind the scenes").tap()
    await expect(phone.calls).to_be_visible()
    await phone.page.get_by_role("button", name="Close the panel").tap()
    await expect(phone.calls).to_be_hidden()
    await phone.page.get_by_role("link", name="All conversations").tap()
    await expect(conversations).to_be_visible()
    await phone.page.go_back()
    await expect(conversations).to_be_hidden()


async def test_a_long_answer_is_read_from_its_beginning(stage: Stage, visit: Visit) -> None:
    reader = await visit(stage, PHONE, f"#{STUDENT}")
    await reader.presses_start()
    await stage.sends("\n".join(f"place {number}" for number in range(100)))
    await expect(reader.answer.get_by_text("place 0", exact=True)).to_be_in_viewport()
    await expect(reader.answer.get_by_text("place 99", exact=True)).not_to_be_in_viewport()
    await reader.page.get_by_role("button", name="To the latest message").tap()
    await expect(reader.answer.get_by_text("place 99", exact=True)).to_be_in_viewport()
    await stage.sends("and that is all")
    await expect(reader.answer.get_by_text("and that is all")).to_be_in_viewport()


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_nothing_sticks_out_of_the_window(
    stage: Stage, visit: Visit, window: dict[str, object]
) -> None:
    visitor = await visit(stage, window, f"#{STUDENT}")
    await visitor.presses_start()
    long = "x" * 300
    rows = {"inline_keyboard": [[{"text": long, "callback_data": "1"}, {"text": "b", "callback_data": "2"}]]}
    await stage.sends(f"<pre>{long}</pre>{long} https://pseb.org.pk/{long}", reply_markup=rows)
    await expect(visitor.answer).to_contain_text("pseb.org.pk")
    assert await visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await visitor.page.locator(".scroller").evaluate("box => box.scrollWidth <= box.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_everything_can_be_read_in_light_and_dark(stage: Stage, visit: Visit, scheme: str) -> None:
    visitor = await visit(stage, {**DESKTOP, "color_scheme": scheme}, f"#{STUDENT}")
    await visitor.presses_start()
    rows = {"inline_keyboard": [[{"text": "Parks", "callback_data": "parks"}]]}
    await stage.sends("<a href='https://pseb.org.pk'>link</a> <code>code</code>", reply_markup=rows)
    await expect(visitor.answer).to_contain_text("code")
    read = (
        ".chat-title, .preview, time, .state, .message p, .text a, .code, .key, .idea, .gist, .badge, h1, h2"
    )
    shown = await visitor.page.locator(read).locator("visible=true").all()
    ratios = [(await one.evaluate("one => one.outerHTML"), await one.evaluate(CONTRAST)) for one in shown]
    assert [(html, ratio) for html, ratio in ratios if ratio < READABLE] == []
    assert len(ratios) > 20


async def test_colours_can_be_chosen_and_are_remembered(stage: Stage, visit: Visit) -> None:
    visitor = await visit(stage, {**DESKTOP, "color_scheme": "light"})
    scheme = "getComputedStyle(document.documentElement).colorScheme"
    await visitor.page.get_by_role("button", name="Colours as the system has them").click()
    await visitor.page.get_by_role("button", name="Light colours").click()
    assert await visitor.page.evaluate(scheme) == "dark"
    await visitor.page.reload()
    await expect(visitor.page.get_by_role("button", name="Dark colours")).to_be_visible()
    assert await visitor.page.evaluate(scheme) == "dark"


async def test_screen_readers_hear_new_answers_and_no_more(stage: Stage, visit: Visit) -> None:
    visitor = await visit(stage, DESKTOP, f"#{STUDENT}")
    await visitor.presses_start()
    await stage.sends("<b>Welcome</b>")
    spoken = visitor.page.locator("[aria-live=polite].unseen")
    await expect(spoken).to_have_text("Rahnuma: Welcome")
    await expect(visitor.page.get_by_role("log")).to_have_attribute("aria-live", "off")
