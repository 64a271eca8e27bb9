"""Looking at announcements: all of them, one as it is, how it will look, and its deliveries as a file."""

from collections.abc import Mapping

from telegram.error import BadRequest

from announcements import drafting, reporting, wording
from announcements.cards import lists, previews, progress, refusals
from announcements.cards.taps import Tap
from announcements.errors import TextsMissing
from announcements.reporting import Report
from domain.announcements import Content, Phase
from domain.languages import Language
from domain.prompts import ProgressCard
from handlers import contents
from handlers.staff import writing
from handlers.staff.visits import Visit
from storage.ledger import progress_cards


async def listed(visit: Visit, tap: Tap) -> None:
    """A tap or a command that shows the announcements, the newest first."""
    found = await reporting.listed(visit.desk, visit.user_id, lists.PAGE + 1, tap.number or None)
    await visit.show(lists.announcements(visit.t, found, tap.number))


async def opened(visit: Visit, tap: Tap) -> None:
    """A tap that shows an announcement as it is: a draft to be written, or how far its sending is."""
    report = await reporting.report(visit.desk, visit.user_id, tap.about)
    if report.announcement.phase is Phase.DRAFT:
        await writing.show_draft(visit, tap.about)
    else:
        await show_status(visit, report)


async def show_status(visit: Visit, report: Report, anew: bool = False) -> None:
    """The card of an announcement that was approved; it is kept up to date from now on."""
    card = progress.status(visit.t, report, visit.role)
    message_id = await (visit.say(card) if anew else visit.show(card))
    async with visit.services.ledger.writing() as connection:
        shown = ProgressCard(visit.user_id, report.announcement.id, message_id, report.phase, visit.now)
        await progress_cards.put(connection, shown)


async def preview(visit: Visit, tap: Tap) -> None:
    """A tap that shows the messages as they will look, one for each language, and who gets which."""
    seen = await drafting.preview(visit.desk, visit.user_id, tap.about)
    texts = {one: seen.texts[one].content for one in Language if one in seen.texts}
    if await _sent(visit, {one: content for one, content in texts.items() if content}, tap.about):
        above = visit.desk.second_person_above
        await visit.say(previews.preview(visit.t, seen, visit.role, visit.now, above))


async def test(visit: Visit, tap: Tap) -> None:
    """A tap that sends the announcement as whoever taps would get it."""
    seen = await drafting.preview(visit.desk, visit.user_id, tap.about)
    given = wording.contents(seen.texts) if wording.written(seen.texts) else {}
    if visit.reader not in given:
        raise TextsMissing(seen.missing)
    await _sent(visit, {visit.reader: given[visit.reader][1]}, tap.about)


async def csv(visit: Visit, tap: Tap) -> None:
    """A tap that sends the deliveries as a file."""
    lines = [line async for line in reporting.csv_lines(visit.desk, visit.user_id, tap.about)]
    table = "".join(lines).encode()
    await visit.bot.send_document(visit.user_id, table, filename=f"announcement-{tap.about}.csv")


async def _sent(visit: Visit, messages: Mapping[Language, Content], about: int) -> bool:
    """Whether Telegram takes them all; what it says of one that it does not take is passed on."""
    try:
        for reader, content in messages.items():
            await contents.send(visit.bot, visit.user_id, content, below=contents.footer(reader))
    except BadRequest as error:
        await visit.say(refusals.refused_by_telegram(visit.t, error.message, about))
        return False
    return True
