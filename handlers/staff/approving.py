"""Approval: by typing for how many people it is; above a size by a second person."""

import re
import unicodedata

from telegram import Message
from telegram.error import TelegramError

from announcements import approving, drafting, reporting, staffing
from announcements.cards import approvals as cards
from announcements.drafting import Preview
from announcements.errors import SecondPersonNeeded
from announcements.roles import Act, may
from domain.prompts import Prompt
from domain.staff import StaffMember
from handlers import sending
from handlers.staff import asking, looking, watching
from handlers.staff.visits import Visit, name_of, phrases_of

_SEPARATORS = re.compile(r"[\s,.٬،']")


async def take_count(visit: Visit, prompt: Prompt, message: Message) -> None:
    """A message is the number of people: whoever types it approves what they have seen."""
    number = _number(message.text or "")
    if number is None:
        await visit.say(cards.no_number(visit.t))
        return
    await asking.drop(visit)
    announcement_id, revision = prompt.announcement_id or 0, prompt.revision or 0
    try:
        await approving.approve(visit.desk, visit.user_id, announcement_id, revision, number)
    except SecondPersonNeeded:
        await _ask_others(visit, announcement_id)
        return
    report = await reporting.report(visit.desk, visit.user_id, announcement_id)
    await looking.show_status(visit, report, anew=True)
    if report.announcement.author != visit.user_id:
        await watching.tell(visit.bot, visit.services, report.announcement)


def _number(said: str) -> int | None:
    """A number as people write it: with separators or without, in any digits."""
    digits = _SEPARATORS.sub("", said)
    if not digits.isdecimal() or len(digits) > 9:
        return None
    return int("".join(str(unicodedata.decimal(digit)) for digit in digits))


async def _ask_others(visit: Visit, announcement_id: int) -> None:
    """Asks everybody who may be the second person."""
    preview = await drafting.preview(visit.desk, visit.user_id, announcement_id)
    members = await staffing.members(visit.desk, visit.user_id)
    asked = [
        one.user_id for one in members if _may_be_second(one, preview) and await _ask(visit, one, preview)
    ]
    names = [await name_of(visit.bot, user_id) for user_id in asked]
    above = visit.desk.second_person_above
    await visit.say(cards.second_person_asked(visit.t, preview, ", ".join(names), above))


def _may_be_second(member: StaffMember, preview: Preview) -> bool:
    out = approving.involved(preview.announcement, preview.texts)
    return may(member.role, Act.APPROVE_LARGE) and member.user_id not in out


async def _ask(visit: Visit, member: StaffMember, preview: Preview) -> bool:
    """Whether the request reached them."""
    t = await phrases_of(visit.services, member.user_id)
    try:
        await sending.send(visit.bot, member.user_id, cards.please_approve(t, preview, visit.user.full_name))
    except TelegramError:
        return False
    return True
