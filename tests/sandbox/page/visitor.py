"""Somebody at the page."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Locator, Page, expect

from tests.sandbox.page.pictures import smaller
from tests.sandbox.page.stage import Stage

DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
#: Where `make screenshots` wants the pictures of the journeys; tests take none.
_PICTURES = os.environ.get("PICTURES")


@dataclass
class Visitor:
    """A window on the page. `trouble` is what the browser complained of, and requests to elsewhere."""

    page: Page
    stage: Stage
    trouble: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda told: self.trouble.append(f"{told.type}: {told.text}"))
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("request", lambda request: self._check(request.url))

    def _check(self, url: str) -> None:
        if urlsplit(url).scheme not in ("data", "blob") and not url.startswith(self.stage.url):
            self.trouble.append(f"asked for {url}")

    async def arrives(self, address: str = "") -> None:
        """Opens the page, at a chat if its address is given."""
        await self.page.goto(f"{self.stage.url}/{address}")
        await expect(self.page.locator(".chat-row").first).to_be_attached()

    @property
    def box(self) -> Locator:
        """Where one writes."""
        return self.page.get_by_role("combobox", name="Message")

    @property
    def newest(self) -> Locator:
        """The last message of all."""
        return self.page.locator(".message").last

    @property
    def answer(self) -> Locator:
        """The last message of the bot, with its buttons."""
        return self.page.locator(".message.theirs").last

    @property
    def calls(self) -> Locator:
        """The panel that shows what the bot did."""
        return self.page.get_by_role("tabpanel", name="Bot API")

    def button(self, label: str) -> Locator:
        """A button of the bot's last message."""
        return self.answer.locator(".key", has_text=label)

    async def opens(self, title: str) -> None:
        """Opens a conversation."""
        await self.page.get_by_role("link", name=title).click()

    async def presses_start(self) -> None:
        """Presses Start; the bot knows of it, whether it answers or not."""
        await self.page.get_by_role("button", name="Start", exact=True).click()
        await expect(self.newest).to_contain_text("/start")

    async def starts(self) -> None:
        """Presses Start and is welcomed."""
        await self.page.get_by_role("button", name="Start", exact=True).click()
        await expect(self.button("🌐")).to_be_visible()

    async def writes_as(self, name: str) -> None:
        """Chooses who writes in the group."""
        await self.page.get_by_role("button", name="You write as").click()
        await self.page.get_by_role("menuitem", name=name).click()

    async def says(self, text: str) -> None:
        """Writes and presses Enter."""
        await self.box.fill(text)
        await self.box.press("Enter")

    async def pictured(self, name: str, *, dark: bool = False) -> None:
        """Takes a picture for the documentation, where one is wanted."""
        if not _PICTURES:
            return
        await self.page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
        await self.page.mouse.move(0, 0)
        await self.page.evaluate("document.fonts.ready")
        picture = await self.page.screenshot(animations="disabled", caret="hide")
        _kept(Path(_PICTURES, f"{name}.png"), await smaller(self.page, picture))


def _kept(file: Path, picture: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(picture)
