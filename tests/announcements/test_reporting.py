import csv

import pytest

from announcements import afterwards, reporting
from announcements.desk import Desk
from announcements.errors import NotAllowed
from domain.announcements import DeliveryState, Gone, InDoubt, Rejected
from tests.announcements.conftest import Post
from tests.announcements.office import ADMIN, ANNOUNCER, EDITOR, NOBODY, sent_to, written
from tests.announcements.telegram import Telegram
from tests.conftest import Clock


async def test_a_report_counts_states_groups_reasons_and_says_what_is_unsettled(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    for chat_id in (1, 2, 3):
        telegram.outcomes[chat_id] = [Gone("blocked")]
    telegram.outcomes[4], telegram.outcomes[5] = [Rejected("bad file")], [InDoubt("timed out")]
    announcement = await sent_to(desk, range(1, 19))
    await post.run()
    report = await reporting.report(desk, EDITOR, announcement.id)
    assert report.reasons == [
        (DeliveryState.GONE, "blocked", 3),
        (DeliveryState.FAILED, "bad file", 1),
        (DeliveryState.IN_DOUBT, "timed out", 1),
    ]
    assert report.progress[DeliveryState.DELIVERED] == 13
    assert (report.progress.recipients, report.progress.remaining, report.unsettled) == (18, 0, 1)


async def test_the_rate_is_that_of_the_last_minute(
    desk: Desk, post: Post, telegram: Telegram, clock: Clock
) -> None:
    announcement = await sent_to(desk, range(1, 16))
    await post.run()
    clock.forward(seconds=5)
    report = await reporting.report(desk, ADMIN, announcement.id)
    assert report.progress.per_second == pytest.approx(3.0, rel=0.5)
    clock.forward(seconds=120)
    assert (await reporting.report(desk, ADMIN, announcement.id)).progress.per_second == 0


async def test_those_in_doubt_are_named_by_our_ids_in_pages(
    desk: Desk, post: Post, telegram: Telegram
) -> None:
    for chat_id in range(1, 6):
        telegram.outcomes[chat_id] = [InDoubt("timed out")]
    announcement = await sent_to(desk, range(1, 6))
    await post.run()
    first = await reporting.in_doubt(desk, ADMIN, announcement.id, limit=3)
    rest = await reporting.in_doubt(desk, ADMIN, announcement.id, after=first[-1].id, limit=3)
    assert [record.person_id for record in [*first, *rest]] == [1, 2, 3, 4, 5]
    assert all(record.attempt_started_at for record in first)
    await afterwards.leave(desk, ANNOUNCER, announcement.id, [first[0].id])
    assert len(await reporting.in_doubt(desk, ADMIN, announcement.id)) == 4


async def test_the_csv_has_a_line_for_everybody_and_names_nobody(
    desk: Desk, post: Post, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "_PAGE", 2)
    telegram.outcomes[7_000_000_002] = [Rejected('bad "file", they say')]
    announcement = await sent_to(desk, range(7_000_000_001, 7_000_000_006))
    await post.run()
    lines = [line async for line in reporting.csv_lines(desk, ADMIN, announcement.id)]
    rows = list(csv.DictReader(lines))
    assert [row["person"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert (rows[1]["state"], rows[1]["reason"]) == ("failed", 'bad "file", they say')
    assert rows[0]["finished_at"].startswith("2026-11-22T12:00")
    assert "7000000" not in "".join(lines)


async def test_announcements_are_listed_the_newest_first_in_pages(desk: Desk) -> None:
    ids = [(await written(desk, title)).id for title in ("one", "two", "three")]
    newest = await reporting.listed(desk, EDITOR, limit=2)
    older = await reporting.listed(desk, EDITOR, before=newest[-1].id)
    assert [one.id for one in [*newest, *older]] == ids[::-1]


async def test_only_staff_sees_reports(desk: Desk) -> None:
    announcement = await written(desk)
    with pytest.raises(NotAllowed):
        await reporting.report(desk, NOBODY, announcement.id)
    with pytest.raises(NotAllowed):
        async for _ in reporting.csv_lines(desk, NOBODY, announcement.id):
            pass
