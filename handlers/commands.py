"""Commands: each calls one use case."""

from telegram import Update

from answers.actions import (
    Action,
    AskLocation,
    BrowseFigures,
    BrowseProvinces,
    BrowseSections,
    ShowAnswer,
    ShowCity,
    ShowMenu,
    ShowPlace,
)
from answers.cards import general, personal
from domain.places import PARKS, Kind
from domain.replies import Reply
from handlers.answering import respond
from handlers.news import news
from handlers.services import Context, Handler
from handlers.subscribing import stop, subscribe
from storage.ledger import people, traces, turns

_CENTRES = frozenset({Kind.E_ROZGAAR_CENTRE})


def showing(action: Action) -> Handler:
    """A command that shows the same as a button."""

    async def handle(update: Update, context: Context) -> None:
        await respond(update, context, await context.services.guide.show(action, context.viewer(update)))

    return handle


near = showing(AskLocation())
freelancer = showing(BrowseSections())
facts = showing(BrowseFigures())


async def start(update: Update, context: Context) -> None:
    """/start, also with a deep link: city_<id>, place_<id> or answer_<id>."""
    action = _deep_link(context.args[0]) if context.args else ShowMenu()
    await respond(update, context, await context.services.guide.show(action, context.viewer(update)))


def _deep_link(payload: str) -> Action:
    what, _, its_id = payload.partition("_")
    match what:
        case "city":
            return ShowCity(its_id)
        case "place":
            return ShowPlace(its_id)
        case "answer":
            return ShowAnswer(its_id)
        case _:
            return ShowMenu()


async def city(update: Update, context: Context) -> None:
    """/city with a name; without one the provinces to choose from."""
    viewer = context.viewer(update)
    if said := " ".join(context.args or []):
        reply = await context.services.guide.of_kind(frozenset(), said, viewer)
    else:
        reply = await context.services.guide.show(BrowseProvinces(), viewer)
    await respond(update, context, reply)


def of_kind(kinds: frozenset[Kind]) -> Handler:
    """A command that lists places of a kind, in the city or province named after it."""

    async def handle(update: Update, context: Context) -> None:
        said = " ".join(context.args or [])
        reply = await context.services.guide.of_kind(kinds, said, context.viewer(update))
        await respond(update, context, reply)

    return handle


centres = of_kind(_CENTRES)
parks = of_kind(PARKS)


async def help_page(update: Update, context: Context) -> None:
    """/help."""
    await respond(update, context, general.help_page(context.phrases(update)))


async def language(update: Update, context: Context) -> None:
    """/language."""
    await respond(update, context, personal.ask_language(context.phrases(update)))


async def privacy(update: Update, context: Context) -> None:
    """/privacy."""
    await respond(update, context, personal.privacy(context.phrases(update)))


async def my_data(update: Update, context: Context) -> None:
    """/mydata."""
    await respond(update, context, await _my_data(update, context))


async def _my_data(update: Update, context: Context) -> Reply:
    assert update.effective_chat  # noqa: S101
    chat_id, t = update.effective_chat.id, context.phrases(update)
    async with context.services.ledger.reading() as connection:
        person = await people.find(connection, chat_id)
        if person is None:
            return personal.no_data(t)
        turn = await turns.find(connection, chat_id)
        elsewhere = await traces.find(connection, person)
    city = await context.services.guide.homes.of(person)
    return personal.my_data(t, person, city, elsewhere, turn)


async def forget_me(update: Update, context: Context) -> None:
    """/forgetme asks first."""
    await respond(update, context, personal.ask_to_forget(context.phrases(update)))


async def unknown(update: Update, context: Context) -> None:
    """A command that does not exist, or that this person may not use: they look the same."""
    await respond(update, context, general.help_page(context.phrases(update)))


COMMANDS = {
    "start": start,
    "near": near,
    "city": city,
    "centres": centres,
    "parks": parks,
    "freelancer": freelancer,
    "facts": facts,
    "news": news,
    "subscribe": subscribe,
    "stop": stop,
    "language": language,
    "privacy": privacy,
    "mydata": my_data,
    "forgetme": forget_me,
    "help": help_page,
}
"""What everybody may use, in the order of the menu."""
