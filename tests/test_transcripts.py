"""The conversations in docs/transcripts are those that the bot has today."""

from bot.settings import Settings
from docs.transcribe import FOLDER, transcripts


async def test_the_bot_still_answers_as_the_transcripts_say(settings: Settings) -> None:
    """If this fails and the answers are meant: make transcripts."""
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    today = await transcripts(settings)
    assert written.keys() == today.keys()
    for name, page in today.items():
        assert written[name].splitlines() == page.splitlines(), name
