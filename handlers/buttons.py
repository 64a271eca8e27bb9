"""Taps on buttons."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import structlog
from telegram import CallbackQuery, MaybeInaccessibleMessage, Update

from answers.actions import (
    Action,
    AskLanguage,
    AskWhatIsWrong,
    ChooseLanguage,
    ForgetMe,
    InLanguage,
    ReportWrong,
    ShowAnswer,
    ShowFigure,
    ShowOnMap,
    ShowPlace,
    ShowProgramme,
)
from answers.announcement_actions import (
    AddInterest,
    AskInterests,
    DropInterest,
    ListNews,
    LiveIn,
    LiveInProvince,
    ShowNews,
    ShowSubscription,
    StopHere,
    Subscribe,
    Unsubscribe,
)
from answers.buttons import decode
from answers.cards import general, personal
from answers.cards.reporting import WRONG
from domain.conversation import NOTHING
from domain.languages import Language
from domain.people import Turn
from domain.replies import Reply
from handlers import answering, news, sending, subscribing
from handlers.groups import decides
from handlers.guard import raiding
from handlers.services import Context
from storage.ledger import people, reports, traces, turns
from texts.catalogue import phrases

log = structlog.get_logger(__name__)

_KEPT = (
    *(ShowPlace, ShowOnMap, ShowProgramme, ShowAnswer, ShowFigure, AskWhatIsWrong),
    *(ListNews, ShowNews, StopHere),
)
"""Shown as messages of their own, so that the list they were chosen from stays, or the announcement that they
stand under; lists are turned in place.
"""
_DECISIONS = (
    *(Subscribe, Unsubscribe, StopHere, LiveIn, LiveInProvince, AddInterest, DropInterest),
    ForgetMe,
)
"""For those who decide for the chat (`handlers/groups.py`)."""


async def tap(update: Update, context: Context) -> None:
    """Does what a button asks for; says so if the button is too old, or not for whoever taps."""
    query = update.callback_query
    if query is None or query.message is None:
        return
    action = decode(query.data or "")
    denied = isinstance(action, _DECISIONS) and not await decides(update, context)
    with sending.unless_too_late():
        await query.answer(_toast(action, denied, update, context), show_alert=denied)
    if denied:
        return
    reply = await _perform(action, update, context) if action else general.too_old(context.phrases(update))
    if reply:
        await _show(query, context, reply, as_new=action is None or isinstance(action, _KEPT))
    if action:
        await _lean_on(action, query.message, update, context)


def _toast(action: Action | None, denied: bool, update: Update, context: Context) -> str | None:
    if denied:
        return context.phrases(update).label("group.only_administrators")
    return None if action else context.phrases(update).label("button_too_old")[:200]


async def _show(query: CallbackQuery, context: Context, reply: Reply, as_new: bool) -> None:
    message = query.message
    assert message  # noqa: S101
    if as_new or not message.is_accessible:
        await sending.send(context.bot, message.chat.id, reply)
    else:
        await sending.edit(context.bot, message.chat.id, message.message_id, reply)


async def _lean_on(
    action: Action, message: MaybeInaccessibleMessage, update: Update, context: Context
) -> None:
    """Keeps what was tapped as what the next question may lean on; an edit of the last message stays one."""
    async with context.services.ledger.reading() as connection:
        turn = await turns.find(connection, message.chat.id)
    about = await context.services.guide.about(action, turn.about if turn else NOTHING)
    if about is None:
        return
    now, language = context.services.now(), context.viewer(update).language
    # nobody can edit a message of the bot, so that its own number stands for none
    last = turn or Turn(message.chat.id, message.message_id, message.message_id, now, language, about)
    try:
        await context.services.ledger.writing_together.do(answering.keep, replace(last, at=now, about=about))
    except Exception:
        log.exception("turn.not_kept")


async def _perform(action: Action, update: Update, context: Context) -> Reply | None:
    """Does it, and returns what is to be shown; None if that was sent already."""
    if deed := _DEEDS.get(type(action)):
        return await deed(action, update, context)
    return await context.services.guide.show(action, context.viewer(update))


async def _ask_language(_action: AskLanguage, update: Update, context: Context) -> Reply:
    return personal.ask_language(context.phrases(update))


async def _choose_language(action: ChooseLanguage, update: Update, context: Context) -> Reply:
    await _speak(action.language, update, context)
    return personal.language_chosen(phrases(action.language), action.language)


async def _in_language(action: InLanguage, update: Update, context: Context) -> Reply:
    await _speak(action.language, update, context)
    return await context.services.guide.show(action, context.viewer(update))


async def _speak(language: Language, update: Update, context: Context) -> None:
    assert update.effective_chat  # noqa: S101
    async with context.services.ledger.writing() as connection:
        await people.choose_language(connection, update.effective_chat.id, language)
        await turns.speak(connection, update.effective_chat.id, language)
    context.spoken = language


async def _forget(_action: ForgetMe, update: Update, context: Context) -> Reply:
    assert update.effective_chat  # noqa: S101
    async with context.services.ledger.writing() as connection:
        of_staff = await traces.of_staff(connection, update.effective_chat.id)
        await people.forget(connection, update.effective_chat.id)
    return personal.forgotten(context.phrases(update), of_staff)


async def _report(action: ReportWrong, update: Update, context: Context) -> Reply:
    t = context.phrases(update)
    offered = WRONG.get(action.about.partition("_")[0], ())
    if action.reason not in offered or not await context.services.guide.looking_up.knows(action.about):
        return general.too_old(t)
    if raiding.rages(context.services):
        return personal.report_resting(t)
    async with context.services.ledger.writing() as connection:
        await reports.add(connection, action.about, action.reason, context.services.now())
    return personal.report_noted(t)


_DEEDS: dict[type[Action], Callable[[Any, Update, Context], Awaitable[Reply | None]]] = {
    AskLanguage: _ask_language,
    ChooseLanguage: _choose_language,
    InLanguage: _in_language,
    ForgetMe: _forget,
    ReportWrong: _report,
    Subscribe: lambda _, *asked: subscribing.subscribed(*asked),
    Unsubscribe: lambda _, *asked: subscribing.unsubscribed(*asked),
    StopHere: lambda _, *asked: subscribing.unsubscribed(*asked),
    ShowSubscription: lambda _, *asked: subscribing.subscription(*asked),
    LiveIn: subscribing.live_in,
    LiveInProvince: subscribing.live_in_province,
    AskInterests: lambda _, *asked: subscribing.ask_interests(*asked),
    AddInterest: subscribing.add_interest,
    DropInterest: subscribing.drop_interest,
    ListNews: lambda _, *asked: news.listed(*asked),
    ShowNews: news.opened,
}
"""What concerns the person or the ledger; the guide shows all else."""
