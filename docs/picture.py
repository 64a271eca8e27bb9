"""Draws the README's picture: a true conversation with the bot, as a phone shows it.

Run it from the top folder with the virtual environment's Python; it needs Debian's chromium and Noto fonts.
"""

import asyncio
import html
import subprocess
import tempfile
from pathlib import Path

from bot.assembly import assembled
from bot.receive import Poller
from bot.settings import Settings
from sandbox.people import Person
from sandbox.specification import Object
from sandbox.transport import SandboxRequest
from sandbox.world import BotAccount, World

SAID = ("software park in Lahore?", "karachi it park kab tak banega?", "رجسٹریشن پر کتنا خرچہ آتا ہے")
TARGET = Path(__file__).with_name("conversation.png")
STYLE = """
  body { margin: 0; padding: 16px; width: 1128px; background: #dfe8d8;
         font: 15px/1.42 "Noto Sans", sans-serif; display: flex; gap: 16px; align-items: flex-start }
  section { width: 365px } p { margin: 0 0 8px; padding: 8px 12px; border-radius: 14px; white-space: pre-wrap;
      overflow-wrap: anywhere; unicode-bidi: plaintext }
  .person { background: #e3fdc8; margin-left: 90px; border-bottom-right-radius: 4px }
  .bot { background: #fff; border-bottom-left-radius: 4px }
  div { display: flex; gap: 4px; margin-bottom: 4px } a { color: #2a7ab8; text-decoration: none }
  span { flex: 1; background: #7d9a6ecc; color: #fff; border-radius: 8px; padding: 6px; text-align: center;
         font-size: 13px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
"""


async def exchange(said: str) -> list[Object]:
    """What a person says to a fresh bot, and what it sends back."""
    world = World(BotAccount(first_name="Rahnuma", username="rahnuma_bot"))
    person = Person(world, "You")
    with tempfile.TemporaryDirectory() as state:
        settings = Settings(_env_file=None, state_dir=Path(state), database_url="")
        async with assembled(settings, world.bot.token, SandboxRequest(world)) as bot:
            question = person.says(said)
            await Poller(bot).poll()
    sent = [call.parameters for call in world.calls if call.method == "sendMessage"]
    return [question, *sent]


def column(messages: list[Object]) -> str:
    """One exchange as bubbles: the text as it was sent, its markup included."""
    question, *replies = messages
    bubbles = [f'<p class="person">{html.escape(question["text"])}</p>']
    for reply in replies:
        bubbles.append(f'<p class="bot">{reply["text"]}</p>')
        bubbles += map(row, reply["reply_markup"]["inline_keyboard"])
    return f"<section>{''.join(bubbles)}</section>"


def row(buttons: list[Object]) -> str:
    """A row of buttons."""
    labels = "".join(f"<span>{html.escape(button['text'])}</span>" for button in buttons)
    return f"<div>{labels}</div>"


def draw(page: str) -> None:
    """Takes the picture with a headless browser."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "page.html")
        file.write_text(page, encoding="utf-8")
        profile = f"--user-data-dir={folder}/profile"
        size = ("--hide-scrollbars", "--window-size=1160,836")
        quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
        command = ("/usr/bin/chromium", *quiet, *size, profile, f"--screenshot={TARGET}", file.as_uri())
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603


if __name__ == "__main__":
    columns = "".join(column(asyncio.run(exchange(said))) for said in SAID)
    draw(f'<meta charset="utf-8"><style>{STYLE}</style>{columns}')
