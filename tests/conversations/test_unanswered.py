"""What found no sure answer is kept to mend the data: masked, and without the person."""

import pytest
from sqlalchemy import create_engine, text
from structlog.testing import capture_logs

from bot.settings import Settings
from domain.languages import Language
from sandbox.groups import new_group
from tests.conftest import Clock, Conversation

UNKNOWN = "biryani ki recipe bata dein, mera cnic 35202-1234567-1 hai"
ANSWERED = "is paypal available in pakistan?"


def kept(settings: Settings) -> list[dict[str, object]]:
    """The rows as they stand in the ledger's file."""
    engine = create_engine(settings.ledger_url)
    try:
        with engine.connect() as connection:
            return [dict(row) for row in connection.execute(text("SELECT * FROM questions")).mappings()]
    finally:
        engine.dispose()


async def test_a_question_without_an_answer_is_kept_masked_and_without_the_person(
    settings: Settings, ayesha: Conversation, clock: Clock
) -> None:
    assert await ayesha.says(UNKNOWN)
    [row] = kept(settings)
    assert row["text"] == "biryani ki recipe bata dein, mera cnic [CNIC] hai"
    assert row["language"] == Language.ROMAN_URDU
    assert row["decision"] in ("ask_back", "dont_know")
    assert row["day"] == clock().date().isoformat()
    assert set(row) == {"id", "text", "language", "nearest", "confidence", "decision", "day"}
    assert str(ayesha.person.id) not in map(str, row.values())
    assert not any("1234567" in str(value) for value in row.values())


async def test_the_answer_that_came_nearest_is_kept_with_it(settings: Settings, ayesha: Conversation) -> None:
    await ayesha.says("recipe for biryani")
    [row] = kept(settings)
    assert row["nearest"]
    assert isinstance(row["confidence"], float)
    assert 0 <= row["confidence"] < 1


@pytest.mark.parametrize(
    "said", [ANSWERED, "lahore", "hello", "...", "/help", "/city zanzibar", "31.418, 73.079"]
)
async def test_what_is_answered_or_no_question_is_not_kept(
    settings: Settings, ayesha: Conversation, said: str
) -> None:
    await ayesha.says(said)
    assert kept(settings) == []


async def test_an_edit_does_not_add_another(settings: Settings, ayesha: Conversation) -> None:
    question = ayesha.person.says("recipe for biryani")
    await ayesha.poller.poll()
    await ayesha.does(ayesha.person.edits, question, "recipe for chicken biryani")
    assert [row["text"] for row in kept(settings)] == ["recipe for biryani"]


async def test_in_a_group_only_what_is_meant_for_the_bot_is_kept(
    settings: Settings, ayesha: Conversation
) -> None:
    group = new_group(ayesha.person.world, "Freelancers", ayesha.person)
    await ayesha.does(ayesha.person.says, "recipe for haleem anybody", chat=group)
    await ayesha.does(ayesha.person.says, "@rahnuma_bot recipe for biryani", chat=group)
    assert [row["text"] for row in kept(settings)] == ["recipe for biryani"]


@pytest.fixture
def no_table(settings: Settings, ayesha: Conversation) -> None:
    """A ledger in which no question can be kept."""
    engine = create_engine(settings.ledger_url)
    try:
        with engine.begin() as connection:
            connection.execute(text("DROP TABLE questions"))
    finally:
        engine.dispose()


@pytest.mark.usefixtures("no_table")
async def test_a_ledger_that_fails_costs_no_reply(ayesha: Conversation) -> None:
    shown = len(ayesha.shown)
    with capture_logs() as logs:
        assert "I don’t know that." in await ayesha.says("recipe for biryani")
    assert len(ayesha.shown) == shown + 1
    assert [entry["event"] for entry in logs] == ["question.not_kept"]


async def test_a_person_is_told_that_it_is_kept_and_for_how_long(ayesha: Conversation) -> None:
    said = await ayesha.says("/privacy")
    assert "What is kept without you" in said
    assert "30 days" in said
