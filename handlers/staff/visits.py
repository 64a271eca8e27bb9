"""Who is on the staff, and what is shown to them: the one gate to everything in this room."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from telegram import Update, User
from telegram.error import TelegramError

from announcements import staffing
from announcements.cards import refusals
from announcements.cards.words import Names
from announcements.desk import Desk
from announcements.errors import AlreadyApproved, NotAllowed, Refused
from announcements.roles import Act, may
from domain.announcements import Role
from domain.languages import Language
from domain.replies import Reply
from handlers import sending
from handlers.bot_api import TelegramBot
from handlers.services import Context, Services
from storage.ledger import people, progress_cards, turns
from texts.catalogue import phrases
from texts.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Visit:
    """A member of staff who has just written or tapped something in their private chat.

    `reader` is the language in which they would get announcements, `card_id` the message under which they
    tapped, where it can still be edited. `said` is what stands after a command.
    """

    bot: TelegramBot
    services: Services
    t: Phrases
    reader: Language
    user: User
    role: Role
    card_id: int | None = None
    said: str = ""

    @property
    def user_id(self) -> int:
        """Telegram's id of the person and of the private chat with them."""
        return self.user.id

    @property
    def desk(self) -> Desk:
        """Where staff actions are done."""
        return self.services.desk

    @property
    def now(self) -> datetime:
        """The time, in UTC."""
        return self.services.now()

    def require(self, act: Act) -> None:
        """Raises NotAllowed: for what is asked before the desk is."""
        if not may(self.role, act):
            raise NotAllowed

    async def show(self, reply: Reply) -> int:
        """Puts a card in place of the one that was tapped, or sends it; returns its message id."""
        if self.card_id is None:
            return await self.say(reply)
        # whatever it showed, it is not to be brought up to date over this
        async with self.services.ledger.writing() as connection:
            await progress_cards.drop(connection, self.user_id, self.card_id)
        return await sending.edit(self.bot, self.user_id, self.card_id, reply)

    async def say(self, reply: Reply) -> int:
        """Sends a card as a message of its own; returns its message id."""
        return await sending.send(self.bot, self.user_id, reply)

    async def refuse(self, why: Refused, about: int) -> None:
        """Says why something was not done."""
        by = await name_of(self.bot, why.approver) if isinstance(why, AlreadyApproved) else ""
        await self.say(refusals.refused(self.t, why, about, by))

    async def city_names(self, city_ids: Collection[str]) -> Names:
        """The names of cities, by id."""
        return await self.services.guide.finding.city_names(self.t, sorted(city_ids))


async def entered(update: Update, context: Context) -> Visit | None:
    """The visit of a member of staff in their private chat; None for everybody else, who learn nothing."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None or chat.type != chat.PRIVATE:
        return None
    role = await staffing.role_of(context.services.desk, user.id)
    if role is None:
        return None
    query = update.callback_query
    card = query.message if query and query.message and query.message.is_accessible else None
    reader = context.chosen or context.spoken or Language.ENGLISH
    card_id = card.message_id if card else None
    said = " ".join(context.args or [])
    return Visit(context.bot, context.services, context.phrases(update), reader, user, role, card_id, said)


async def name_of(bot: TelegramBot, user_id: int) -> str:
    """What somebody calls themselves; their number, if Telegram does not tell."""
    try:
        return (await bot.get_chat(user_id)).effective_name or str(user_id)
    except TelegramError:
        return str(user_id)


async def phrases_of(services: Services, chat_id: int) -> Phrases:
    """The sentences for somebody who is written to unasked: as they chose, else as they last spoke."""
    async with services.ledger.reading() as connection:
        person = await people.find(connection, chat_id)
        turn = await turns.find(connection, chat_id)
    chosen = person.language if person else None
    return phrases(chosen or (turn.language if turn else None) or Language.ENGLISH)
