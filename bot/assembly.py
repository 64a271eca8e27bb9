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
from bot.receiving.in_body import InBody
from bot.settings import CannotRun, Settings
from bot.transport import Transport
from handlers.bot_api import TelegramBot
from handlers.lanes import Ticket
from handlers.routes import add_routes
from handlers.services import Bot, Clock, Context, Services
from storage.directory.build import build, current_path, newest_built
from storage.directory.faults import CannotBuild, FaultyData
from storage.directory.load import load
from storage.directory.reader import Directory, open_directory
from storage.ledger.engine import Ledger, open_ledger, open_when_possible

log = structlog.get_logger(__name__)


def utc_now() -> datetime.datetime:
    """The time, from the machine's clock."""
    return datetime.datetime.now(datetime.UTC)


def built_directory(settings: Settings) -> Path:
    """The directory of today's data, built if need be. Raises FaultyData, CannotRun."""
    standing = current_path(settings.data_dir, settings.state_dir, index_text)
    if standing.exists():  # also where nothing can be written any more
        return standing
    try:
        settings.state_dir.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=settings.state_dir).close()
    except OSError as error:
        raise CannotRun(f"STATE_DIR {settings.state_dir} can't be written to: {error.strerror}") from error
    try:
        return build(settings.data_dir, settings.state_dir, index_text)
    except CannotBuild as error:
        raise CannotRun(f"The directory can't be built in STATE_DIR: {error}") from error


def ready_directory(settings: Settings) -> Path:
    """The directory of today's data; the last good one where those are faulty or it can't be built.

    Raises FaultyData and CannotRun where there is no earlier one either.
    """
    try:
        return built_directory(settings)
    except (FaultyData, CannotRun) as error:
        earlier = newest_built(settings.state_dir)
        if earlier is None:
            raise
        if isinstance(error, FaultyData):
            faults, first = len(error.faults), str(error.faults[0])
            log.error("directory.faulty_data", faults=faults, first=first, used=earlier.name)
        else:
            log.error("directory.not_built", error=error.message, used=earlier.name)
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
    without_ledger: bool = False,
) -> AsyncIterator[Bot]:
    """The whole bot, ready. `request` is the way to Telegram; by default HTTP to TELEGRAM_API_URL, paced.

    `without_ledger`: also while the ledger can't be opened. Raises LedgerError otherwise.
    """
    async with (
        opened_guide(settings) as told,
        assembled_around(told, settings, token, request, now, limiter, without_ledger) as bot,
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
    without_ledger: bool = False,
) -> AsyncIterator[Bot]:
    """The bot around a guide that is open already."""
    async with _opened_ledger(settings, now, without_ledger) as ledger:
        desk = Desk(ledger, now, settings.second_person_above)
        limiter = limiter or (Unpaced() if request else Pacing())
        bot = _application(settings, token, request, limiter, Services(*told, ledger, now, desk))
        add_routes(bot)
        # an application that fails to start would leave the connections of its bot open
        async with bot.bot, bot:
            yield bot


@asynccontextmanager
async def _opened_ledger(settings: Settings, now: Clock, without: bool) -> AsyncIterator[Ledger]:
    async def seat(ledger: Ledger) -> None:
        await seat_administrators(Desk(ledger, now), settings.staff_admins)

    if without:
        async with open_when_possible(settings.ledger_url, settings.backups, seat) as ledger:
            yield ledger
    else:
        async with open_ledger(settings.ledger_url, settings.backups) as ledger:
            await seat(ledger)
            yield ledger


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
        .bot(
            TelegramBot(
                token,
                f"{api}/bot",
                f"{api}/file/bot",
                request=request or (InBody(api) if settings.webhook else Transport(api)),
                get_updates_request=request or Transport(api, connections=1, read_seconds=10),
                rate_limiter=limiter,
            )
        )
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=Context, bot_data=cast(type[Services], lambda: services)))
    )
    return cast(Bot, builder.build())
