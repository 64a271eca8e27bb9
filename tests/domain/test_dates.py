import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from domain.dates import PartialDate, last_day

partial_date: TypeAdapter[str] = TypeAdapter(PartialDate)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025", datetime.date(2025, 12, 31)),
        ("2025-09", datetime.date(2025, 9, 30)),
        ("2025-02", datetime.date(2025, 2, 28)),
        ("2024-02", datetime.date(2024, 2, 29)),
        ("2025-09-03", datetime.date(2025, 9, 3)),
    ],
)
def test_a_date_means_at_latest_the_last_day_of_its_year_or_month(text: str, day: datetime.date) -> None:
    assert last_day(text) == day


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2040, 12, 31)))
def test_every_day_month_and_year_of_our_times_is_a_date_and_stays_as_precise(day: datetime.date) -> None:
    for text in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        assert partial_date.validate_python(text) == text
        assert last_day(text) >= day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "25",
        "2025-9",
        "2025-13",
        "2025-00",
        "2025-02-30",
        "2025-09-00",
        "1989",
        "2041-01-01",
        "03.09.2025",
        "2025-09-03T00:00",
        " 2025",
        "2025\n",
        "soon",
        "٢٠٢٥",  # digits of another script would sort wrongly
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        partial_date.validate_python(text)
