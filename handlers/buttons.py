"""Taps on buttons."""

from telegram import CallbackQuery, Update

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
    Subscribe,
    Unsubscribe,
)
from answers.buttons import decode
from answers.cards import general, personal
from answers.cards.reporting import WRONG
from domain.languages import Language
from domain.replies import Reply
from handlers import sending
from handlers.commands import subscribed, unsubscribed
from handlers.services import Context
from storage.ledger import people, reports, turns
from texts.catalogue import phrases

_KEPT = (ShowPlace, ShowOnMap, ShowProgramme, ShowAnswer, ShowFigure, AskWhatIsWrong)
"""Shown as messages of their own, so that the list they were chosen from stays; lists are turned in place."""


async def tap(update: Update, context: Context) -> None:
    """Does what a button asks for; says so if the button is too old."""
    query = update.callback_query
    if query is None or query.message is None:
        return
    action = decode(query.data or "")
    with sending.unless_too_late():
        await query.answer(None if action else context.phrases(update).label("button_too_old")[:200])
    reply = await _perform(action, update, context) if action else general.too_old(context.phrases(update))
    await _show(query, context, reply, as_new=action is None or isinstance(action, _KEPT))


async def _show(query: CallbackQuery, context: Context, reply: Reply, as_new: bool) -> None:
    message = query.message
    assert message  # noqa: S101
    if as_new or not message.is_accessible:
        await sending.send(context.bot, message.chat.id, reply)
    else:
        await sending.edit(context.bot, message.chat.id, message.message_id, reply)


async def _perform(action: Action, update: Update, context: Context) -> Reply:
    match action:
        case AskLanguage():
            return personal.ask_language(context.phrases(update))
        case ChooseLanguage():
            await _choose_language(action.language, update, context)
            return personal.language_chosen(phrases(action.language), action.language)
        case InLanguage():
            await _choose_language(action.language, update, context)
            return await context.services.guide.show(action, context.viewer(update))
        case Subscribe():
            return await subscribed(update, context)
        case Unsubscribe():
            return await unsubscribed(update, context)
        case ForgetMe():
            return await _forget(update, context)
        case ReportWrong():
            return await _report(action, update, context)
        case _:
            return await context.services.guide.show(action, context.viewer(update))


async def _choose_language(language: Language, update: Update, context: Context) -> None:
    assert update.effective_chat  # noqa: S101
    async with context.services.ledger.writing() as connection:
        await people.choose_language(connection, update.effective_chat.id, language)
        await turns.speak(connection, update.effective_chat.id, language)
    context.spoken = language


async def _forget(update: Update, context: Context) -> Reply:
    assert update.effective_chat  # noqa: S101
    async with context.services.ledger.writing() as connection:
        await people.forget(connection, update.effective_chat.id)
    return personal.forgotten(context.phrases(update))


async def _report(action: ReportWrong, update: Update, context: Context) -> Reply:
    t = context.phrases(update)
    offered = WRONG.get(action.about.partition("_")[0], ())
    if action.reason not in offered or not await context.services.guide.looking_up.knows(action.about):
        return general.too_old(t)
    async with context.services.ledger.writing() as connection:
        await reports.add(connection, action.about, action.reason, context.services.now())
    return personal.report_noted(t)
