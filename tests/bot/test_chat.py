"""`python -m bot` without a token: the bot in the terminal, as a newcomer meets it."""

import re
import signal
from pathlib import Path

import pytest

from tests.bot.processes import started

NEWCOMER = """\
STP in Faisalabad
1
lahor
/at 31.42 73.09
31.42, 73.09
parks in sindh
how many software technology parks are there
how do I register as a freelancer
"""
DAY = (
    r"\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d"
)
DATED = {
    "STP in Faisalabad": rf"according to a source of {DAY} \(source: ",
    "1": rf"As of {DAY}",
    "lahor": rf"according to a source of {DAY} \(source: ",
    "/at 31.42 73.09": rf"according to a source of {DAY} \(source: ",
    "31.42, 73.09": rf"according to a source of {DAY} \(source: ",
    "parks in sindh": rf"according to a source of {DAY} \(source: ",
    "how many software technology parks are there": rf"As of {DAY}\nSource: .*<https://",
    "how do I register as a freelancer": rf"Source: .*<https://.*\nAs of {DAY}",
}
SAID = {
    "STP in Faisalabad": ["Faisalabad, Punjab", "✅ Sitara Technopark"],
    "1": ["Host: Ali Fatima College", "Who may use it:", "How to apply:", "Source: "],
    "lahor": ["Lahore, Punjab", "✅ Arfa Software Technology Park"],
    "/at 31.42 73.09": ["Nearest working places", "Faisalabad", "measured to the town centre"],
    "31.42, 73.09": ["Nearest working places", "Faisalabad", "measured to the town centre"],
    "parks in sindh": [
        "Technology parks · Sindh",
        "✅ Software Technology Park, Karachi",
        "🚧 Karachi IT Park",
    ],
    "how many software technology parks are there": ["43", "This replaces:", "replaced by a newer figure"],
    "how do I register as a freelancer": ["PSEB", "1. ", "app.techdestination.com", "May have changed"],
}


def answers(transcript: str) -> dict[str, str]:
    """What the bot said, by what was typed before."""
    _, *turns = re.split(r"\n> (?=\S)", transcript)
    return {typed: said for typed, _, said in (turn.partition("\n") for turn in turns)}


@pytest.mark.parametrize("folder", ["empty", "used before"])
async def test_a_newcomer_gets_right_dated_sourced_answers(
    tmp_path: Path, state_dir: Path, folder: str
) -> None:
    state = tmp_path / "new" if folder == "empty" else state_dir
    state.mkdir(exist_ok=True)
    async with started(state) as bot:
        assert await bot.ended(typed=NEWCOMER) == 0
    said = answers(bot.stdout)
    assert list(said) == NEWCOMER.splitlines()
    for typed, parts in SAID.items():
        for part in parts:
            assert part in said[typed]
        assert re.search(DATED[typed], said[typed]), typed
    assert "<https://" in said["STP in Faisalabad"]
    assert bot.stderr == ""
    assert bot.stdout.startswith("No TELEGRAM_BOT_TOKEN is set")


async def test_the_conversation_goes_on_in_a_second_process_over_the_same_state(state_dir: Path) -> None:
    for _ in range(2):
        async with started(state_dir, "chat") as bot:
            assert await bot.ended(typed="lahore\n/quit\nnever read\n") == 0
        assert "Lahore, Punjab" in bot.stdout
        assert "never read" not in bot.stdout
        assert bot.stderr == ""


async def test_control_c_leaves_quietly(state_dir: Path) -> None:
    async with started(state_dir, "chat") as bot:
        await bot.shown("\n> ")
        bot.signal(signal.SIGINT)
        assert await bot.ended() == 0
    assert bot.stderr == ""
    assert bot.stdout.endswith("> \n")
