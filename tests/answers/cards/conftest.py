"""Every page that one can tap one's way to from the first page."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from answers.actions import (
    Action,
    AskLanguage,
    ChooseLanguage,
    ForgetMe,
    ListNearby,
    ReportWrong,
    ShowMenu,
    ShowPlace,
)
from answers.announcement_actions import Subscribe, Unsubscribe
from answers.buttons import decode
from bot.assembly import opened_guide
from bot.settings import Settings
from domain.languages import Language
from domain.replies import Press, Reply, Viewer
from tests.conftest import DATA

PERSONAL = (AskLanguage, ChooseLanguage, ForgetMe, ReportWrong, Subscribe, Unsubscribe)
"""They change what is kept about a person, so they are not the guide's."""


@pytest.fixture(scope="package")
def pages(built: Path) -> dict[Action, Reply]:
    """What each action shows."""
    return asyncio.run(_walk(built))


async def _walk(built: Path) -> dict[Action, Reply]:
    settings = Settings(_env_file=None, state_dir=built.parent, data_dir=DATA, database_url="")
    viewer = Viewer(Language.ENGLISH)
    shown: dict[Action, Reply] = {}
    ahead: list[Action] = [ShowMenu()]
    async with opened_guide(settings) as (guide, _):
        while ahead:
            action = ahead.pop()
            if action not in shown:
                shown[action] = await guide.show(action, viewer)
                ahead += [one for one in actions(shown[action]) if _leads_on(action, one)]
    return shown


def actions(reply: Reply) -> Iterator[Action]:
    """What the buttons of a reply ask for."""
    for row in reply.rows:
        for button in row:
            if isinstance(button, Press):
                action = decode(button.data)
                assert action, button
                yield action


def _leads_on(action: Action, following: Action) -> bool:
    # lists of what is near go on for ever in all directions: the first page of each is enough
    onward_from_near = isinstance(action, ListNearby) and not isinstance(following, ShowPlace)
    return not onward_from_near and not isinstance(following, PERSONAL)
