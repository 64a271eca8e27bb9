import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from answers.guide import Guide
from answers.inline import Inline
from bot.settings import Settings
from domain.announcements import Role
from sandbox.world import World
from tests.conftest import Clock, Conversation
from tests.conversations.staff.office import ADMIN, Office

ALONE = 10


@pytest.fixture
def restless() -> bool:
    """Whether the bot is another one before every act; tests that care say so."""
    return False


@pytest.fixture
async def office(
    told: tuple[Guide, Inline],
    settings: Settings,
    made_ledger: Path,
    world: World,
    clock: Clock,
    restless: bool,
) -> AsyncIterator[Office]:
    """A running bot; up to ten recipients need no second person."""
    shutil.copy(made_ledger, settings.state_dir)
    settings = settings.model_copy(update={"staff_admins": [ADMIN], "second_person_above": ALONE})
    office = Office(told, settings, world, clock, restless)
    await office.start()
    yield office
    await office.stack.aclose()


@pytest.fixture
async def admin(office: Office) -> Conversation:
    """The administrator whom the settings name."""
    return await office.person("Sana", ADMIN)


@pytest.fixture
async def sender(office: Office, admin: Conversation) -> Conversation:
    """Somebody who announces."""
    return await office.member("Bilal", Role.ANNOUNCER)
