"""What can be done about an announcement that went out.

Corrections, recalls and follow-ups are announcements of their own with a parent: drafts that are written,
previewed, approved and sent like any other, to those who have the parent. What failed or is in doubt is
settled where it stands: text and audience are approved already. All of it raises TooLongAgo once it is not
known any more who got what (`storage/ledger/totals.py`).
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from announcements.desk import Desk, Work
from announcements.errors import TooLongAgo, WrongPhase
from announcements.roles import Act
from domain.announcements import Announcement, Content, PauseReason, Phase, Purpose, Settlement, Text
from domain.languages import Language
from storage.ledger import announcements, settling, totals

_OVER = (Phase.FINISHED, Phase.CANCELLED)
_CALLED_OFF = (Phase.CANCELLED, Phase.RECALLED)
_STARTED = (Phase.SENDING, Phase.PAUSED, *_OVER, Phase.RECALLED)


async def correct(desk: Desk, actor: int, announcement_id: int) -> Announcement:
    """A draft, with the texts as they were, that will be put in place of the messages people have.

    Only once the original is finished or cancelled, so that nobody gets the old text afterwards.
    Raises WrongPhase.
    """
    async with desk.acting(actor, Act.CORRECT, announcement_id) as work:
        parent = await _message_of(work, _OVER)
        texts = await announcements.texts(work.connection, parent.id)
        contents = {language: text.content for language, text in texts.items()}
        return await _child(work, parent, parent.title, Purpose.CORRECTION, contents)


async def recall(
    desk: Desk, actor: int, announcement_id: int, withdrawn: Mapping[Language, Content]
) -> Announcement:
    """A draft that will delete the messages, or put `withdrawn` in place of those older than 48 hours.

    `withdrawn` takes the attachments of what it replaces, because an edit can't take these away. What is
    being sent is paused: nobody could type the number of those who have it while that grows. With the
    recall's approval nobody gets the original any more. Raises WrongPhase for what never started.
    """
    async with desk.acting(actor, Act.RECALL, announcement_id) as work:
        parent = await _message_of(work, _STARTED)
        if parent.phase is Phase.SENDING:
            paused = {"phase": Phase.PAUSED, "pause_reason": PauseReason.STAFF}
            await announcements.change(work.connection, parent.id, **paused)
        texts = await announcements.texts(work.connection, parent.id)
        contents = {
            language: text.content and replace(withdrawn[language], attachment=text.content.attachment)
            for language, text in texts.items()
            if language in withdrawn or not text.content
        }
        return await _child(work, parent, parent.title, Purpose.RECALL, contents)


async def follow_up(desk: Desk, actor: int, announcement_id: int, title: str) -> Announcement:
    """A draft without texts, sent as a reply to the message each person has. Raises WrongPhase."""
    async with desk.acting(actor, Act.FOLLOW_UP, announcement_id) as work:
        return await _child(work, await _message_of(work, _OVER), title, Purpose.FOLLOW_UP, {})


async def retry_failed(desk: Desk, actor: int, announcement_id: int) -> int:
    """Tries those again that Telegram rejected, and says how many. Raises WrongPhase for what was called off.

    Finished announcements start again with just these; paused ones and drafts keep standing.
    """
    async with desk.acting(actor, Act.RETRY, announcement_id) as work:
        announcement = await _not_called_off(work)
        number = await settling.retry_failed(work.connection, announcement_id)
        await _go_on(work, announcement, number)
        return number


async def resend(
    desk: Desk, actor: int, announcement_id: int, delivery_ids: Collection[int] | None = None
) -> int:
    """Sends to those in doubt again, who may get it twice: these deliveries, or all in doubt. Says how many.

    Raises WrongPhase for what was called off.
    """
    async with desk.acting(actor, Act.RESEND, announcement_id) as work:
        announcement = await _not_called_off(work)
        number = await settling.settle(work.connection, announcement_id, Settlement.RESEND, delivery_ids)
        await _go_on(work, announcement, number)
        return number


async def leave(
    desk: Desk, actor: int, announcement_id: int, delivery_ids: Collection[int] | None = None
) -> int:
    """Leaves those in doubt alone, who may not have it: these deliveries, or all in doubt. Says how many."""
    async with desk.acting(actor, Act.LEAVE, announcement_id) as work:
        await work.announcement()
        number = await settling.settle(work.connection, announcement_id, Settlement.LEAVE, delivery_ids)
        work.detail = f"deliveries={number}"
        return number


async def _message_of(work: Work, phases: tuple[Phase, ...]) -> Announcement:
    """The announcement whose message people have: a correction has none of its own, but its parent's."""
    chosen = await work.announcement()
    if chosen.purpose is Purpose.CORRECTION:
        work.about = chosen.parent_id
        chosen = await work.announcement()
    if chosen.purpose is Purpose.RECALL or chosen.phase not in phases:
        raise WrongPhase(chosen.phase)
    if await totals.is_summed_up(work.connection, chosen.id):
        raise TooLongAgo
    return chosen


async def _child(
    work: Work,
    parent: Announcement,
    title: str,
    purpose: Purpose,
    contents: Mapping[Language, Content | None],
) -> Announcement:
    child = await announcements.create(
        work.connection, title, work.actor, work.now, parent.audience, purpose, parent.id
    )
    for language, content in contents.items():
        text = Text(language, child.revision, content, work.actor, work.now)
        await announcements.write(work.connection, child.id, text)
    work.detail = f"draft={child.id}"
    return child


async def _not_called_off(work: Work) -> Announcement:
    announcement = await work.announcement()
    if announcement.phase in _CALLED_OFF:
        raise WrongPhase(announcement.phase)
    if await totals.is_summed_up(work.connection, announcement.id):
        raise TooLongAgo
    return announcement


async def _go_on(work: Work, announcement: Announcement, number: int) -> None:
    work.detail = f"deliveries={number}"
    if number and announcement.phase is Phase.FINISHED:
        await announcements.change(work.connection, announcement.id, phase=Phase.SENDING, finished_at=None)
