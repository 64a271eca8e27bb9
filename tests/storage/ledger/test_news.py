"""What of the announcements anybody may read."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.announcements import EVERYBODY, Announcement, Audience, Content, Phase, Purpose, Role, Text
from domain.languages import Language
from domain.places import Province
from storage.ledger import announcements, news
from storage.ledger.engine import Ledger
from tests.storage.ledger.announcing import AUTHOR, NOW, draft


async def out(
    connection: AsyncConnection,
    said: str,
    aimed: Audience = EVERYBODY,
    purpose: Purpose = Purpose.ORIGINAL,
    parent: Announcement | None = None,
    phase: Phase = Phase.FINISHED,
    at: datetime | None = NOW,
) -> Announcement:
    """An announcement with a text in English that went out."""
    made = await draft(connection, aimed, purpose, parent)
    text = Text(Language.ENGLISH, made.revision, Content(said), AUTHOR, NOW)
    await announcements.write(connection, made.id, text)
    return await announcements.change(connection, made.id, phase=phase, started_at=at)


async def shown(connection: AsyncConnection, limit: int = 9) -> list[str]:
    found = await news.newest(connection, limit)
    contents = [one.texts[Language.ENGLISH].content for one in found]
    return [content.html for content in contents if content]


async def test_those_that_went_out_last_come_first_and_no_more_than_wanted(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        await out(connection, "late", at=NOW + timedelta(days=2))
        await out(connection, "early", at=NOW)
        await out(connection, "between", at=NOW + timedelta(days=1), phase=Phase.SENDING)
        assert await shown(connection) == ["late", "between", "early"]
        assert await shown(connection, limit=2) == ["late", "between"]


async def test_only_what_goes_out_or_went_out_is_shown(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        for phase in Phase:
            made = await out(connection, phase, phase=phase)
            assert bool(await news.find(connection, made.id)) == (phase in (Phase.SENDING, Phase.FINISHED))
        await out(connection, "approved, and the first message has not left", phase=Phase.SENDING, at=None)
        assert set(await shown(connection)) == {Phase.SENDING, Phase.FINISHED}


async def test_what_is_for_the_staff_stays_with_them_whatever_else_it_is_aimed_by(ledger: Ledger) -> None:
    punjab = frozenset({Province.PUNJAB})
    async with ledger.writing() as connection:
        await out(connection, "Punjab", Audience(provinces=punjab))
        secret = await out(connection, "staff", Audience(provinces=punjab, roles=frozenset({Role.EDITOR})))
        assert await shown(connection) == ["Punjab"]
        assert await news.find(connection, secret.id) is None


async def test_a_follow_up_is_news_and_a_recall_is_none(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        parent = await out(connection, "original", at=NOW)
        await out(connection, "more", purpose=Purpose.FOLLOW_UP, parent=parent, at=NOW + timedelta(days=1))
        await out(connection, "withdrawn", purpose=Purpose.RECALL, parent=parent)
        assert await shown(connection) == ["more", "original"]


async def test_the_last_correction_that_goes_out_is_what_is_shown_with_the_first_date(
    ledger: Ledger,
) -> None:
    async with ledger.writing() as connection:
        parent, other = await out(connection, "wrong"), await out(connection, "right")
        later = NOW + timedelta(days=1)
        for said, phase in (
            ("better", Phase.FINISHED),
            ("good", Phase.SENDING),
            ("worse", Phase.CANCELLED),
            ("unfinished", Phase.DRAFT),
        ):
            await out(connection, said, EVERYBODY, Purpose.CORRECTION, parent, phase, later)
        found = await news.find(connection, parent.id)
        untouched = await news.find(connection, other.id)
        assert found
        assert untouched
        assert (found.at, found.corrected) == (NOW, True)
        assert found.texts[Language.ENGLISH].content == Content("good")
        assert not untouched.corrected
        assert await shown(connection) == ["right", "good"]


async def test_where_nothing_went_out_there_is_no_news(ledger: Ledger) -> None:
    async with ledger.reading() as connection:
        assert await news.newest(connection, 5) == []
        assert await news.find(connection, 1) is None
