"""Who is on the staff: appointed and dismissed by administrators."""

from telegram import Message, MessageOriginUser
from telegram.error import TelegramError

from announcements import staffing
from announcements.cards import members as cards
from announcements.cards.taps import Tap, Verb
from announcements.composing import Fault, Unfit
from announcements.roles import Act
from domain.announcements import Role
from domain.prompts import Prompt
from domain.replies import Reply
from handlers import sending
from handlers.staff import asking, menu
from handlers.staff.visits import Visit, name_of, phrases_of
from storage.ledger import prompts

_LARGEST_ID = 2**52 - 1
"""User ids have at most 52 significant bits: https://core.telegram.org/bots/api#user."""


async def listed(visit: Visit, _tap: Tap) -> None:
    """A tap or a command that shows everybody."""
    visit.require(Act.APPOINT)
    members = await staffing.members(visit.desk, visit.user_id)
    names = {one.user_id: await name_of(visit.bot, one.user_id) for one in members}
    await visit.show(cards.staff(visit.t, members, names))


async def member(visit: Visit, tap: Tap) -> None:
    """A tap that shows one of them."""
    visit.require(Act.APPOINT)
    await visit.show(await _card(visit, tap.about))


async def take_appointee(visit: Visit, _prompt: Prompt, message: Message) -> None:
    """A message that says who is to be appointed; as what, is chosen by tap."""
    visit.require(Act.APPOINT)
    user_id = _meant(message)
    await asking.drop(visit)
    await visit.say(await _card(visit, user_id))


async def appoint(visit: Visit, tap: Tap) -> None:
    """A tap that gives a role."""
    role = Role(tap.chosen)
    await staffing.appoint(visit.desk, visit.user_id, tap.about, role)
    await menu.publish(visit.bot, tap.about, role)
    await listed(visit, Tap(Verb.STAFF))
    await _tell(visit, tap.about, role)


async def dismiss(visit: Visit, tap: Tap) -> None:
    """A tap that takes a role away, once it is sure."""
    visit.require(Act.DISMISS)
    if tap.chosen != cards.YES:
        await visit.show(cards.sure_to_dismiss(visit.t, tap.about, await name_of(visit.bot, tap.about)))
        return
    await staffing.dismiss(visit.desk, visit.user_id, tap.about)
    async with visit.services.ledger.writing() as connection:
        await prompts.drop(connection, tap.about)
    await menu.withdraw(visit.bot, tap.about)
    await listed(visit, Tap(Verb.STAFF))


async def _card(visit: Visit, user_id: int) -> Reply:
    role = await staffing.role_of(visit.desk, user_id)
    return cards.member(visit.t, user_id, await name_of(visit.bot, user_id), role)


def _meant(message: Message) -> int:
    """Whom a message is about: whose it was, whose contact or number it is. Raises Unfit."""
    if isinstance(message.forward_origin, MessageOriginUser):
        return message.forward_origin.sender_user.id
    if message.forward_origin:
        raise Unfit(Fault.HIDDEN)
    if message.contact:
        if message.contact.user_id is None:
            raise Unfit(Fault.NOT_ON_TELEGRAM)
        return message.contact.user_id
    said = (message.text or "").strip()
    if not said.isdecimal() or not 0 < int(said) <= _LARGEST_ID:
        raise Unfit(Fault.NOBODY)
    return int(said)


async def _tell(visit: Visit, user_id: int, role: Role) -> None:
    """Tells somebody that they were appointed; whoever did it, if that can't be told."""
    try:
        await sending.send(
            visit.bot, user_id, cards.appointed(await phrases_of(visit.services, user_id), role)
        )
    except TelegramError:
        await visit.say(cards.unreached(visit.t, await name_of(visit.bot, user_id)))
