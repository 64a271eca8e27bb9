"""Announcements for a chat: whether they come, and which besides those for everybody."""

from collections.abc import Awaitable, Callable

from telegram import Update

from answers.announcement_actions import AddInterest, DropInterest, LiveIn, LiveInProvince
from answers.cards import general
from answers.cards import subscription as cards
from domain.people import Person
from domain.places import Province
from domain.replies import Reply
from domain.switches import Function
from handlers.answering import respond
from handlers.groups import deciding
from handlers.guard.switched import is_off
from handlers.services import Context
from storage.ledger import people
from storage.ledger.connection import Connection

Change = Callable[[Connection, Person], Awaitable[Person | None]]
"""Keeps what a person has chosen."""


@deciding
async def subscribe(update: Update, context: Context) -> None:
    """/subscribe, also with the city or province where one is at home."""
    reply = await subscribed(update, context)
    if said := " ".join(context.args or []):
        reply = await _at_home(said, update, context) or reply
    await respond(update, context, reply)


@deciding
async def stop(update: Update, context: Context) -> None:
    """/stop."""
    await respond(update, context, await unsubscribed(update, context))


async def subscribed(update: Update, context: Context) -> Reply:
    """Subscribes the chat, and offers to tell what concerns it."""
    now = context.services.now()
    return await _after(update, context, lambda open_, it: people.subscribe(open_, it.chat_id, now))


async def unsubscribed(update: Update, context: Context) -> Reply:
    """Ends the chat's subscription, if there is one."""
    return await _after(update, context, lambda open_, it: people.unsubscribe(open_, it.chat_id))


async def subscription(update: Update, context: Context) -> Reply:
    """Whether the chat gets announcements, and which."""
    person = await _kept(update, context)
    return await _shown(update, context, person) if person else cards.unsubscribed(context.phrases(update))


async def ask_interests(update: Update, context: Context) -> Reply:
    """What one may be interested in, and what the chat is."""
    person = await _kept(update, context)
    return cards.ask_interests(context.phrases(update), person.interests if person else ())


async def live_in(action: LiveIn, update: Update, context: Context) -> Reply:
    """Keeps the city where the chat is at home, and its province: what is for the province is for it too."""
    city = await context.services.guide.homes.city(action.city_id)
    if city is None:
        return general.too_old(context.phrases(update))
    return await _moved(city.id, city.province, update, context)


async def live_in_province(action: LiveInProvince, update: Update, context: Context) -> Reply:
    """Keeps the province where the chat is at home, or that it is none in particular."""
    return await _moved(None, action.province, update, context)


async def add_interest(action: AddInterest, update: Update, context: Context) -> Reply:
    """Keeps an interest."""
    more = {action.interest}
    return await _ticked(
        update, context, lambda open_, it: people.choose_interests(open_, it.chat_id, it.interests | more)
    )


async def drop_interest(action: DropInterest, update: Update, context: Context) -> Reply:
    """Keeps an interest no more."""
    less = {action.interest}
    return await _ticked(
        update, context, lambda open_, it: people.choose_interests(open_, it.chat_id, it.interests - less)
    )


async def _at_home(said: str, update: Update, context: Context) -> Reply | None:
    """Keeps the one city or the province that was named; None if there was none."""
    reading = await context.services.guide.read(said)
    if len(reading.cities) == 1:
        return await live_in(LiveIn(reading.cities[0]), update, context)
    if reading.region:
        return await live_in_province(LiveInProvince(reading.region), update, context)
    return None


async def _moved(city_id: str | None, province: Province | None, update: Update, context: Context) -> Reply:
    return await _after(
        update, context, lambda open_, it: people.choose_city(open_, it.chat_id, city_id, province)
    )


async def _after(update: Update, context: Context, change: Change) -> Reply:
    return await _shown(update, context, await _changed(update, context, change))


async def _shown(update: Update, context: Context, person: Person) -> Reply:
    city = await context.services.guide.homes.of(person)
    t = context.phrases(update)
    reply = cards.subscription(t, person, city)
    if person.subscribed_at and await is_off(Function.ANNOUNCEMENTS, context):
        return general.announcements_off(t, reply)
    return reply


async def _ticked(update: Update, context: Context, change: Change) -> Reply:
    person = await _changed(update, context, change)
    return cards.ask_interests(context.phrases(update), person.interests)


async def _kept(update: Update, context: Context) -> Person | None:
    """The person as they are kept. If that can't be told, the tap fails: the context's would be a guess."""
    assert update.effective_chat  # noqa: S101
    async with context.services.ledger.reading() as connection:
        return await people.find(connection, update.effective_chat.id)


async def _changed(update: Update, context: Context, change: Change) -> Person:
    """The person after the change, whom the ledger knows from now on."""
    assert update.effective_chat  # noqa: S101
    chat_id, today = update.effective_chat.id, context.services.now().date()
    async with context.services.ledger.writing() as connection:
        person = await people.remember(connection, chat_id, today)
        return await change(connection, person) or person
