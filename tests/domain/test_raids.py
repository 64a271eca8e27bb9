from datetime import UTC, datetime, timedelta

import pytest

from domain.raids import CALM, FEW, MANY, Arrivals

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def after(number: int, seconds: float, arrivals: Arrivals = CALM, start: datetime = NOON) -> Arrivals:
    """When so many came one after the other, spread over so many seconds."""
    for one in range(number):
        arrivals = arrivals.one_more(start + timedelta(seconds=seconds * one / number))
    return arrivals


@pytest.mark.parametrize("seconds", [0, 30, 59])
def test_it_is_a_raid_from_one_more_than_many_new_people_in_a_minute(seconds: float) -> None:
    assert not after(MANY, seconds).raid
    assert after(MANY + 1, seconds).raid


def test_as_many_in_an_hour_are_none() -> None:
    assert not after(MANY * 10, 3600).raid


def test_a_minute_that_begins_amid_them_changes_nothing() -> None:
    first = after(1, 0)
    assert after(MANY + 100, 40, first, NOON + timedelta(seconds=40)).raid


def test_it_is_over_when_few_come_and_not_before() -> None:
    arrivals = after(MANY + 1, 10)
    while arrivals.within_a_minute(NOON) < 1000:
        arrivals = arrivals.one_more(NOON + timedelta(seconds=20))
    assert arrivals.at(NOON + timedelta(seconds=100)).raid
    assert not arrivals.at(NOON + timedelta(seconds=118)).raid
    assert not arrivals.at(NOON + timedelta(hours=1)).raid


def test_it_goes_on_while_more_than_few_come() -> None:
    arrivals = after(MANY + 1, 10)
    for minute in range(1, 10):
        arrivals = after(FEW + 10, 60, arrivals, NOON + timedelta(minutes=minute))
        assert arrivals.raid


def test_a_clock_that_jumps_back_ends_it_rather_than_keeping_it_for_ever() -> None:
    assert not after(MANY + 1, 10).at(NOON - timedelta(days=1)).raid
