"""The last announcements, as anybody may read them."""

from announcements import wording
from announcements.scheduling import KARACHI
from domain.languages import Language
from domain.news import News, NewsItem
from storage.ledger import news
from storage.ledger.engine import Ledger

SHOWN = 5
"""How many are listed: what a phone shows at once."""


async def latest(ledger: Ledger, reader: Language) -> list[NewsItem]:
    """The last announcements, the newest first."""
    async with ledger.reading() as connection:
        return [_item(one, reader) for one in await news.newest(connection, SHOWN)]


async def opened(ledger: Ledger, announcement_id: int, reader: Language) -> NewsItem | None:
    """An announcement, unless it may not be shown (any more)."""
    async with ledger.reading() as connection:
        found = await news.find(connection, announcement_id)
    return _item(found, reader) if found else None


def _item(one: News, reader: Language) -> NewsItem:
    _, content = wording.contents(one.texts)[reader]
    return NewsItem(one.id, one.at.astimezone(KARACHI).date(), one.corrected, content)
