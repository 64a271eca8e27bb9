"""Staff at work in tests: short ways to people, drafts and approvals."""

from collections.abc import Iterable

from announcements import approving, drafting, reporting
from announcements.desk import Desk
from domain.announcements import Announcement, Content, DeliveryRecord, DeliveryState, Role
from domain.languages import Language
from storage.ledger import announcements, deliveries, people, settling, staff
from storage.ledger.engine import Ledger

ADMIN, ANNOUNCER, APPROVER, EDITOR, NOBODY = 901, 902, 903, 904, 905
ROLES = {ANNOUNCER: Role.ANNOUNCER, APPROVER: Role.APPROVER, EDITOR: Role.EDITOR}
TEXTS = {language: Content(f"Hello in {language}") for language in Language}


async def hire(desk: Desk) -> None:
    """Makes everybody of the staff hold their role."""
    async with desk.ledger.writing() as connection:
        await staff.seat(connection, [ADMIN], desk.now())
        for user_id, role in ROLES.items():
            await staff.appoint(connection, user_id, role, ADMIN, desk.now())


async def subscribe(desk: Desk, chat_ids: Iterable[int], language: Language | None = None) -> None:
    """Makes people known and subscribed."""
    async with desk.ledger.writing() as connection:
        for chat_id in chat_ids:
            await people.remember(connection, chat_id, desk.now().date())
            await people.subscribe(connection, chat_id, desk.now())
            if language:
                await people.choose_language(connection, chat_id, language)


async def written(desk: Desk, title: str = "Registration opens") -> Announcement:
    """A draft with texts in all languages, by the announcer."""
    draft = await drafting.begin(desk, ANNOUNCER, title)
    for language, content in TEXTS.items():
        draft = await drafting.write(desk, ANNOUNCER, draft.id, language, content)
    return draft


async def approved(desk: Desk, draft: Announcement, by: int = ADMIN) -> Announcement:
    """Approves a draft as it stands now."""
    shown = await drafting.preview(desk, by, draft.id)
    return await approving.approve(desk, by, draft.id, shown.announcement.revision, shown.count)


async def sent_to(desk: Desk, chat_ids: Iterable[int]) -> Announcement:
    """An announcement to these people that is approved and due."""
    await subscribe(desk, chat_ids)
    return await approved(desk, await written(desk))


async def found(desk: Desk, announcement_id: int) -> Announcement:
    """An announcement as it is now."""
    async with desk.ledger.reading() as connection:
        announcement = await announcements.find(connection, announcement_id)
    assert announcement
    return announcement


async def counts(desk: Desk, announcement_id: int) -> dict[DeliveryState, int]:
    """How many deliveries are in each state."""
    async with desk.ledger.reading() as connection:
        return await deliveries.counts(connection, announcement_id)


async def records(ledger: Ledger, announcement_id: int) -> dict[int, DeliveryRecord]:
    """The deliveries of an announcement, by the person's id."""
    async with ledger.reading() as connection:
        page = await settling.page(connection, announcement_id, 0, 1000)
    return {record.person_id: record for record in page}


async def reasons(desk: Desk, announcement_id: int) -> dict[str, int]:
    """How often each reason is given."""
    report = await reporting.report(desk, ADMIN, announcement_id)
    return {reason: number for _, reason, number in report.reasons}


async def opt_out(desk: Desk, chat_id: int, how: str) -> None:
    """Somebody unsubscribes, blocks the bot or is forgotten."""
    async with desk.ledger.writing() as connection:
        if how == "unsubscribed":
            await people.unsubscribe(connection, chat_id)
        elif how == "blocked":
            await people.mark_blocked(connection, chat_id, desk.now())
        else:
            await people.forget(connection, chat_id)
