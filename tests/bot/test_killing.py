"""A sender that is killed again and again, over HTTP, with a Telegram that knows what has arrived."""

from pathlib import Path

from domain.announcements import DeliveryState
from tests.bot.killing import IN_FLIGHT, announced

RECIPIENTS, KILLS = 2000, 5


async def test_however_often_the_sender_is_killed_everybody_gets_it_once_and_every_doubt_is_listed(
    tmp_path: Path,
) -> None:
    result = await announced(RECIPIENTS, KILLS, tmp_path, seed=7)
    delivered, doubted = result.having(DeliveryState.DELIVERED), result.having(DeliveryState.IN_DOUBT)
    assert result.kills == KILLS
    assert len(result.records) == len(delivered) + len(doubted) == RECIPIENTS
    assert result.twice == 0
    assert delivered <= result.arrived.keys() <= delivered | doubted
    assert len(doubted) <= IN_FLIGHT * KILLS
    listed = {int(line.split(",")[0]) for line in result.report[1:] if ",in_doubt," in line}
    assert listed == doubted
