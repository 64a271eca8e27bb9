"""What Telegram's own library (TDLib, without any network) makes of a text."""

import json
from typing import Any

import tdjson

from sandbox.specification import Object

MODES: dict[str, Object] = {
    "HTML": {"@type": "textParseModeHTML"},
    "MarkdownV2": {"@type": "textParseModeMarkdown", "version": 2},
    "Markdown": {"@type": "textParseModeMarkdown", "version": 1},
}
TYPES = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "TextUrl": "text_link",
    "MentionName": "text_mention",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "CustomEmoji": "custom_emoji",
    "DateTime": "date_time",
    "BotCommand": "bot_command",
    "Mention": "mention",
    "Hashtag": "hashtag",
    "Cashtag": "cashtag",
    "Url": "url",
    "EmailAddress": "email",
    "BankCardNumber": "bank_card_number",
    "MediaTimestamp": "media_timestamp",
}
#: The letters of the Bot API for the precision of the parts of a moment.
LETTERS = {
    "date_precision": {"dateTimePartPrecisionShort": "d", "dateTimePartPrecisionLong": "D"},
    "time_precision": {"dateTimePartPrecisionShort": "t", "dateTimePartPrecisionLong": "T"},
}

Answer = tuple[str, list[Object]]


class Refused(Exception):
    """TDLib's error message."""


def parsed(text: str, mode: str) -> Answer:
    """The plain text and its entities as the Bot API tells them; `Refused` for bad markup."""
    answer = _asked({"@type": "parseTextEntities", "text": text, "parse_mode": MODES[mode]})
    return answer["text"], [_told(entity) for entity in answer["entities"]]


def mended(text: str, entities: list[Object]) -> Answer:
    """A text with entities (as the Bot API writes them) as TDLib cleans and mends it before it is sent.

    It does not trim it here. `parseMarkdown` does more than that only where there are "*_~|`[".
    """
    given = {
        "@type": "formattedText",
        "text": text,
        "entities": [_in_their_words(entity) for entity in entities],
    }
    answer = _asked({"@type": "parseMarkdown", "text": given})
    return answer["text"], [_told(entity) for entity in answer["entities"]]


def found(text: str) -> list[Object]:
    """What TDLib finds in a text by itself."""
    return [_told(entity) for entity in _asked({"@type": "getTextEntities", "text": text})["entities"]]


def _asked(request: Object) -> Any:
    answer = tdjson.td_execute(json.dumps(request).encode())
    assert answer is not None
    told = json.loads(answer)
    if told["@type"] == "error":
        raise Refused(told["message"])
    return told


def _told(entity: Object) -> Object:
    kind = entity["type"]
    told = {name: entity[name] for name in ("offset", "length")}
    told["type"] = TYPES[kind["@type"].removeprefix("textEntityType")]
    if "user_id" in kind:
        told["user"] = {"id": kind["user_id"]}
    if "unix_time" in kind:
        told["date_time_format"] = _time_format(kind.get("formatting_type", {}))
    known = ("url", "language", "custom_emoji_id", "unix_time")
    return told | {name: kind[name] for name in known if name in kind}


def _time_format(formatting: Object) -> str:
    if formatting.get("@type") == "dateTimeFormattingTypeRelative":
        return "r"
    parts = [LETTERS[name].get(formatting.get(name, {}).get("@type"), "") for name in LETTERS]
    return "w" * bool(formatting.get("show_day_of_week")) + "".join(parts)


def _in_their_words(entity: Object) -> Object:
    names = {ours: theirs for theirs, ours in TYPES.items() if theirs != "PreCode"}
    name = "PreCode" if "language" in entity else names[entity["type"]]
    details: Object = {
        detail: entity[detail] for detail in ("language", "url", "custom_emoji_id") if detail in entity
    }
    kind = {"@type": f"textEntityType{name}", **details}
    return {"@type": "textEntity", "offset": entity["offset"], "length": entity["length"], "type": kind}


_asked({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})
