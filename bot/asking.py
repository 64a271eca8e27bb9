"""What the command line asks of the bot, without Telegram."""

import time
from collections.abc import Sequence
from typing import Any

from answers.evaluation import Judged, Record
from answers.guide import Guide
from answers.understanding.reading import Intent, Reading
from bot.settings import Settings
from domain.languages import Language
from domain.people import ReportCount
from domain.places import PARKS, Kind
from domain.replies import Reply, Viewer
from sandbox.markup import parse_html
from sandbox.rendering import text as rendered
from storage.ledger import reports
from storage.ledger.engine import open_ledger


async def asked(guide: Guide, text: str, language: Language | None) -> dict[str, Any]:
    """What was understood of a message and what the person would read, as `ask --json` prints it."""
    reading = await guide.read(text)
    viewer = Viewer(language or reading.language or Language.ENGLISH)
    return _record(reading, plain(await guide.reply(reading, viewer)))


def _record(reading: Reading, text: str) -> dict[str, Any]:
    about = reading.intent is Intent.FAQ
    return {
        "intent": reading.intent,
        "topic": reading.topics[0] if about and reading.topics else None,
        "topics": list(reading.topics),
        "answer_ids": list(reading.answer_ids),
        "cities": list(reading.cities),
        "region": reading.region,
        "kind": _kind(reading),
        "stat": reading.stat,
        "language": reading.language,
        "confidence": round(reading.confidence, 3),
        "decision": reading.decision,
        "text": text,
    }


def _kind(reading: Reading) -> str | None:
    """The kind of place in the labels of the question set; None where no place is asked for."""
    if reading.intent not in (Intent.FIND_CITY, Intent.FIND_NEARBY, Intent.LIST_KIND):
        return None
    if reading.keep.kinds and reading.keep.kinds <= PARKS:
        return "stp"
    return "e_rozgaar" if reading.keep.kinds == {Kind.E_ROZGAAR_CENTRE} else "any"


def plain(reply: Reply) -> str:
    """A reply as plain text, with addresses behind their links."""
    text, entities = parse_html(reply.text)
    return rendered({"text": text, "entities": entities}, colours=False)


async def reported(settings: Settings) -> list[ReportCount]:
    """What people said is wrong, the newest first."""
    backups = settings.state_dir / "backups"
    async with open_ledger(settings.ledger_url, backups) as ledger, ledger.reading() as connection:
        return await reports.counts(connection)


async def judged(guide: Guide, questions: Sequence[Record]) -> list[Judged]:
    """Every labelled question with what was made of it and how long the reading and the reply took."""
    results = []
    for question in questions:
        began = time.perf_counter()
        read = await asked(guide, question["text"], None)
        results.append(Judged(question, read, (time.perf_counter() - began) * 1000))
    return results
