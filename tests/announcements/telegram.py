"""Plays Telegram, and knows the truth: what has arrived where."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from announcements.messenger import Clearance
from domain.announcements import Content, Delivered, Delivery, Outcome


@dataclass(eq=False)
class Request:
    """A request that has left and is not answered yet."""

    kind: str
    delivery: Delivery
    html: str
    answer: asyncio.Future[Outcome] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


@dataclass
class Telegram:
    """Answers requests as `outcomes` says by chat, one after another, and then takes all; while it is silent
    they stay open until a test answers them. Chats in `queued` wait for their turn before anything leaves.
    """

    outcomes: dict[int, list[Outcome]] = field(default_factory=lambda: defaultdict(list))
    silent: bool = False
    queued: set[int] = field(default_factory=set)
    queue_moves: asyncio.Event = field(default_factory=asyncio.Event)
    arrived: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    requests: list[Request] = field(default_factory=list)
    open: list[Request] = field(default_factory=list)
    on_request: Callable[[Delivery], None] = lambda _delivery: None
    messages: int = 0
    most_open: int = 0

    async def deliver(self, delivery: Delivery, content: Content, clearance: Clearance) -> Outcome:
        return await self._ask("deliver", delivery, content.html, clearance)

    async def edit(self, delivery: Delivery, content: Content, clearance: Clearance) -> Outcome:
        return await self._ask("edit", delivery, content.html, clearance)

    async def delete(self, delivery: Delivery, clearance: Clearance) -> Outcome:
        return await self._ask("delete", delivery, "", clearance)

    def take(self, request: Request) -> Delivered:
        """The message arrives. The answer may still get lost."""
        chat_id, message_id = request.delivery.chat_id, request.delivery.original_message_id
        if request.kind == "deliver":
            self.arrived[chat_id].append(request.html)
            self.messages += 1
            message_id = self.messages
        assert message_id
        return Delivered(message_id)

    def succeed(self, request: Request) -> None:
        """The message arrives, and so does the answer."""
        self.answer(request, self.take(request))

    def answer(self, request: Request, outcome: Outcome) -> None:
        """The answer to a request comes in; whoever asked may not be there any more."""
        self.open.remove(request)
        if not request.answer.done():
            request.answer.set_result(outcome)

    def let_through(self) -> None:
        """Everybody who queues gets their turn."""
        self.queued.clear()
        self.queue_moves.set()
        self.queue_moves = asyncio.Event()

    @property
    def delivered_to(self) -> list[int]:
        """The chats in which something has arrived."""
        return sorted(chat_id for chat_id, messages in self.arrived.items() if messages)

    async def _ask(self, kind: str, delivery: Delivery, html: str, clearance: Clearance) -> Outcome:
        while delivery.chat_id in self.queued:
            await self.queue_moves.wait()
        clearance()
        self.on_request(delivery)
        request = Request(kind, delivery, html)
        self.requests.append(request)
        self.open.append(request)
        self.most_open = max(self.most_open, len(self.open))
        if not self.silent:
            await asyncio.sleep(0)
            planned = self.outcomes[delivery.chat_id]
            self.answer(request, planned.pop(0) if planned else self.take(request))
        return await request.answer
