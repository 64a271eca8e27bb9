"""Inline mode: results for any chat, paged and cached by Telegram."""

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.helpers import create_deep_linked_url

from answers.inline import InlineCard
from domain.geometry import Point
from handlers import sending
from handlers.services import Context
from texts.catalogue import phrases

_CACHED_SECONDS = 300
_LAST_PAGE = 20


async def query(update: Update, context: Context) -> None:
    """Answers an inline query."""
    asked = update.inline_query
    if asked is None:
        return
    viewer = context.viewer(update)
    point = Point(asked.location.latitude, asked.location.longitude) if asked.location else None
    page = await context.services.inline.page(asked.query, point, _page(asked.offset), viewer)
    t = phrases(viewer.language)
    with sending.unless_too_late():
        await asked.answer(
            [_article(card, context.bot.username, t.label("button.open_bot")) for card in page.cards],
            cache_time=_CACHED_SECONDS,
            # results speak the language of whoever asks, and may lie near them
            is_personal=True,
            next_offset="" if page.next_page is None else str(page.next_page),
            button=InlineQueryResultsButton(
                t.label("inline.hint" if page.cards else "inline.none"), start_parameter="inline"
            ),
        )


def _page(offset: str) -> int:
    return min(int(offset), _LAST_PAGE) if offset.isascii() and offset.isdigit() else 0


def _article(card: InlineCard, username: str, label: str) -> InlineQueryResultArticle:
    more = create_deep_linked_url(username, card.deep_link)
    return InlineQueryResultArticle(
        id=card.id,
        title=card.title,
        description=card.description,
        input_message_content=InputTextMessageContent(
            card.reply.text,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton(label, url=more)]]),
    )
