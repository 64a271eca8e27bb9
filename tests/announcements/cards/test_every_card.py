"""Telegram takes every card of the staff, in every language, and says what it should of every state."""

import itertools
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from announcements import errors
from announcements.cards import (
    approvals,
    audiences,
    drafts,
    lists,
    members,
    payments,
    previews,
    progress,
    prompts,
    refusals,
    statistics,
    taps,
    times,
)
from announcements.composing import Fault, Unfit
from announcements.drafting import Preview
from announcements.facets import FACETS
from announcements.reporting import Report
from announcements.roles import Act
from domain.announcements import (
    Announcement,
    Attachment,
    AttachmentKind,
    Audience,
    Content,
    DeliveryState,
    PauseReason,
    Phase,
    Progress,
    Purpose,
    Role,
    Text,
)
from domain.languages import Language
from domain.places import Province
from domain.prompts import Awaited, Prompt
from domain.replies import Link, Press, Reply
from domain.staff import StaffMember
from domain.statistics import Statistics
from handlers.sending import markup
from sandbox.keyboards import checked_inline
from tests.conftest import NOON
from tests.texts.telegram import as_read, utf16_length
from texts.catalogue import available, phrases
from texts.phrases import Phrases

TITLE = 'R&D <b>"لاہور" 5%</b>'
NAMES = {"lahore": "Lahore & لاہور"}
SOME = Audience(
    frozenset({Language.URDU}),
    frozenset({"lahore"}),
    frozenset({Province.PUNJAB}),
    frozenset({"jobs"}),
    frozenset(Role),
)
CONTENT = Content("x", Attachment(AttachmentKind.PHOTO, "f"), ((Link("a", "https://a.pk"),),))


def announcement(phase: Phase, purpose: Purpose = Purpose.ORIGINAL, **details: object) -> Announcement:
    parent = None if purpose is Purpose.ORIGINAL else 7
    basis = Announcement(12, purpose, parent, phase, TITLE, SOME, 3, 501, NOON)
    return Announcement(
        **{name: getattr(basis, name) for name in Announcement.__dataclass_fields__} | details
    )


def preview(it: Announcement, texts: dict[Language, Content | None], off: bool = False) -> Preview:
    told = {one: Text(one, 1, content, 501, NOON) for one, content in texts.items()}
    recipients = {Language.URDU: 1, Language.ENGLISH: 4000}
    return Preview(it, told, frozenset(Language) - texts.keys(), recipients, off)


def report(it: Announcement, off: bool = False, summed_up: bool = False) -> Report:
    counts = {state: number for number, state in enumerate(DeliveryState, 1)}
    reasons = [(DeliveryState.FAILED, "Bad Request: <b>", 2), (DeliveryState.GONE, "blocked", 1)]
    return Report(it, Progress(counts, 12.5, timedelta(hours=3)), reasons, 1, off, summed_up)


def of_drafts(t: Phrases) -> Iterator[Reply]:
    texts: list[dict[Language, Content | None]] = [
        {},
        {Language.ENGLISH: CONTENT},
        {Language.ENGLISH: CONTENT, Language.URDU: None},
        dict.fromkeys(Language),
    ]
    for one in texts:
        for purpose, payer in itertools.product(Purpose, (None, 502)):
            it = announcement(Phase.DRAFT, purpose, scheduled_at=NOON, payer=payer)
            seen = preview(it, one, off=payer is not None)
            yield payments.offer(t, seen)
            for role in Role:
                yield drafts.draft(t, seen, role, NAMES)
                yield previews.preview(t, seen, role, NOON + timedelta(hours=8), 500)
            yield approvals.second_person_asked(t, seen, "Sana", 500)
            yield approvals.second_person_asked(t, seen, "", 500)
            yield approvals.please_approve(t, seen, TITLE)


def of_audiences(t: Phrases) -> Iterator[Reply]:
    seen = preview(announcement(Phase.DRAFT), {})
    yield audiences.overview(t, seen, NAMES)
    for letter in FACETS:
        for known in ({}, {f"city_{number}": number for number in range(20)}):
            for page in (0, 1, 9):
                yield audiences.facet(t, seen, NAMES, letter, known, page)


