from datetime import UTC, datetime, timedelta

from domain.people import ReportCount
from storage.ledger import reports
from storage.ledger.engine import Ledger
from storage.ledger.tables import metadata

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


async def test_without_reports_there_is_nothing_to_count(ledger: Ledger) -> None:
    async with ledger.reading() as connection:
        assert await reports.counts(connection) == []


async def test_reports_are_counted_by_place_and_reason_newest_first(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        for hour, (place, reason) in enumerate(
            [
                ("stp-lahore", "closed"),
                ("stp-multan", "moved"),
                ("stp-lahore", "closed"),
                ("stp-multan", "closed"),
            ]
        ):
            await reports.add(connection, place, reason, NOW + timedelta(hours=hour))
        counted = await reports.counts(connection)
    assert counted == [
        ReportCount("stp-multan", "closed", 1, NOW + timedelta(hours=3)),
        ReportCount("stp-lahore", "closed", 2, NOW + timedelta(hours=2)),
        ReportCount("stp-multan", "moved", 1, NOW + timedelta(hours=1)),
    ]


def test_a_report_has_no_room_for_the_person_who_made_it() -> None:
    assert set(metadata.tables["reports"].c.keys()) == {"id", "about", "reason", "at"}
