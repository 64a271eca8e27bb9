"""Keeps what found no sure answer, so that the data can be mended: masked, and without the person."""

import structlog
from telegram import Update

from answers.understanding.reading import Decision, Reading
from domain.masking import masked
from domain.people import OpenQuestion
from handlers.services import Context, Services
from storage.ledger import questions

log = structlog.get_logger(__name__)


async def keep(update: Update, context: Context, said: str, reading: Reading) -> None:
    """Keeps a message without a sure answer. Its reply has been sent: if this fails, nobody is the worse."""
    # of an edited message the first wording has been kept
    if reading.decision is Decision.ANSWER or reading.hint or update.edited_message:
        return
    question = OpenQuestion(
        text=" ".join(masked(said).split()),
        language=reading.language,
        nearest=next(iter(reading.answer_ids), None),
        confidence=round(reading.confidence, 3),
        decision=reading.decision,
        day=context.services.now().date(),
    )
    try:
        async with context.services.ledger.writing() as connection:
            await questions.expire(connection, question.day - questions.LIFETIME)
            await questions.add(connection, question)
    except Exception:
        log.exception("question.not_kept")


async def drop_expired(services: Services) -> None:
    """Drops what is kept for too long already; the bot starts also if that fails."""
    try:
        async with services.ledger.writing() as connection:
            await questions.expire(connection, services.now().date() - questions.LIFETIME)
    except Exception:
        log.exception("questions.not_expired")
