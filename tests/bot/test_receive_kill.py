"""SIGKILL while the bot answers: no question is lost, in either mode."""

from pathlib import Path

import pytest

from tests.bot.killing_receiver import PEOPLE, asked


@pytest.mark.parametrize(("mode", "kills"), [("polling", 1), ("webhook", 1)])
async def test_after_kills_at_any_moment_every_question_has_its_reply(
    mode: str, kills: int, state_dir: Path
) -> None:
    result = await asked(mode, kills, state_dir, seed=7)
    assert result.questions >= kills * PEOPLE
    assert result.unanswered == 0
