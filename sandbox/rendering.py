"""A message as lines of a terminal."""

from collections.abc import Iterator
from itertools import pairwise

from sandbox import keyboards
from sandbox import terminal_words as words
from sandbox.specification import Object

_ANSI = {
    "bold": "1",
    "italic": "3",
    "underline": "4",
    "strikethrough": "9",
    "code": "36",
    "pre": "36",
    "text_link": "4",
    "url": "4",
    "bot_command": "34",
}
_RESET = "\x1b[0m"


def message_lines(message: Object, *, colours: bool) -> Iterator[str]:
    """Text, place and numbered buttons of a message."""
    if "text" in message:
        yield text(message, colours=colours)
    elif "venue" in message:
        yield f"📍 {message['venue']['title']}, {message['venue']['address']} {_point(message['location'])}"
    elif "location" in message:
        yield f"📍 {_point(message['location'])}"
    number = 0
    for row in message.get("reply_markup", {}).get("inline_keyboard", []):
        yield "  ".join(_button(number + place, button) for place, button in enumerate(row, start=1))
        number += len(row)


def keyboard_lines(markup: Object) -> Iterator[str]:
    """An open reply keyboard: what one may write instead of tapping."""
    yield words.KEYBOARD
    for button in keyboards.buttons(markup):
        yield f"  {_reply_button(button)}"


def text(message: Object, *, colours: bool) -> str:
    """The text; addresses behind words follow them in <>; styles as ANSI codes if `colours`."""
    units = message["text"].encode("utf-16-le")
    entities = message.get("entities", [])
    bounds = {0, len(units) // 2}
    for entity in entities:
        bounds |= {entity["offset"], entity["offset"] + entity["length"]}
    shown = []
    for begin, end in pairwise(sorted(bounds)):
        piece = units[2 * begin : 2 * end].decode("utf-16-le")
        shown.append(_styled(piece, _codes(entities, begin)) if colours else piece)
        shown += [f" <{e['url']}>" for e in entities if "url" in e and e["offset"] + e["length"] == end]
    return "".join(shown)


def _codes(entities: list[Object], at: int) -> list[str]:
    covering = [e for e in entities if e["offset"] <= at < e["offset"] + e["length"]]
    return [_ANSI[entity["type"]] for entity in covering if entity["type"] in _ANSI]


def _styled(piece: str, codes: list[str]) -> str:
    return f"\x1b[{';'.join(codes)}m{piece}{_RESET}" if codes else piece


def _point(location: Object) -> str:
    return f"({location['latitude']}, {location['longitude']})"


def _button(number: int, button: Object) -> str:
    address = f" <{button['url']}>" if "url" in button else ""
    return f"[{number}] {button['text']}{address}"


def _reply_button(button: Object) -> str:
    if button.get("request_location"):
        return words.SHARE_LOCATION.format(label=button["text"])
    if button.get("request_contact"):
        return words.SHARE_CONTACT.format(label=button["text"])
    return str(button["text"])
