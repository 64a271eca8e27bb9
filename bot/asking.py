"""What the command line asks of the bot, without Telegram."""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from answers.evaluation import Judged, Record
from answers.guide import Guide
from answers.understanding.fold import fold
from answers.understanding.reading import Intent, Reading
from bot.assembly import ready_directory, utc_now
from bot.settings import Settings
from domain.languages import Language
from domain.people import OpenQuestionCount, ReportCount
from domain.places import PARKS, Kind
from domain.replies import Reply, Viewer
from sandbox.markup import parse_html
from sandbox.rendering import text as rendered
from storage.directory.reader import open_directory
from storage.ledger import questions, reports
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


@dataclass(frozen=True, slots=True)
class Asked:
    """How often a folded text was asked without a sure answer, in which languages, and on which day last."""

    text: str
    times: int
    languages: tuple[str, ...]
    latest: date


@dataclass(frozen=True, slots=True)
class Missed:
    """What was asked where the same answer came nearest, the most frequent first; `title` is its question."""

    title: str
    nearest: str | None
    asked: tuple[Asked, ...]

    @property
    def times(self) -> int:
        """How often all of it was asked."""
        return sum(one.times for one in self.asked)

    @property
    def latest(self) -> date:
        """The day on which any of it was asked last."""
        return max(one.latest for one in self.asked)


async def missed(settings: Settings) -> list[Missed]:
    """What got no sure answer lately, by the answer that came nearest, the most frequent first.

    What is kept for too long already is dropped.
    """
    backups = settings.state_dir / "backups"
    async with open_ledger(settings.ledger_url, backups) as ledger, ledger.writing() as connection:
        await questions.expire(connection, utc_now().date() - questions.LIFETIME)
        counts = await questions.grouped(connection)
    async with open_directory(ready_directory(settings)) as directory:
        nearest = sorted({one.nearest for one in counts if one.nearest})
        answers = await directory.answers.several(nearest, Language.ENGLISH)
    return by_nearest(counts, {answer.id: answer.wording.question for answer in answers})


def by_nearest(counts: Iterable[OpenQuestionCount], titles: Mapping[str, str]) -> list[Missed]:
    """The questions grouped by the answer that came nearest; `titles` leads from its id to its question."""
    groups: defaultdict[str | None, list[OpenQuestionCount]] = defaultdict(list)
    for one in counts:
        groups[one.nearest].append(one)
    found = [
        Missed(titles.get(nearest or "", nearest or "Nothing came near"), nearest, _by_text(group))
        for nearest, group in groups.items()
    ]
    return sorted(found, key=lambda group: (-group.times, group.title))


def _by_text(counts: Iterable[OpenQuestionCount]) -> tuple[Asked, ...]:
    groups: defaultdict[str, list[OpenQuestionCount]] = defaultdict(list)
    for one in counts:
        groups[fold(one.text)].append(one)
    found = [
        Asked(
            text,
            sum(one.times for one in group),
            tuple(sorted({one.language or "?" for one in group})),
            max(one.latest for one in group),
        )
        for text, group in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.times, one.text)))


async def judged(guide: Guide, questions: Sequence[Record]) -> list[Judged]:
    """Every labelled question with what was made of it and how long the reading and the reply took."""
    results = []
    for question in questions:
        began = time.perf_counter()
        read = await asked(guide, question["text"], None)
        results.append(Judged(question, read, (time.perf_counter() - began) * 1000))
    return results
