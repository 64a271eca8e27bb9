"""Builds the object graph, top to bottom: data, directory, understanding, ledger, guide, Telegram."""

import csv
import datetime
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import structlog
from telegram.ext import Application, BaseRateLimiter, ContextTypes
from telegram.request import BaseRequest

from announcements.desk import Desk
from announcements.staffing import seat_administrators
from answers.guide import Guide
from answers.inline import Inline
from answers.understanding.cities import CityFinder
from answers.understanding.classifier import parse
from answers.understanding.examples import Example, examples, read_concepts
from answers.understanding.fold import fold, word_list
from answers.understanding.following import read_subjects
from answers.understanding.gazetteer import ambiguous_names
from answers.understanding.language import LanguageDetector
from answers.understanding.phrasings import Phrasings
from answers.understanding.question import QuestionReader
from answers.understanding.ranking import Ranking
from answers.understanding.retrieval import Retrieval
from answers.understanding.terms import WordWeights, index_text
from answers.understanding.understand import Understanding
from answers.understanding.vocabulary import read_vocabulary
from bot.pacing import Pacing, Unpaced
from bot.receiving.application import Candid
from bot.settings import CannotRun, Settings
from bot.transport import Transport
from handlers.lanes import Ticket
from handlers.routes import add_routes
from handlers.services import Bot, Clock, Context, Services
from storage.directory.build import build, newest_built
from storage.directory.faults import FaultyData
from storage.directory.load import load
from storage.directory.reader import Directory, open_directory
from storage.ledger.engine import open_ledger

log = structlog.get_logger(__name__)


def utc_now() -> datetime.datetime:
    """The time, from the machine's clock."""
    return datetime.datetime.now(datetime.UTC)


def built_directory(settings: Settings) -> Path:
    """The directory of today's data, built if need be. Raises FaultyData, CannotRun."""
    try:
        settings.state_dir.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=settings.state_dir).close()
    except OSError as error:
        raise CannotRun(f"STATE_DIR {settings.state_dir} can't be written to: {error.strerror}") from error
    return build(settings.data_dir, settings.state_dir, index_text)


def ready_directory(settings: Settings) -> Path:
    """The directory of today's data; the last good one where today's data are faulty.

    Raises FaultyData where there is no earlier one either, and CannotRun.
    """
    try:
        return built_directory(settings)
    except FaultyData as faulty:
        earlier = newest_built(settings.state_dir)
        if earlier is None:
            raise
        log.error(
            "directory.faulty_data", faults=len(faulty.faults), first=str(faulty.faults[0]), used=earlier.name
        )
        return earlier


@asynccontextmanager
async def opened_guide(settings: Settings) -> AsyncIterator[tuple[Guide, Inline]]:
    """The guide and its inline mode over a ready directory."""
    async with open_directory(ready_directory(settings)) as directory:
        understanding = await _understanding(settings.data_dir / "vocabulary", directory)
        yield Guide(directory, understanding), Inline(directory, understanding)


async def _understanding(words: Path, directory: Directory) -> Understanding:
    roman_urdu = word_list(_read(words / "roman_urdu_words.txt"))
    english = word_list(_read(words / "english_words.txt"))
    cities = CityFinder(
        await directory.cities.names(),
        roman_urdu | english | word_list(_read(words / "guard_words.txt")),
        ambiguous_names(csv.DictReader(_read(words / "ambiguous_places.csv").splitlines())),
    )
    weights = WordWeights(await directory.search.word_weights())
    phrasings = Phrasings(await directory.search.phrasings(), weights)
    ranking = Ranking(
        directory.search,
        await directory.answers.by_topic(),
        phrasings,
        parse((words.parent / "model.gz").read_bytes()),
        read_concepts(_read(words / "concepts.toml")),
    )
    questions = QuestionReader(
        cities,
        await directory.cities.centres(),
        {fold(name): place_id for name, place_id in (await directory.places.names()).items()},
        read_vocabulary(_read(words / "words.toml")),
        LanguageDetector(roman_urdu, english),
        ranking,
        Retrieval(directory.search, phrasings, weights),
    )
    return Understanding(questions, read_subjects(_read(words / "subjects.toml")), phrasings)


def learnt_from(data_dir: Path) -> list[Example]:
    """What the classifier learns from. Raises FaultyData."""
    concepts = read_concepts(_read(data_dir / "vocabulary" / "concepts.toml"))
    return examples(load(data_dir), concepts)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@asynccontextmanager
async def assembled(
    settings: Settings,
    token: str,
    request: BaseRequest | None = None,
    now: Clock = utc_now,
    limiter: BaseRateLimiter[Ticket] | None = None,
) -> AsyncIterator[Bot]:
    """The whole bot, ready. `request` is the way to Telegram; by default HTTP to TELEGRAM_API_URL, paced."""
    async with (
        opened_guide(settings) as told,
        assembled_around(told, settings, token, request, now, limiter) as bot,
    ):
        yield bot


@asynccontextmanager
async def assembled_around(
    told: tuple[Guide, Inline],
    settings: Settings,
    token: str,
    request: BaseRequest | None,
    now: Clock,
    limiter: BaseRateLimiter[Ticket] | None = None,
) -> AsyncIterator[Bot]:
    """The bot around a guide that is open already."""
    async with open_ledger(settings.ledger_url, settings.state_dir / "backups") as ledger:
        desk = Desk(ledger, now, settings.second_person_above)
        await seat_administrators(desk, settings.staff_admins)
        limiter = limiter or (Unpaced() if request else Pacing())
        bot = _application(settings, token, request, limiter, Services(*told, ledger, now, desk))
        add_routes(bot)
        # an application that fails to start would leave the connections of its bot open
        async with bot.bot, bot:
            yield bot


def _application(
    settings: Settings,
    token: str,
    request: BaseRequest | None,
    limiter: BaseRateLimiter[Ticket],
    services: Services,
) -> Bot:
    api = settings.telegram_api_url
    builder = (
        Application.builder()
        .application_class(Candid)
        .token(token)
        .base_url(f"{api}/bot")
        .base_file_url(f"{api}/file/bot")
        .request(request or Transport(api))
        .get_updates_request(request or Transport(api, connections=1, read_seconds=10))
        .rate_limiter(limiter)
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=Context, bot_data=cast(type[Services], lambda: services)))
    )
    return cast(Bot, builder.build())
