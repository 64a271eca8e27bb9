"""Writes docs/transcripts: how the bot truly answers the same people in each of its languages.

Run it from the top folder, by `make transcripts`; a test compares.
"""

import asyncio
import datetime
import html
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.assembly import assembled
from bot.receiving.polling import Poller
from bot.settings import Settings
from docs.markdown import SHOWN, block, key, message
from docs.staff_conversation import staff_page
from domain.geometry import Point
from domain.languages import Language
from sandbox.people import Person
from sandbox.transport import SandboxRequest
from sandbox.world import BotAccount, World


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap on the button with this label, under the newest message."""

    label: str


Act = str | Point | Tap
"""What a person does: says something, shares where they are, taps a button."""

FOLDER = Path(__file__).with_name("transcripts")
DAY = datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.UTC)
NAMES = {Language.ENGLISH: "english", Language.URDU: "urdu", Language.ROMAN_URDU: "roman-urdu"}
HEADING = "# {language}\n\nA true conversation with the bot, written down by `make transcripts`."
SCENES = (
    "A student looks for a centre, misspelt",
    "A location",
    "A freelancer asks, and asks on in a few words",
    "Two questions in one message",
    "What the bot does not know",
    "Another language by one tap",
)
SCRIPTS: dict[Language, tuple[tuple[Act, ...], ...]] = {
    Language.ENGLISH: (
        ("e rozgar center in fasalabad?",),
        ("software park near me", Point(31.5204, 74.3587)),
        ("how do I register with PSEB as a freelancer?", "and what is the fee?"),
        ("is there a software park in Multan? and how much tax does a freelancer pay?",),
        ("who won the cricket match yesterday?",),
        ("is paypal available in pakistan?", Tap("اردو")),
    ),
    Language.URDU: (
        ("فیصلاباد میں ای روزگار سنٹر ہے؟",),
        ("میرے قریب سافٹ ویئر پارک", Point(24.8607, 67.0011)),
        ("فری لانسر پی ایس ای بی میں رجسٹریشن کیسے کرائے؟", "اس کی فیس کتنی ہے؟"),
        ("ملتان میں سافٹ ویئر پارک ہے؟ اور فری لانسر پر ٹیکس کتنا ہے؟",),
        ("کل میچ کون جیتا؟",),
        ("کیا پاکستان میں پے پال دستیاب ہے؟", Tap("Roman Urdu")),
    ),
    Language.ROMAN_URDU: (
        ("fasalabad mein e rozgar center kahan he",),
        ("mere qareeb software park", Point(33.6844, 73.0479)),
        ("PSEB me freelancer registration kaise hoti hai", "us ki fees kitni ha"),
        ("multan me software park hai? aur freelancer pe tax kitna hai",),
        ("kal match kon jeeta?",),
        ("kya pakistan mein paypal chalta hai", Tap("English")),
    ),
}


async def transcripts(settings: Settings) -> dict[str, str]:
    """The pages by the names of their files, from a bot with these settings."""
    world = World(BotAccount(first_name="Rahnuma", username="rahnuma_bot"), lambda: DAY)
    async with assembled(settings, world.bot.token, SandboxRequest(world), lambda: DAY) as bot:
        poller = Poller(bot)
        pages = {f"{name}.md": await _page(language, world, poller) for language, name in NAMES.items()}
    return pages | {"staff.md": await staff_page(settings, DAY)}


async def _page(language: Language, world: World, poller: Poller) -> str:
    person = Person(world, "You")
    parts = [HEADING.format(language=NAMES[language].replace("-", " ").title())]
    for title, acts in zip(SCENES, SCRIPTS[language], strict=True):
        parts.append(f"## {title}")
        for act in acts:
            before = len(world.calls)
            parts.append(f"**You**\n\n{block(_done(person, act))}")
            while await poller.poll():
                pass
            parts += [message(call) for call in list(world.calls)[before:] if call.method in SHOWN]
    return "\n\n".join(parts) + "\n"


def _done(person: Person, act: Act) -> str:
    """Does it, and says in HTML what was done."""
    match act:
        case Point():
            person.shares_location(act.lat, act.lon)
            return f"📍 {act.lat}, {act.lon}"
        case Tap():
            person.presses(person.latest(), act.label)
            return f"👆 {key(act.label)}"
        case str():
            person.says(act)
            return html.escape(act)


async def _fresh() -> dict[str, str]:
    with tempfile.TemporaryDirectory() as state:
        return await transcripts(Settings(_env_file=None, state_dir=Path(state), database_url=""))


if __name__ == "__main__":
    for name, page in asyncio.run(_fresh()).items():
        (FOLDER / name).write_text(page, encoding="utf-8")
