"""SIGKILL while the bot answers: no question is lost, in either mode."""

from pathlib import Path

import pytest

from tests.bot.killing_receiver import MODES, asked


@pytest.mark.parametrize("mode", MODES)
async def test_after_kills_at_any_moment_every_question_has_its_reply(mode: str, state_dir: Path) -> None:
    result = await asked(mode, kills=2, folder=state_dir, seed=7)
    assert result.questions > 0
    assert result.unanswered == 0
