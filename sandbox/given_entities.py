"""Entities as a bot gives them, by markup or instead of it: which of them Telegram takes."""

from sandbox.cleaning import clean
from sandbox.draft import emoji_id, time_format
from sandbox.entities import STYLES
from sandbox.links import for_entity, linked_person
from sandbox.refusal import bad_request
from sandbox.specification import Object

#: Telegram finds these by itself, whatever a bot says.
_FOUND = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
_PLAIN = {*STYLES, "code", "blockquote", "expandable_blockquote"}
#: The greatest offset and length that Telegram looks at.
_LARGEST = 1_000_000


def taken(entities: list[Object]) -> list[Object]:
    """The entities with what Telegram keeps of them; a `Refusal` for one that it does not take."""
    return [{**_span(entity), **_details(entity)} for entity in entities if entity["type"] not in _FOUND]


def _span(entity: Object) -> Object:
    for name in ("offset", "length"):
        if not 0 <= entity[name] <= _LARGEST:
            raise bad_request(f"receive an entity with incorrect {name} {entity[name]}")
    return {"type": entity["type"], "offset": entity["offset"], "length": entity["length"]}


def _details(entity: Object) -> Object:
    kind = entity["type"]
    if kind in _PLAIN:
        return {}
    if kind == "pre":
        language = _unicode(entity.get("language", ""), "PreCode.language")
        return {"language": language} if language else {}
    if kind == "text_link":
        return _link(_unicode(entity["url"], "TextUrl.url"))
    if kind == "text_mention":
        return {"user": entity["user"]}
    if kind == "custom_emoji":
        return _emoji(entity)
    if kind == "date_time":
        return _time(entity)
    raise bad_request("can't parse MessageEntity: Unsupported type specified")


def _unicode(text: str, what: str) -> str:
    """The text, cleaned; markup can leave half a character in it."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise bad_request(f"messageEntity{what} must be encoded in UTF-8") from error
    return clean(text)


def _link(address: str) -> Object:
    person = linked_person(address)
    return {"type": "text_mention", "user": {"id": person}} if person else {"url": for_entity(address)}


def _emoji(entity: Object) -> Object:
    if not emoji_id(str(entity["custom_emoji_id"])):
        raise bad_request("invalid custom emoji identifier specified")
    return {"custom_emoji_id": str(entity["custom_emoji_id"])}


def _time(entity: Object) -> Object:
    shown = time_format(entity.get("date_time_format", ""))
    if shown is None:
        raise bad_request("can't parse MessageEntity: Invalid date-time format specified")
    if entity["unix_time"] <= 0:
        raise bad_request("invalid date specified")
    return {"unix_time": entity["unix_time"], "date_time_format": shown}
