"""Messages of the bot, and what people do, as Markdown."""

import html
import re

from sandbox.world import Call

SHOWN = {
    "sendMessage": "Rahnuma",
    "editMessageText": "Rahnuma, in place of that",
    "sendDocument": "Rahnuma",
}
"""The methods whose calls are shown, and how."""
_URDU_LETTER = re.compile("[\u0620-\u06d3]")


def message(call: Call, to: str = "") -> str:
    """A message of the bot as a quotation, its buttons below it; `to` names the reader."""
    markup = call.parameters.get("reply_markup", {})
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    buttons = ["", *(" ".join(key(button["text"]) for button in row) for row in rows)]
    said = block("\n".join([_text(call), *(buttons if rows else [])]))
    quoted = "\n".join(f"> {line}" for line in said.splitlines())
    return f"**{SHOWN[call.method]}{to}**\n\n{quoted}"


def _text(call: Call) -> str:
    if call.method == "sendDocument":
        return "📎 " + html.escape(str(call.parameters["document"]))
    return str(call.parameters["text"])


def key(label: str) -> str:
    """A button."""
    return f"<kbd>{html.escape(label)}</kbd>"


def block(text: str) -> str:
    """A text in Telegram's HTML for Markdown: from right to left if most of its lines have Urdu letters."""
    lines = [line for line in text.splitlines() if line]
    in_urdu = sum(bool(_URDU_LETTER.search(line)) for line in lines)
    direction = "rtl" if 2 * in_urdu > len(lines) else "ltr"
    return f'<div dir="{direction}">\n' + text.replace("\n", "<br>\n") + "\n</div>"
