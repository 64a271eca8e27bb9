"""When an announcement goes out."""

from telegram import Message

from announcements import reporting, scheduling
from announcements.cards import times as cards
from announcements.cards.taps import Tap
from announcements.errors import MomentPast
from announcements.moments import read_moment
from domain.prompts import Prompt
from handlers.staff import asking, looking
from handlers.staff.visits import Visit


async def when(visit: Visit, tap: Tap) -> None:
    """A tap that shows when it goes out, and what else could be chosen."""
    report = await reporting.report(visit.desk, visit.user_id, tap.about)
    await visit.show(cards.when(visit.t, report.announcement, report.off, visit.now))


async def take_moment(visit: Visit, prompt: Prompt, message: Message) -> None:
    """A message is a moment; it counts once it is confirmed."""
    announcement_id = prompt.announcement_id or 0
    at = read_moment(message.text or "", visit.now)
    if at is None:
        await visit.say(cards.unclear(visit.t, announcement_id))
    elif at <= visit.now:
        raise MomentPast
    else:
        await asking.drop(visit)
        await visit.say(cards.confirm(visit.t, announcement_id, at))


async def schedule(visit: Visit, tap: Tap) -> None:
    """A tap that chooses a moment."""
    await scheduling.schedule(visit.desk, visit.user_id, tap.about, cards.moment_of(tap))
    await looking.opened(visit, tap)
