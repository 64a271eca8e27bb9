"""Going through the whole bot by taps alone."""

import asyncio
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from answers.actions import (
    Action,
    AskLocation,
    BrowseFigures,
    BrowseProvinces,
    BrowseSections,
    ListNearby,
    ShowMenu,
)
from answers.guide import Guide
from answers.inline import Inline, InlineCard
from bot.assembly import opened_guide
from bot.settings import Settings
from domain.languages import Language
from domain.replies import Reply, Viewer
from tests.conftest import DATA
from tests.conversations.reading import presses, rows

ANYBODY = Viewer(Language.ENGLISH)
STARTS = (ShowMenu(), BrowseProvinces(), BrowseFigures(), BrowseSections())
"""What /start, /city, /facts and /freelancer show."""

_PERSONAL = {"la", "lc", "on", "off", "forget", "wr"}
"""What changes something about the person or the ledger instead of showing something."""


@dataclass(frozen=True, slots=True)
class Everything:
    """What the bot can show: by tap, and in inline mode by the id of a place."""

    shown: dict[Action, Reply]
    inline: dict[str, InlineCard]


def walk(built: Path, state_dir: Path) -> Everything:
    """Everything that taps lead to from the first pages, and the places as inline mode offers them.

    Lists by nearness are left out: there are as many as there are points.
    """
    (state_dir / built.name).symlink_to(built)
    settings = Settings(_env_file=None, telegram_bot_token="", state_dir=state_dir, data_dir=DATA)
    return asyncio.run(_everything(settings))


async def _everything(settings: Settings) -> Everything:
    async with opened_guide(settings) as (guide, inline):
        shown = await _walked(guide)
        places = {place["id"]: place["name"] for place in rows("places.csv")}
        return Everything(shown, {its_id: await _offered(inline, name) for its_id, name in places.items()})


async def _walked(guide: Guide) -> dict[Action, Reply]:
    shown: dict[Action, Reply] = {}
    ahead = deque[Action](STARTS)
    while ahead:
        action = ahead.popleft()
        if action not in shown:
            shown[action] = await guide.show(action, ANYBODY)
            ahead += [tap for tap in presses(shown[action]) if _leads_on(tap)]
    return shown


async def _offered(inline: Inline, name: str) -> InlineCard:
    return (await inline.page(name, None, 0, ANYBODY)).cards[0]


def _leads_on(tap: Action) -> bool:
    return tap.verb not in _PERSONAL and not isinstance(tap, ListNearby | AskLocation)
