"""Very many new people at once are all answered; what they could fill up rests until it is calm."""

import pytest
from structlog.testing import capture_logs

from domain import raids
from handlers.guard import raiding
from sandbox.people import Person
from storage.ledger import questions, reports
from tests.conftest import Conversation, read
from tests.conversations.staff.office import Office

TOLD = "Very many new people are writing"


@pytest.fixture(autouse=True)
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few are many here."""
    monkeypatch.setattr(raids, "MANY", 5)
    monkeypatch.setattr(raids, "FEW", 2)
    monkeypatch.setattr(raiding, "MANY", 5)


@pytest.fixture
async def ayesha(office: Office, admin: Conversation) -> Conversation:
    ayesha = await office.person("Ayesha")
    office.clock.forward(minutes=10)
    return ayesha


async def come(office: Office, number: int) -> list[str]:
    """So many new people press Start; what each is shown."""
    crowd = [Person(office.world, f"New {one}") for one in range(number)]
    for person in crowd:
        person.starts()
    while await office.poll():
        pass
    return [read(person.latest()) for person in crowd]


async def noted(office: Office) -> tuple[int, int]:
    async with office.ledger.reading() as connection:
        return len(await questions.grouped(connection)), len(await reports.counts(connection))


async def report(person: Conversation) -> str:
    await person.says("parks in Faisalabad")
    await person.presses("Sitara")
    await person.presses("Something is wrong")
    return await person.presses("closed")


async def test_everybody_is_answered_and_notes_and_reports_rest_until_it_is_calm(
    office: Office, ayesha: Conversation
) -> None:
    with capture_logs() as logs:
        assert all("STP in Faisalabad" in shown for shown in await come(office, 8))
        assert "I don’t know that." in await ayesha.says("recipe for biryani")
        assert "so I take no reports" in await report(ayesha)
        assert await noted(office) == (0, 0)
        office.clock.forward(minutes=3)
        await ayesha.says("recipe for nihari")
        assert "so I take no reports" not in await report(ayesha)
        assert await noted(office) == (1, 1)
    assert [entry["event"] for entry in logs] == ["raid.began", "raid.ended"]


async def test_administrators_are_told_once_and_nobody_else(
    office: Office, admin: Conversation, sender: Conversation, ayesha: Conversation
) -> None:
    told = [sum(TOLD in read(one) for one in who.person.received()) for who in (admin, sender, ayesha)]
    assert told == [0, 0, 0]
    await come(office, 8)
    office.clock.forward(minutes=5)
    await come(office, 8)
    told = [sum(TOLD in read(one) for one in who.person.received()) for who in (admin, sender, ayesha)]
    assert told == [1, 0, 0]
    office.clock.forward(hours=1)
    await come(office, 8)
    assert sum(TOLD in read(one) for one in admin.person.received()) == 2


async def test_an_administrator_who_cannot_be_told_costs_nobody_an_answer(
    office: Office, admin: Conversation, ayesha: Conversation
) -> None:
    admin.person.blocks()
    while await office.poll():
        pass
    assert all("STP in Faisalabad" in shown for shown in await come(office, 8))


async def test_people_who_are_known_are_no_raid(office: Office, ayesha: Conversation) -> None:
    with capture_logs() as logs:
        for _ in range(20):
            await ayesha.says("lahore")
    assert logs == []
