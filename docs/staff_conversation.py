"""Staff announce something: three people, from the first word to the last tap."""

import asyncio
import datetime
import html
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial

from pydantic import SecretStr

from bot.announcing import announcing
from bot.assembly import assembled
from bot.receiving.polling import Poller
from bot.settings import Settings
from docs.markdown import SHOWN, block, key, message
from sandbox.people import Person
from sandbox.specification import Object
from sandbox.transport import SandboxRequest
from sandbox.world import BotAccount, World

WRITER, APPROVER, READER = "Writer", "Approver", "Reader"
_IDS = {WRITER: 1, APPROVER: 2, READER: 3}
_HEADING = """# Staff announce something

A true conversation with the bot, written down by `make transcripts`. So that it stays short there is one
reader, and every announcement needs a second person (`SECOND_PERSON_ABOVE=0`)."""
_ENGLISH = "A new e-Rozgaar centre opens in Multan on 1 December."
_URDU = "ملتان میں یکم دسمبر کو نیا ای روزگار سنٹر کھل رہا ہے۔"


@dataclass(frozen=True, slots=True)
class Say:
    """Somebody writes."""

    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Tap:
    """Somebody taps the button with this label, under the newest message that has it."""

    who: str
    label: str


_SCENES: tuple[tuple[str, tuple[Say | Tap, ...]], ...] = (
    ("A reader subscribes", (Say(READER, "/subscribe"), Tap(READER, "My interests"), Tap(READER, "centres"))),
    (
        "Writing, in each language",
        (
            Say(WRITER, "/announce"),
            Say(WRITER, _ENGLISH),
            Tap(WRITER, "✍️ \u2068اردو"),
            Say(WRITER, _URDU),
            Tap(WRITER, "Without Roman Urdu"),
        ),
    ),
    ("For whom", (Tap(WRITER, "For whom"),)),
    ("As it will look", (Tap(WRITER, "See how it looks"),)),
    ("Approval by a second person", (Tap(WRITER, "Approve"), Say(WRITER, "1"))),
    ("The second person", (Tap(APPROVER, "See how it looks"), Tap(APPROVER, "Approve"), Say(APPROVER, "1"))),
    ("It is sent", ()),
    ("The last announcements, and no more of them", (Say(READER, "/news"), Say(READER, "/stop"))),
)


async def staff_page(settings: Settings, day: datetime.datetime) -> str:
    """The page."""
    world = World(BotAccount(first_name="Rahnuma", username="rahnuma_bot"), lambda: day)
    url = f"sqlite:///{(settings.state_dir / 'staff.sqlite').resolve()}"
    ours = {"staff_admins": [1, 2], "second_person_above": 0, "database_url": SecretStr(url)}
    async with AsyncExitStack() as stack:
        request = SandboxRequest(world)
        bot = await stack.enter_async_context(
            assembled(settings.model_copy(update=ours), world.bot.token, request, lambda: day)
        )
        sending = partial(stack.enter_async_context, announcing(bot, asyncio.Event()))
        return await _Stage(world, Poller(bot), sending).played()


class _Stage:
    """Where it is played."""

    def __init__(self, world: World, poller: Poller, sending: Callable[[], Awaitable[None]]) -> None:
        self._world, self._poller, self._sending = world, poller, sending
        self._people = {name: Person(world, name, user_id=number) for name, number in _IDS.items()}
        self._names = {person.chat.id: name for name, person in self._people.items()}

    async def played(self) -> str:
        """Everything that is said, in Markdown."""
        for person in self._people.values():
            person.starts()
        await self._settle()
        parts = [_HEADING]
        for title, acts in _SCENES:
            parts.append(f"## {title}")
            if not acts:
                parts += await self._told(self._sent())
            for act in acts:
                parts.append(f"**{act.who}**\n\n{block(self._done(act))}")
                parts += await self._told(self._settle())
        return "\n\n".join(parts) + "\n"

    async def _told(self, work: Awaitable[None]) -> list[str]:
        """What the bot says meanwhile, by reader."""
        before = len(self._world.calls)
        await work
        shown = [call for call in list(self._world.calls)[before:] if call.method in SHOWN]
        shown.sort(key=lambda call: int(call.parameters["chat_id"]))
        return [message(call, f" to {self._names[int(call.parameters['chat_id'])]}") for call in shown]

    def _done(self, act: Say | Tap) -> str:
        """Does it, and says in HTML what was done."""
        person = self._people[act.who]
        match act:
            case Say(text=text):
                person.says(text)
                return html.escape(text)
            case Tap(label=label):
                person.presses(self._having(person, label), label)
                return f"👆 {key(label)}"

    def _having(self, person: Person, label: str) -> Object:
        """The newest message with such a button."""
        for one in reversed(person.received()):
            rows = one.get("reply_markup", {}).get("inline_keyboard", [])
            if any(label in button["text"] for row in rows for button in row):
                return one
        raise LookupError(label)

    async def _settle(self) -> None:
        while await self._poller.poll():
            pass

    async def _sent(self) -> None:
        """Until the sender has told the writer that it is done."""
        writer, told = self._people[WRITER].chat, asyncio.Event()
        self._world.listen(lambda event: told.set() if (event.chat, event.kind) == (writer, "said") else None)
        await self._sending()
        await told.wait()
