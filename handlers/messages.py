"""Everything people send that is not a command."""

import re

from telegram import Message, Update
from telegram.ext import filters

from answers.cards import general
from answers.understanding.following import about
from domain.conversation import About
from domain.geometry import Point
from domain.places import PlaceFilter
from domain.replies import Reply
from handlers import unanswered
from handlers.answering import respond
from handlers.services import Context


class _Addressed(filters.MessageFilter):
    """In a private chat everything is meant for the bot; in a group mentions of it and replies to it."""

    def filter(self, message: Message) -> bool:
        """Whether the message is meant for the bot."""
        if message.chat.type == message.chat.PRIVATE:
            return True
        bot = message.get_bot()
        answered = message.reply_to_message and message.reply_to_message.from_user
        return bool(answered and answered.id == bot.id) or f"@{bot.username}".lower() in _mentions(message)


def _mentions(message: Message) -> set[str]:
    return {mention.lower() for mention in message.parse_entities(["mention"]).values()}


class _Own(filters.MessageFilter):
    """A message that this bot has put together in inline mode, and that somebody has chosen."""

    def filter(self, message: Message) -> bool:
        """Whether the message is the bot's own."""
        return bool(message.via_bot and message.via_bot.id == message.get_bot().id)


ADDRESSED = _Addressed()
OWN = _Own()


async def text(update: Update, context: Context) -> None:
    """A question in somebody's own words."""
    message = update.effective_message
    if message is None or message.text is None:
        return
    said = re.sub(f"@{context.bot.username}", " ", message.text, flags=re.IGNORECASE)
    reading = await context.services.guide.read(said, context.before)
    # a keyword has no language of its own and switches none
    context.spoken = reading.language or context.chosen or context.spoken
    reply = await context.services.guide.reply(reading, context.viewer(update))
    await respond(update, context, reply, about(reading, context.before))
    await unanswered.keep(update, context, said, reading)


async def location(update: Update, context: Context) -> None:
    """A shared place: a pin, a venue or the first point of a live location."""
    message = update.message
    if message is None:
        return
    shared = message.location or (message.venue and message.venue.location)
    if shared:
        point = Point(shared.latitude, shared.longitude)
        # "stp near me", and then the place: the kind was said before
        keep = PlaceFilter(frozenset() if context.before.city_id else context.before.kinds)
        reply = await context.services.guide.near(point, context.viewer(update), keep)
        await respond(update, context, reply, About(kinds=keep.kinds))


async def anything_else(update: Update, context: Context) -> None:
    """What can't be read gets a friendly word, in private chats only."""
    message = update.effective_message
    if message and update.message and message.chat.type == message.chat.PRIVATE:
        await respond(update, context, _hint(message, context, update))


def _hint(message: Message, context: Context, update: Update) -> Reply:
    t = context.phrases(update)
    if message.sticker or message.animation or message.dice:
        return general.hint(t, "hint.sticker")
    if message.voice or message.audio or message.video_note:
        return general.hint(t, "hint.voice")
    if message.photo or message.document or message.video:
        return general.hint(t, "hint.photo")
    if message.contact:
        return general.hint(t, "hint.contact")
    return general.hint(t, "hint.other")
