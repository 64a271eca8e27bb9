"""Telegram's words for parameters that are missing or can't be read.

Taken from its published server, github.com/tdlib/telegram-bot-api (`Client.cpp`) and TDLib behind it. Where
these have a word for each kind of mistake, the sandbox says what its own check found after "can't parse ...".
"""

from typing import Any

_FOR_MISSING = {
    "action": "wrong parameter action in request",
    "chat_id": "chat_id is empty",
    "commands": "expected an Array of BotCommand",
    "file_id": "file_id not specified",
    "latitude": "latitude is empty",
    "longitude": "longitude is empty",
    "media": 'parameter "media" is required',
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "message_thread_id": "invalid forum topic identifier specified",
    "name": "name must be non-empty",
    "options": "poll must have at least one answer option",
    "question": "text must be non-empty",
    "text": "message text is empty",
    "user_id": "invalid user_id specified",
    "copyMessage.message_id": "message to copy not found",
    "deleteMessage.chat_id": "chat identifier is not specified",
    "forwardMessage.message_id": "message to forward not found",
    "pinChatMessage.message_id": "message to pin not found",
    "setMessageReaction.message_id": "message to react not found",
}
_FOR_PARAMETER = {
    "commands": "BotCommand",
    "entities": "MessageEntity",
    "caption_entities": "MessageEntity",
    "link_preview_options": "link preview options",
    "media": "InputMedia",
    "menu_button": "menu button",
    "options": "poll option",
    "reaction": "ReactionType",
    "reply_parameters": "reply parameters",
    "results": "inline query result",
    "scope": "BotCommandScope",
}


def missing(method: str, parameter: str, *, file: bool) -> str:
    """What is said when a required parameter is missing or empty; `file`: it is one."""
    words = _FOR_MISSING.get(f"{method}.{parameter}") or _FOR_MISSING.get(parameter)
    if words or not file:
        return words or f'parameter "{parameter}" is required'
    return f"there is no {parameter.replace('_', ' ')} in the request"


def unreadable(parameter: str, value: Any, reason: object) -> str:
    """What is said when a parameter is not of its type."""
    if parameter == "reply_markup":
        return _unreadable_markup(value, str(reason))
    return f"can't parse {_FOR_PARAMETER.get(parameter, parameter)}: {reason}"


def _unreadable_markup(markup: Any, reason: str) -> str:
    if isinstance(markup, str):
        return "can't parse reply keyboard markup JSON object"
    if not isinstance(markup, dict):
        return "object expected as reply markup"
    if "inline_keyboard" in markup:
        owner = 'field "inline_keyboard" of the InlineKeyboardMarkup'
        return _unreadable_rows(markup["inline_keyboard"], owner, "inline keyboard button", reason)
    if "keyboard" in markup:
        return _unreadable_rows(markup["keyboard"], 'field "keyboard"', "keyboard button", reason)
    return f"can't parse reply keyboard markup: {reason}"


def _unreadable_rows(rows: Any, owner: str, button: str, reason: str) -> str:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return f"{owner} must be an Array of Arrays"
    return f"can't parse {button}: {reason[0].upper()}{reason[1:]}"
