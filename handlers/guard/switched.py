"""What is switched off says so, and what works all the same."""

from telegram import InlineQueryResultsButton, Update

from answers import actions
from answers.buttons import decode
from answers.cards import general
from domain.switches import Function
from handlers import sending
from handlers.answering import respond
from handlers.services import Context, Handler

ANSWERING = (
    *(actions.ShowMenu, actions.AskLocation, actions.BrowseProvinces, actions.BrowseCities, actions.ShowCity),
    *(actions.ListPlaces, actions.ListNearby, actions.ShowPlace, actions.ShowOnMap, actions.ShowProgramme),
    *(actions.AskWhatIsWrong, actions.ReportWrong, actions.BrowseSections, actions.BrowseSection),
    *(actions.ShowAnswer, actions.BrowseFigures, actions.ListFigures, actions.ShowFigure, actions.InLanguage),
)
"""Taps that are answers; all others are about the person who taps."""
ANSWERING_COMMANDS = frozenset({"start", "near", "city", "centres", "parks", "freelancer", "facts"})
"""Commands that are answers."""
_CACHED_SECONDS = 5
"""For how long apps remember that inline mode is off: it works again soon after it was switched on."""


async def is_off(function: Function, context: Context) -> bool:
    """Whether staff have switched this off."""
    services = context.services
    return function in await services.guard.switchboard.off(services.ledger, services.now())


def answering(handle: Handler) -> Handler:
    """The handler of a message or command that is a question, while answers are on."""

    async def answer(update: Update, context: Context) -> None:
        if not await is_off(Function.ANSWERS, context):
            await handle(update, context)
            return
        inline = None if await is_off(Function.INLINE, context) else context.bot.username
        await respond(update, context, general.answers_off(context.phrases(update), inline))

    return answer


def tapping(handle: Handler) -> Handler:
    """The handler of taps; those that are answers only while answers are on."""

    async def tap(update: Update, context: Context) -> None:
        query = update.callback_query
        asks = query and isinstance(decode(query.data or ""), ANSWERING)
        if query is None or not asks or not await is_off(Function.ANSWERS, context):
            await handle(update, context)
            return
        with sending.unless_too_late():
            await query.answer(context.phrases(update).label("off.answers"), show_alert=True)

    return tap


def querying(handle: Handler) -> Handler:
    """The handler of inline queries, while inline mode is on."""

    async def query(update: Update, context: Context) -> None:
        asked = update.inline_query
        if asked is None or not await is_off(Function.INLINE, context):
            await handle(update, context)
            return
        button = InlineQueryResultsButton(
            context.phrases(update).label("off.inline"), start_parameter="inline"
        )
        with sending.unless_too_late():
            await asked.answer([], cache_time=_CACHED_SECONDS, is_personal=True, button=button)

    return query
