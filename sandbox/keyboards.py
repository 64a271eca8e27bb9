"""Keyboards: what Telegram refuses in one, and how a person finds a button.

Stricter than Telegram in one way: a button with two actions is refused (Telegram silently takes one).
"""

from collections.abc import Iterator

from sandbox.links import for_button
from sandbox.refusal import bad_request
from sandbox.specification import Object

#: https://limits.tginfo.me: more buttons than this, and Telegram answers "reply markup is too long".
MOST_BUTTONS = 100
#: https://core.telegram.org/bots/api#inlinekeyboardbutton and #copytextbutton
LONGEST_DATA = 64
LONGEST_COPY = 256

_STYLES = ("", "default", "primary", "danger", "success")
_ACTIONS = (
    "url",
    "callback_data",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
)


def checked(markup: Object, *, private: bool) -> Object:
    """The keyboard as Telegram keeps it (whole addresses, no mere texts for buttons), or a `Refusal`."""
    if "inline_keyboard" in markup:
        return checked_inline(markup)
    if "keyboard" not in markup:
        return markup
    rows = [[_button(button) for button in row] for row in markup["keyboard"] if row]
    _check_reply(rows, private=private)
    return {**markup, "keyboard": rows}


def checked_inline(markup: Object) -> Object:
    """The same for an inline keyboard."""
    rows = markup["inline_keyboard"]
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": [[_checked_button(button) for button in row] for row in rows if row]}


def buttons(markup: Object | None) -> Iterator[Object]:
    """All buttons of an inline or reply keyboard, row by row."""
    for row in (markup or {}).get("inline_keyboard") or (markup or {}).get("keyboard") or []:
        yield from row


def find(markup: Object | None, label: str) -> Object:
    """The button whose visible label contains `label`; an exact match wins. LookupError if there is none."""
    found = [button for button in buttons(markup) if label in button["text"]]
    if not found:
        shown = ", ".join(button["text"] for button in buttons(markup)) or "no buttons at all"
        raise LookupError(f"no button with {label!r}; there are: {shown}")
    return next((button for button in found if button["text"] == label), found[0])


def _button(button: Object | str) -> Object:
    return {"text": button} if isinstance(button, str) else button


def _checked_button(button: Object) -> Object:
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [name for name in _ACTIONS if name in button]
    if button.get("callback_data") == "" or button.get("url") == "":
        actions = []  # Telegram takes an empty one for none
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request(f"can't parse inline keyboard button: more than one action: {', '.join(actions)}")
    _check_action(button)
    _check_style(button, "inline keyboard button")
    return {**button, "url": for_button(button["url"])} if "url" in button else button


def _check_action(button: Object) -> None:
    if len(button.get("callback_data", "").encode()) > LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= LONGEST_COPY:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_style(button: Object, name: str) -> None:
    if button.get("style", "").lower() not in _STYLES:
        raise bad_request(f"can't parse {name}: invalid button style specified")


def _check_reply(rows: list[list[Object]], *, private: bool) -> None:
    found = list(buttons({"keyboard": rows}))
    if len(found) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for button in found:
        _check_style(button, "keyboard button")
        if not button["text"].strip():
            raise bad_request("keyboard button text must be non-empty")
        if button.get("request_location") and not private:
            raise bad_request("location can be requested in private chats only")
        if button.get("request_contact") and not private:
            raise bad_request("phone number can be requested in private chats only")
