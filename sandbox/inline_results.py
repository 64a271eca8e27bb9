"""Results of inline queries: what is refused in one, and the message that it becomes when chosen."""

from sandbox import keyboards
from sandbox.formatted import formatted
from sandbox.places import contact, location, venue
from sandbox.refusal import bad_request
from sandbox.specification import Object


def check(result: Object) -> None:
    """Raises a `Refusal` for a result that Telegram would not show or could not send."""
    if result["type"] in ("article", "location", "venue") and not result["title"].strip():
        raise bad_request("ARTICLE_TITLE_EMPTY" if result["type"] == "article" else "title must be non-empty")
    if "reply_markup" in result:
        keyboards.checked_inline(result["reply_markup"])
    content(result)


def content(result: Object) -> Object:
    """The parts of the message: its text, place or contact, and its keyboard."""
    parts = _parts(result.get("input_message_content") or result)
    markup = result.get("reply_markup")
    if markup and markup["inline_keyboard"]:
        return {**parts, "reply_markup": keyboards.checked_inline(markup)}
    return parts


def _parts(given: Object) -> Object:
    if "message_text" in given:
        return _text(given)
    if "address" in given:
        told = venue(given)
        return {"venue": told, "location": told["location"]}
    if "latitude" in given:
        return {"location": location(given)}
    return {"contact": contact(given)}


def _text(given: Object) -> Object:
    if not given["message_text"]:
        raise bad_request("message text is empty")
    told = formatted(given, text="message_text")
    options = given.get("link_preview_options")
    return told if options is None else {**told, "link_preview_options": options}
