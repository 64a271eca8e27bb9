"""Paid broadcasts: an administrator decides to pay, somebody else approves."""

import pytest

from announcements import afterwards, approving, drafting, paying
from announcements.desk import Desk
from announcements.errors import NotAllowed, NotPayable, Refused, SecondPersonNeeded, WrongPhase
from domain.announcements import Audience, Phase
from domain.languages import Language
from tests.announcements.office import ADMIN, ANNOUNCER, APPROVER, approved, subscribe, written

PEOPLE = range(1, 6)


@pytest.mark.parametrize(("recipients", "stars"), [(0, 0), (1, 1), (10, 1), (11, 2), (500_000, 50_000)])
def test_a_message_costs_a_tenth_of_a_star(recipients: int, stars: int) -> None:
    assert paying.price(recipients) == stars


async def test_whoever_decided_to_pay_cannot_approve_however_few_it_is_for(desk: Desk) -> None:
    await subscribe(desk, PEOPLE)
    draft = await written(desk)
    draft = await paying.pay(desk, ADMIN, draft.id)
    for deciding in (ADMIN, ANNOUNCER):
        with pytest.raises(SecondPersonNeeded):
            await approving.approve(desk, deciding, draft.id, draft.revision, len(PEOPLE))
    sent = await approved(desk, draft, by=APPROVER)
    assert (sent.phase, sent.payer, sent.approver) == (Phase.SENDING, ADMIN, APPROVER)


@pytest.mark.parametrize("actor", [ANNOUNCER, APPROVER])
async def test_only_an_administrator_decides_to_pay(desk: Desk, actor: int) -> None:
    draft = await written(desk)
    with pytest.raises(NotAllowed):
        await paying.pay(desk, actor, draft.id)


async def test_an_approval_does_not_hold_for_what_is_paid_for_afterwards(desk: Desk) -> None:
    await subscribe(desk, PEOPLE)
    seen = await written(desk)
    await paying.pay(desk, ADMIN, seen.id)
    with pytest.raises(Refused):
        await approving.approve(desk, APPROVER, seen.id, seen.revision, len(PEOPLE))


async def test_the_decision_falls_with_the_audience_for_which_it_was_taken(desk: Desk) -> None:
    draft = await written(desk)
    await paying.pay(desk, ADMIN, draft.id)
    wider = Audience(languages=frozenset({Language.URDU}))
    assert (await drafting.aim(desk, ANNOUNCER, draft.id, wider)).payer is None


async def test_it_can_be_decided_again_that_nothing_is_paid(desk: Desk) -> None:
    await subscribe(desk, PEOPLE)
    draft = await written(desk)
    await paying.pay(desk, ADMIN, draft.id)
    draft = await paying.save(desk, ADMIN, draft.id)
    assert (await approved(desk, draft, by=ADMIN)).payer is None


async def test_what_is_being_sent_is_not_paid_for_any_more(desk: Desk) -> None:
    await subscribe(desk, PEOPLE)
    sent = await approved(desk, await written(desk))
    with pytest.raises(WrongPhase):
        await paying.pay(desk, ADMIN, sent.id)


async def test_a_recall_can_not_be_paid_for(desk: Desk) -> None:
    await subscribe(desk, PEOPLE)
    sent = await approved(desk, await written(desk))
    recall = await afterwards.recall(desk, ADMIN, sent.id, {})
    with pytest.raises(NotPayable):
        await paying.pay(desk, ADMIN, recall.id)
