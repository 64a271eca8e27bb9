"""The office: a bot that can be stopped and started between any two taps, its staff, and its sender."""

import asyncio
import itertools
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import cast

from announcements import staffing
from announcements.outcomes import verdict
from announcements.sender import Sender
from answers.guide import Guide
from answers.inline import Inline
from bot.assembly import assembled_around
from bot.receiving.polling import Poller
from bot.settings import Settings
from domain.announcements import Announcement, Outcome, Role
from domain.languages import Language
from domain.places import Province
from handlers.services import Bot
from handlers.staff import watching
from sandbox.people import Person
from sandbox.specification import Object
from sandbox.transport import SandboxRequest
from sandbox.world import World
from storage.ledger import announcements, deliveries, people, recording
from storage.ledger.engine import Ledger
from tests.announcements.telegram import Telegram
from tests.conftest import Clock, Conversation, read

ADMIN = 501


@dataclass
class Office:
    """Everything there is. While it is `restless` the bot is another one before every act of anybody."""

    told: tuple[Guide, Inline]
    settings: Settings
    world: World
    clock: Clock
    restless: bool = False
    telegram: Telegram = field(default_factory=Telegram)
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    newcomers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(9001))
    amid: bool = False
    starts: int = 0

    async def start(self) -> None:
        """Starts the bot, stopping it before."""
        await self.stack.aclose()
        request = SandboxRequest(self.world)
        token = self.world.bot.token
        assembled = assembled_around(self.told, self.settings, token, request, self.clock)
        self.bot: Bot = await self.stack.enter_async_context(assembled)
        self.poller = Poller(self.bot)
        self.starts += 1

    async def poll(self) -> int:
        """What the conversations call to have the bot deal with what they did."""
        if self.restless and not self.amid:
            await self.start()
        dealt_with = await self.poller.poll()
        self.amid = dealt_with > 0
        return dealt_with

    @property
    def ledger(self) -> Ledger:
        return self.bot.bot_data.ledger

    async def person(self, name: str, user_id: int | None = None) -> Conversation:
        """Somebody who has pressed Start."""
        # it only ever polls
        conversation = Conversation(Person(self.world, name, user_id=user_id), cast(Poller, self))
        await conversation.does(conversation.person.starts)
        return conversation

    async def member(self, name: str, role: Role) -> Conversation:
        """Somebody who was appointed."""
        conversation = await self.person(name)
        await staffing.appoint(self.bot.bot_data.desk, ADMIN, conversation.person.id, role)
        return conversation

    async def subscribers(
        self,
        number: int,
        language: Language | None = None,
        city_id: str | None = None,
        province: Province | None = None,
        interests: tuple[str, ...] = (),
    ) -> list[int]:
        """New subscribers, by their chats."""
        chats = list(itertools.islice(self.newcomers, number))
        async with self.ledger.writing() as connection:
            for chat_id in chats:
                await people.remember(connection, chat_id, self.clock().date())
                await people.subscribe(connection, chat_id, self.clock())
                await people.choose_city(connection, chat_id, city_id, province)
                await people.choose_interests(connection, chat_id, interests)
                if language:
                    await people.choose_language(connection, chat_id, language)
        return chats

    async def send(self) -> None:
        """Has a sender send until something is finished or paused, and its author is told."""
        news = asyncio.Event()

        async def tell(announcement: Announcement) -> None:
            await watching.tell(self.bot.bot, self.bot.bot_data, announcement)
            news.set()

        sender = Sender(
            self.ledger, self.telegram, self.clock, self._sleep, f"run-{self.starts}-{id(news)}", tell=tell
        )
        running = asyncio.create_task(sender.run())
        while not news.is_set():
            assert not running.done()
            await asyncio.sleep(0)
        sender.stop()
        await running

    async def _sleep(self, seconds: float) -> None:
        for _ in range(20):
            await asyncio.sleep(0)
        self.clock.forward(seconds=seconds)


async def partly_sent(office: Office, announcement_id: int, outcomes: list[Outcome]) -> None:
    """As if a sender had got these answers, one for each of the next recipients, and was still at it."""
    async with office.ledger.writing() as connection:
        it = await announcements.find(connection, announcement_id)
        assert it
        it = await announcements.change(connection, it.id, started_at=office.clock())
        claim = await deliveries.claim(connection, it, "somebody", len(outcomes), office.clock())
        pairs = zip(claim.deliveries, outcomes, strict=True)
        verdicts = [verdict(delivery, outcome, Language.ENGLISH) for delivery, outcome in pairs]
        await recording.record(connection, "somebody", verdicts, office.clock())


async def drafted(author: Conversation, text: str = "Tax returns are due on 30 November.") -> str:
    """Writes an announcement in English, leaves the other languages out, and returns the draft's card."""
    await author.says("/announce")
    await author.says(text)
    await author.presses("Without \u2068اردو")
    return await author.presses("Without Roman Urdu")


async def approved(author: Conversation, number: int) -> str:
    """Looks at the newest draft and approves it for so many."""
    await author.presses("See how it looks")
    await author.presses("Approve")
    return await author.says(str(number))


def latest(conversation: Conversation) -> str:
    """The newest message in somebody's own chat; `newest` is that of whomever the bot wrote to last."""
    return read(conversation.person.latest())


def texts_of(messages: list[Object]) -> list[str]:
    """What stands in messages, also below their photos and files."""
    return [message.get("text") or message.get("caption") or "" for message in messages]
