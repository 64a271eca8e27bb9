"""The last steps before a text is a message: read, cleaned, trimmed, and with what Telegram finds in it."""

from sandbox.cleaning import cleaned, is_blank, trimmed
from sandbox.entities import mended, with_found
from sandbox.given_entities import taken
from sandbox.markup import PARSERS, utf16_length
from sandbox.recognised import recognised
from sandbox.refusal import bad_request
from sandbox.specification import Object

#: UTF-16 units in one message, after parsing: https://core.telegram.org/bots/api#sendmessage
LONGEST_TEXT = 4096
#: Bytes in a text before parsing: telegram-bot-api, Client::get_formatted_text
_LONGEST_SOURCE = 2**15


def formatted(parameters: Object, text: str = "text") -> Object:
    """`{"text": ..., "entities": [...]}` (the latter only if any) for a bot's text parameters.

    Raises a `Refusal` for an unknown parse mode, bad markup, entities that are not in the text, a text that
    is empty or too long.
    """
    source = _unicode(parameters[text])
    mode = parameters.get("parse_mode", "").lower()
    plain, marks = (
        _parsed(source, mode) if source and mode not in ("", "none") else (source, _given(parameters))
    )
    plain, marks = cleaned(plain, mended(taken(marks)))
    plain, marks = trimmed(plain, mended(marks))
    if is_blank(plain):
        raise bad_request("text must be non-empty")
    if utf16_length(plain) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return with_entities(plain, marks)


def with_entities(text: str, marks: list[Object]) -> Object:
    """The text with the given entities and those that Telegram finds by itself."""
    entities = with_found(marks, recognised(text))
    return {"text": text, "entities": entities} if entities else {"text": text}


def _given(parameters: Object) -> list[Object]:
    entities: list[Object] = parameters.get("entities", [])
    return entities


def _parsed(source: str, mode: str) -> tuple[str, list[Object]]:
    if mode not in PARSERS:
        raise bad_request("unsupported parse_mode")
    return PARSERS[mode](source)


def _unicode(text: str) -> str:
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise bad_request("text must be encoded in UTF-8") from error
    if size > _LONGEST_SOURCE:
        raise bad_request("text is too long")
    return text
