"""Paid broadcasts: an administrator decides to pay, somebody else approves."""

import asyncio

import pytest

from announcements import afterwards, approving, drafting, paying
from announcements.canary import Canary
from announcements.desk import Desk
from announcements.errors import NotAllowed, NotPayable, Refused, SecondPersonNeeded, WrongPhase
from announcements.sender import Sender
from domain.announcements import Audience, Phase
from domain.languages import Language
from tests.announcements.conftest import idle
from tests.announcements.office import ADMIN, ANNOUNCER, APPROVER, approved, subscribe, written
from tests.announcements.telegram import Telegram
from tests.conftest import Clock

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


async def test_a_paid_broadcast_has_more_requests_under_way_and_each_says_that_it_is_paid(
    desk: Desk, telegram: Telegram, clock: Clock
) -> None:
    await subscribe(desk, range(1, 41))
    draft = await paying.pay(desk, ADMIN, (await written(desk)).id)
    await approved(desk, draft, by=APPROVER)
    telegram.silent, canary = True, Canary(least=40)
    sender = Sender(desk.ledger, telegram, clock, asyncio.sleep, "run-1", 4, canary=canary, in_flight_paid=16)
    for _ in range(3):
        await sender.turn()
        await idle()
    assert len(telegram.open) == 16
    assert all(request.delivery.paid for request in telegram.requests)
