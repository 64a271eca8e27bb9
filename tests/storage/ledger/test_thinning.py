from datetime import UTC, datetime, timedelta

from storage.ledger.thinning import kept

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def every(span: timedelta, back: timedelta) -> list[datetime]:
    return [NOON - n * span for n in range(back // span + 1)]


def test_all_backups_of_the_last_day_are_kept() -> None:
    hourly = every(timedelta(hours=1), timedelta(days=1))
    assert kept(hourly) == set(hourly)


def test_of_earlier_days_the_last_backup_of_each_is_kept_for_thirty_days_and_of_months_for_a_year() -> None:
    left = sorted(kept(every(timedelta(hours=6), timedelta(days=800))), reverse=True)
    before = [moment for moment in left if NOON - moment > timedelta(days=1)]
    assert len({moment.date() for moment in before}) == len(before)
    assert [moment.hour for moment in before[:20]] == [18] * 20
    assert len(left) == 5 + 28 + 10  # the last day, the other days, the other months
    assert min(left).date().isoformat() == "2025-12-31"


def test_thinning_what_was_thinned_out_yesterday_keeps_a_year_of_daily_backups_as_it_should_be() -> None:
    left: set[datetime] = set()
    for day in range(500):
        left = kept({*left, NOON + timedelta(days=day)})
    assert len(left) == 30 + 10
    assert len({(moment.year, moment.month) for moment in left}) == 12


def test_a_clock_that_jumps_a_decade_ahead_makes_no_backup_old() -> None:
    daily = every(timedelta(days=1), timedelta(days=20))
    assert kept([*daily, NOON.replace(year=2036)]) >= set(daily)


def test_a_clock_that_jumps_back_makes_no_new_backup_superfluous() -> None:
    ahead = every(timedelta(days=1), timedelta(days=5))
    assert NOON.replace(year=2020) in kept([*ahead, NOON.replace(year=2020)])


def test_of_no_backups_none_are_kept() -> None:
    assert kept([]) == set()
