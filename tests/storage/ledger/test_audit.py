from datetime import timedelta

from domain.staff import AuditEntry
from storage.ledger import audit
from storage.ledger.engine import Ledger
from tests.storage.ledger.announcing import AUTHOR, NOW, OTHER, draft


async def test_what_was_done_is_kept_the_newest_first(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        made = await draft(connection)
        await audit.add(connection, NOW, AUTHOR, "draft", made.id)
        await audit.add(connection, NOW + timedelta(minutes=1), OTHER, "appoint", detail="user=7 role=editor")
    async with ledger.reading() as connection:
        assert await audit.entries(connection) == [
            AuditEntry(2, NOW + timedelta(minutes=1), OTHER, "appoint", None, "user=7 role=editor"),
            AuditEntry(1, NOW, AUTHOR, "draft", made.id, None),
        ]


async def test_what_was_done_about_one_announcement_is_found(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        one, other = await draft(connection), await draft(connection)
        for made in (one, other, one):
            await audit.add(connection, NOW, AUTHOR, "write", made.id)
        assert [entry.announcement_id for entry in await audit.entries(connection, one.id)] == [one.id] * 2
        assert len(await audit.entries(connection, limit=1)) == 1


async def test_a_detail_too_long_is_cut(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await audit.add(connection, NOW, AUTHOR, "write", detail="x" * 500)
        [entry] = await audit.entries(connection)
    assert entry.detail == "x" * audit.DETAIL_LENGTH


async def test_what_was_done_long_ago_is_dropped(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        for minutes in (0, 1):
            await audit.add(connection, NOW + timedelta(minutes=minutes), AUTHOR, "write")
        assert await audit.expire(connection, NOW) == 0
        assert await audit.expire(connection, NOW + timedelta(minutes=1)) == 1
        [entry] = await audit.entries(connection)
    assert entry.at == NOW + timedelta(minutes=1)
