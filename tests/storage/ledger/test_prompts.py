"""What is awaited from staff, what they watch, and the numbers they see, on every database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.announcements import EVERYBODY, DeliveryState, Phase
from domain.languages import Language
from domain.people import OpenQuestion
from domain.prompts import Awaited, ProgressCard, Prompt
from domain.statistics import Statistics
from storage.ledger import announcements, people, progress_cards, prompts, questions, statistics
from storage.ledger.engine import Ledger
from storage.ledger.progress_cards import EVERY
from tests.storage.ledger.announcing import claimed, frozen, record

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)


async def announcement(connection: AsyncConnection, phase: Phase) -> int:
    made = await announcements.create(connection, "News", 501, NOW, EVERYBODY)
    return (await announcements.change(connection, made.id, phase=phase)).id


async def test_one_thing_is_awaited_at_a_time(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        number = await announcement(connection, Phase.DRAFT)
        text = Prompt(7, Awaited.TEXT, NOW, number, Language.URDU, album="a")
        await prompts.put(connection, text)
        await prompts.put(connection, Prompt(8, Awaited.APPOINTEE, NOW))
        assert await prompts.find(connection, 7) == text
        count = Prompt(7, Awaited.COUNT, NOW + timedelta(hours=1), number, revision=3)
        await prompts.put(connection, count)
        assert await prompts.find(connection, 7) == count
        await prompts.drop(connection, 7)
        assert await prompts.find(connection, 7) is None
        assert await prompts.find(connection, 8)


@pytest.mark.parametrize(
    ("phase", "shown", "is_stale"),
    [
        (Phase.SENDING, Phase.SENDING, True),
        (Phase.FINISHED, Phase.SENDING, True),
        (Phase.SENDING, Phase.SCHEDULED, True),
        (Phase.FINISHED, Phase.FINISHED, False),
        (Phase.PAUSED, Phase.PAUSED, False),
    ],
)
async def test_a_card_is_given_out_while_it_shows_too_little(
    ledger: Ledger, phase: Phase, shown: Phase, is_stale: bool
) -> None:
    async with ledger.writing() as connection:
        number = await announcement(connection, phase)
        card = ProgressCard(7, number, 70, shown, NOW)
        await progress_cards.put(connection, card)
        assert await progress_cards.claim(connection, NOW + EVERY - timedelta(seconds=1)) == []
        later = NOW + EVERY
        assert await progress_cards.stale(connection, later) is is_stale
        given = [replace(card, phase=phase, shown_at=later)] if is_stale else []
        assert await progress_cards.claim(connection, later) == given
        assert not await progress_cards.stale(connection, later)


async def test_a_card_shows_an_end_once_nothing_is_under_way_any_more(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        sent = await frozen(connection, [1])
        [one] = await claimed(connection, sent)
        await announcements.change(connection, sent.id, phase=Phase.PAUSED)
        await progress_cards.put(connection, ProgressCard(7, sent.id, 70, Phase.SENDING, NOW))
        given = [await progress_cards.claim(connection, NOW + times * EVERY) for times in (1, 2)]
        await record(connection, one, DeliveryState.DELIVERED)
        given += [await progress_cards.claim(connection, NOW + times * EVERY) for times in (3, 4)]
    assert [[card.phase for card in cards] for cards in given] == [
        [Phase.SENDING],
        [Phase.SENDING],
        [Phase.PAUSED],
        [],
    ]


async def test_a_card_is_given_to_one_of_those_who_ask(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        number = await announcement(connection, Phase.SENDING)
        await progress_cards.put(connection, ProgressCard(7, number, 70, Phase.SENDING, NOW))
    given = []
    for _ in range(3):
        async with ledger.writing() as connection:
            given += await progress_cards.claim(connection, NOW + EVERY)
    assert len(given) == 1


async def test_a_newer_card_takes_the_place_of_the_one_before(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        number = await announcement(connection, Phase.SENDING)
        for message_id in (70, 71):
            await progress_cards.put(connection, ProgressCard(7, number, message_id, Phase.SENDING, NOW))
        found = await progress_cards.find(connection, 7, number)
        assert found
        assert found.message_id == 71
        await progress_cards.drop(connection, 7, 70)
        assert await progress_cards.find(connection, 7, number)
        await progress_cards.drop(connection, 7, 71)
        assert await progress_cards.find(connection, 7, number) is None


async def test_the_numbers_of_an_empty_ledger(ledger: Ledger) -> None:
    async with ledger.reading() as connection:
        assert await statistics.statistics(connection) == Statistics(0, 0, 0, 0, {}, 0, {})
        assert await statistics.cities(connection) == await statistics.interests(connection) == {}


async def test_the_numbers_count_people_by_what_they_chose(ledger: Ledger) -> None:
    async with ledger.writing() as connection:
        for chat_id in range(1, 6):
            await people.remember(connection, chat_id, TODAY)
        for chat_id in (1, 2, 3, 4):
            await people.subscribe(connection, chat_id, NOW)
            await people.choose_city(connection, chat_id, "lahore" if chat_id > 2 else "karachi", None)
            await people.choose_interests(connection, chat_id, ["tax", "jobs"] if chat_id > 2 else ["tax"])
        await people.choose_language(connection, 1, Language.URDU)
        await people.mark_blocked(connection, 1, NOW)
        await questions.add(connection, OpenQuestion("x", None, None, 0.1, "dont_know", TODAY))
        await announcement(connection, Phase.DRAFT)
        await announcement(connection, Phase.FINISHED)
        assert await statistics.statistics(connection) == Statistics(
            people=5,
            blocked=1,
            subscribed=4,
            reachable=3,
            languages={Language.URDU: 1, None: 4},
            questions=1,
            announcements={Phase.DRAFT: 1, Phase.FINISHED: 1},
        )
        assert list((await statistics.cities(connection)).items()) == [("lahore", 2), ("karachi", 1)]
        assert list((await statistics.interests(connection)).items()) == [("tax", 3), ("jobs", 2)]
