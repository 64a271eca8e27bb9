"""Keeps what found no sure answer, so that the data can be mended: masked, and without the person."""

import structlog
from telegram import Update

from answers.understanding.reading import Decision, Reading
from domain.masking import masked
from domain.people import OpenQuestion
from handlers.guard import raiding
from handlers.services import Context
from storage.ledger import questions

log = structlog.get_logger(__name__)


async def keep(update: Update, context: Context, said: str, reading: Reading) -> None:
    """Keeps a message without a sure answer. Its reply has been sent: if this fails, nobody is the worse."""
    # of an edited message the first wording has been kept
    if reading.decision is Decision.ANSWER or reading.hint or update.edited_message:
        return
    if raiding.rages(context.services):
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
            await questions.add(connection, question)
    except Exception:
        log.exception("question.not_kept")
