"""Going through the whole bot by taps alone, in each of its languages."""

import asyncio
import tempfile
from collections import deque
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from answers.actions import (
    Action,
    AskLocation,
    BrowseFigures,
    BrowseProvinces,
    BrowseSections,
    InLanguage,
    ListNearby,
    ShowMenu,
)
from answers.announcement_actions import AskHome
from answers.guide import Guide
from answers.inline import Inline, InlineCard
from bot.assembly import opened_guide
from bot.settings import Settings
from domain.languages import Language
from domain.replies import Reply, Viewer
from tests.conftest import DATA
from tests.conversations.reading import presses, rows, seen
from texts.catalogue import phrases
from texts.phrases import Phrases

STARTS = (ShowMenu(), BrowseProvinces(), BrowseFigures(), BrowseSections(), AskHome())
"""What /start, /city, /facts and /freelancer show, and the lists from which one chooses where one lives."""

_PERSONAL = {"la", "lc", "on", "off", "my", "hc", "hp", "forget", "wr"}
"""What changes something about the person or the ledger instead of showing something."""


@dataclass(frozen=True)
class Everything:
    """What the bot can show in a language: by tap, and in inline mode by the id of a place."""

    language: Language
    shown: dict[Action, Reply]
    inline: dict[str, InlineCard]

    @cached_property
    def texts(self) -> dict[Action, str]:
        """What taps show, as people read it."""
        return {action: seen(reply) for action, reply in self.shown.items()}

    @property
    def t(self) -> Phrases:
        """The sentences of the language."""
        return phrases(self.language)


@cache
def walked(built: Path) -> dict[Language, Everything]:
    """Everything that taps lead to from the first pages, and the places as inline mode offers them.

    Of the lists by nearness only the first pages that other pages lead to: there are as many as points.
    """
    with tempfile.TemporaryDirectory() as state:
        Path(state, built.name).symlink_to(built)
        settings = Settings(
            _env_file=None, telegram_bot_token="", state_dir=Path(state), data_dir=DATA, database_url=""
        )
        return asyncio.run(_in_every_language(settings))


async def _in_every_language(settings: Settings) -> dict[Language, Everything]:
    async with opened_guide(settings) as (guide, inline):
        return {language: await _everything(guide, inline, Viewer(language)) for language in Language}


async def _everything(guide: Guide, inline: Inline, viewer: Viewer) -> Everything:
    shown: dict[Action, Reply] = {}
    ahead = deque[Action](STARTS)
    while ahead:
        action = ahead.popleft()
        if action not in shown:
            shown[action] = await guide.show(action, viewer)
            if not isinstance(action, ListNearby):
                ahead += [tap for tap in presses(shown[action]) if _leads_on(tap)]
    offered = {
        place["id"]: (await inline.page(place["name"], None, 0, viewer)).cards[0]
        for place in rows("places.csv")
    }
    return Everything(viewer.language, shown, offered)


def _leads_on(tap: Action) -> bool:
    # another language is walked by itself
    return tap.verb not in _PERSONAL and not isinstance(tap, AskLocation | InLanguage)