def of_progress(t: Phrases) -> Iterator[Reply]:
    for phase in Phase:
        for purpose in Purpose:
            details = {"scheduled_at": NOON, "started_at": NOON, "recipients": 28, "pause_detail": "<Bad>"}
            for reason in (None, *PauseReason):
                it = announcement(phase, purpose, pause_reason=reason, **details)
                for role in Role:
                    yield progress.status(t, report(it), role)
                    yield progress.status(t, report(it, off=True), role)
                    yield progress.status(t, report(it, summed_up=True), role)
    for act in (Act.CANCEL, Act.CORRECT, Act.RECALL, Act.FOLLOW_UP, Act.RETRY, Act.RESEND, Act.LEAVE):
        yield from (progress.sure(t, announcement(Phase.FINISHED), act, 2, doubts) for doubts in (0, 1, 3))
    yield lists.announcements(t, [], 0)
    yield lists.announcements(t, [announcement(phase) for phase in Phase] * 2, 99)


def of_the_rest(t: Phrases) -> Iterator[Reply]:
    for what in Awaited:
        yield prompts.ask(t, Prompt(1, what, NOON, None, Language.URDU))
        yield prompts.expired(t, Prompt(1, what, NOON, 12, Language.URDU, 3))
    yield prompts.dropped(t)
    for off in (False, True):
        yield times.when(t, announcement(Phase.DRAFT), off, NOON)
        yield times.when(t, announcement(Phase.SCHEDULED, scheduled_at=NOON), off, NOON)
    for hours in range(24):
        yield times.confirm(t, 12, NOON + timedelta(days=hours, hours=hours))
    yield times.unclear(t, 12)
    staff = [StaffMember(number, role, None if number else 501, NOON) for number, role in enumerate(Role)]
    yield members.staff(t, staff, dict.fromkeys(range(4), TITLE))
    for role in (None, *Role):
        yield members.member(t, 5, TITLE, role)
    yield members.sure_to_dismiss(t, 5, TITLE)
    yield from (members.appointed(t, role) for role in Role)
    yield members.unreached(t, TITLE)
    yield statistics.statistics(t, Statistics(5, 1, 3, 2, {None: 5}, 0, {Phase.DRAFT: 1}))
    yield statistics.statistics(t, Statistics(0, 0, 0, 0, {}, 0, {}))


REFUSALS: list[errors.Refused] = [
    *(errors.NotAllowed(), errors.UnknownAnnouncement(), errors.Outdated(), errors.NobodyToReach()),
    errors.TooLongAgo(),
    *(errors.MomentPast(), errors.AudienceFrozen(), errors.OtherAttachment(), errors.FixedAdministrator()),
    *(errors.AlreadyApproved(1, NOON), errors.TextsMissing(frozenset(Language)), errors.CountChanged(4)),
    *(errors.NotPayable(), errors.SecondPersonNeeded(500), *map(errors.WrongPhase, Phase)),
    *(Unfit(fault, 3) for fault in Fault),
]


def of_refusals(t: Phrases) -> Iterator[Reply]:
    for refusal in REFUSALS:
        for about in (0, 12):
            yield refusals.refused(t, refusal, about, TITLE)
    yield refusals.refused_by_telegram(t, "Bad <b>", 12)
    yield approvals.no_number(t)


FAMILIES: list[Callable[[Phrases], Iterator[Reply]]] = [
    of_drafts,
    of_audiences,
    of_progress,
    of_the_rest,
    of_refusals,
]


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("family", FAMILIES)
def test_telegram_takes_the_card(family: Callable[[Phrases], Iterator[Reply]], language: Language) -> None:
    for reply in dict.fromkeys(family(phrases(language))):
        text = as_read(reply.text)
        assert text == text.strip() != ""
        assert utf16_length(text) <= 4096
        if reply.rows:
            checked_inline(markup(reply.rows)["reply_markup"])


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("family", FAMILIES)
def test_every_button_is_short_and_leads_somewhere(
    family: Callable[[Phrases], Iterator[Reply]], language: Language
) -> None:
    for reply in family(phrases(language)):
        for button in (button for row in reply.rows for button in row):
            assert 1 <= len(button.label) <= 64
            assert isinstance(button, Press)
            assert taps.decode(button.data)


def test_every_refusal_has_its_words() -> None:
    kinds = {
        one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, errors.Refused)
    }
    assert kinds - {errors.Refused} <= set(map(type, REFUSALS))
