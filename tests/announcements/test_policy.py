"""The pure decisions: outcomes, canary, waves of errors, rests, languages, roles."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from announcements import outcomes, wording
from announcements.attempts import Ended
from announcements.canary import Canary
from announcements.pausing import Strain
from announcements.reporting import measured
from announcements.restraint import Restraint
from announcements.roles import Act, may
from domain.announcements import (
    Content,
    Delivered,
    Delivery,
    DeliveryState,
    Gone,
    InDoubt,
    Moved,
    Outcome,
    PauseReason,
    Rejected,
    Role,
    Text,
    Throttled,
    Unavailable,
)
from domain.languages import Language

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DELIVERY = Delivery(1, 1, 7, 70, Language.ENGLISH, attempt=1)
OK, BAD, LOST, DOWN = Delivered(1), Rejected("bad"), InDoubt("timed out"), Unavailable("502")
EN, UR, ROMAN = Language.ENGLISH, Language.URDU, Language.ROMAN_URDU


# outcomes


@pytest.mark.parametrize(
    ("outcome", "state", "used_up"),
    [
        (Delivered(5), DeliveryState.DELIVERED, True),
        (Gone("blocked"), DeliveryState.GONE, True),
        (Rejected("bad"), DeliveryState.FAILED, True),
        (InDoubt("timed out"), DeliveryState.IN_DOUBT, True),
        (Unavailable("502"), DeliveryState.WAITING, True),
        (Throttled(3), DeliveryState.WAITING, False),
        (Moved(-1), DeliveryState.WAITING, False),
    ],
)
def test_each_outcome_leads_to_one_state(outcome: Outcome, state: DeliveryState, used_up: bool) -> None:
    verdict = outcomes.verdict(DELIVERY, outcome, Language.URDU)
    assert (verdict.state, verdict.used_up) == (state, used_up)


def test_the_message_id_and_the_language_of_the_text_are_kept() -> None:
    verdict = outcomes.verdict(DELIVERY, Delivered(5), Language.URDU)
    assert (verdict.message_id, verdict.language) == (5, Language.URDU)


# the canary


@pytest.mark.parametrize(("recipients", "size"), [(5, 20), (2_000, 20), (20_000, 200)])
def test_one_percent_goes_first_but_at_least_twenty(recipients: int, size: int) -> None:
    assert Canary().size(recipients) == size


@pytest.mark.parametrize(
    ("gone", "failed", "reason"),
    [
        (0, 0, None),
        (29, 9, None),
        (30, 0, PauseReason.CANARY_GONE),
        (0, 10, PauseReason.CANARY_REJECTED),
        (100, 100, PauseReason.CANARY_REJECTED),
    ],
)
def test_too_many_gone_or_rejected_are_a_reason_to_stop(
    gone: int, failed: int, reason: PauseReason | None
) -> None:
    tried = {DeliveryState.GONE: gone, DeliveryState.FAILED: failed}
    tried[DeliveryState.DELIVERED] = 100 - min(gone + failed, 100)
    assert Canary().judge(tried) is reason


# waves of errors


def after(*together: Outcome, strain: Strain | None = None) -> Strain:
    return (strain or Strain()).after(together, NOW)


def test_twenty_rejections_in_a_row_are_a_reason_to_pause_and_nineteen_are_not() -> None:
    assert after(*[BAD] * 19).pause_reason(NOW) is None
    assert after(*[BAD] * 20).pause_reason(NOW) is PauseReason.REJECTED_IN_A_ROW


def test_a_delivery_ends_the_row() -> None:
    assert after(*[BAD] * 19, OK, *[BAD] * 19).pause_reason(NOW) is None


def test_who_is_gone_does_not_end_the_row() -> None:
    assert after(*[BAD] * 19, Gone("blocked"), BAD).pause_reason(NOW) is PauseReason.REJECTED_IN_A_ROW


def test_twenty_doubts_without_an_answer_in_between_are_a_reason_to_pause() -> None:
    assert after(*[LOST] * 20).pause_reason(NOW) is PauseReason.DOUBTS_IN_A_ROW
    assert after(*[LOST] * 19, BAD, LOST).pause_reason(NOW) is None


def test_a_single_failure_among_deliveries_calls_for_no_rest() -> None:
    assert after(OK, DOWN, OK, LOST, OK, DOWN).rests == 0


def test_failures_that_come_together_call_for_one_rest_and_the_next_for_a_longer_one() -> None:
    once = after(*[DOWN] * 8)
    twice = after(DOWN, strain=once)
    assert (once.rests, twice.rests) == (1, 2)
    assert (once.rest(1.0), twice.rest(1.0)) == (timedelta(seconds=1), timedelta(seconds=2))


@given(rests=st.integers(1, 1000), chance=st.floats(0, 1))
def test_a_rest_is_half_a_second_at_least_and_a_minute_at_most(rests: int, chance: float) -> None:
    assert timedelta(seconds=0.5) <= Strain(rests=rests).rest(chance) <= timedelta(minutes=1)


def test_half_an_hour_without_any_answer_is_a_reason_to_pause() -> None:
    down = after(DOWN)
    assert down.pause_reason(NOW + timedelta(minutes=29, seconds=59)) is None
    assert down.pause_reason(NOW + timedelta(minutes=30)) is PauseReason.UNAVAILABLE


@pytest.mark.parametrize("answer", [OK, BAD, Gone("blocked"), Moved(-1), Throttled(1)])
def test_any_answer_says_that_telegram_is_there(answer: Outcome) -> None:
    assert after(DOWN, DOWN, DOWN, answer).down_since is None


# what holds back


def ended(outcome: Outcome | None, announcement_id: int = 1) -> Ended:
    return Ended(Delivery(1, announcement_id, 7, 70, EN, attempt=1), EN, outcome)


def test_outcomes_of_another_announcement_do_not_count() -> None:
    restraint = Restraint(about=1).after([ended(BAD, announcement_id=2)] * 30, NOW, 0.5)
    assert restraint.strain == Strain()


def test_the_longest_wish_for_a_rest_counts() -> None:
    restraint = Restraint().throttled(NOW + timedelta(seconds=9)).throttled(NOW + timedelta(seconds=4))
    assert restraint.rest(NOW) == timedelta(seconds=9)
    assert restraint.room(8, 0, NOW) == 0
    assert restraint.room(8, 0, NOW + timedelta(seconds=9)) == 8


def test_after_a_rest_one_request_tries_the_ground() -> None:
    restraint = Restraint(about=1).after([ended(DOWN)] * 3, NOW, 0.5)
    later = NOW + restraint.rest(NOW)
    assert restraint.room(8, 0, NOW) == 0
    assert restraint.room(8, 0, later) == 1
    assert restraint.room(8, 1, later) == 0
    assert restraint.after([ended(OK)], later, 0.5).room(8, 0, later) == 8


# languages


@pytest.mark.parametrize(
    ("written", "given_languages"),
    [
        ({EN, UR, ROMAN}, {EN: EN, UR: UR, ROMAN: ROMAN}),
        ({EN, UR}, {EN: EN, UR: UR, ROMAN: UR}),
        ({EN, ROMAN}, {EN: EN, UR: ROMAN, ROMAN: ROMAN}),
        ({UR, ROMAN}, {EN: UR, UR: UR, ROMAN: ROMAN}),
        ({EN}, {EN: EN, UR: EN, ROMAN: EN}),
        ({UR}, {EN: UR, UR: UR, ROMAN: UR}),
        ({ROMAN}, {EN: ROMAN, UR: ROMAN, ROMAN: ROMAN}),
    ],
)
def test_who_misses_a_language_gets_the_other_script_of_it_first(
    written: set[Language], given_languages: dict[Language, Language]
) -> None:
    assert wording.given(written) == given_languages


def text(language: Language, content: Content | None) -> Text:
    return Text(language, 1, content, 1, NOW)


def test_a_language_is_missing_until_it_is_written_or_waived() -> None:
    texts = {EN: text(EN, Content("Hello"))}
    assert wording.missing(texts) == {UR, ROMAN}
    assert wording.missing(texts | {UR: text(UR, None), ROMAN: text(ROMAN, None)}) == frozenset()


def test_not_every_language_can_be_waived() -> None:
    assert wording.missing({one: text(one, None) for one in Language}) == frozenset(Language)


# roles


def test_nobody_without_a_role_may_do_anything() -> None:
    assert not any(may(None, act) for act in Act)


def test_an_administrator_may_do_everything() -> None:
    assert all(may(Role.ADMIN, act) for act in Act)


@pytest.mark.parametrize(
    ("role", "allowed", "forbidden"),
    [
        (Role.EDITOR, {Act.WRITE, Act.DRAFT}, {Act.APPROVE, Act.WAIVE, Act.CANCEL, Act.APPOINT}),
        (Role.ANNOUNCER, {Act.WRITE, Act.APPROVE, Act.RECALL}, {Act.APPROVE_LARGE, Act.APPOINT}),
        (Role.APPROVER, {Act.APPROVE, Act.APPROVE_LARGE, Act.PAUSE}, {Act.WRITE, Act.AIM, Act.APPOINT}),
    ],
)
def test_roles_differ_in_what_they_may(role: Role, allowed: set[Act], forbidden: set[Act]) -> None:
    assert {act for act in allowed | forbidden if may(role, act)} == allowed


# progress


def test_the_time_left_follows_from_the_rate_of_the_last_minute() -> None:
    counts = {DeliveryState.DELIVERED: 1800, DeliveryState.WAITING: 595, DeliveryState.SENDING: 5}
    progress = measured(counts, ended=1800, seconds=60)
    assert (progress.recipients, progress.remaining, progress.per_second) == (2400, 600, 30)
    assert progress.left == timedelta(seconds=20)


def test_without_a_rate_the_time_left_is_unknown() -> None:
    assert measured({DeliveryState.WAITING: 5}, ended=0, seconds=0).left is None
