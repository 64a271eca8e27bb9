"""Cuts `bot_api.json`, the part of the Bot API that the sandbox plays, out of the whole specification.

Usage: `python -m sandbox.extract api.json`, where `api.json` has the shape described in `bot_api.md`. Run it
again after adding a method to `sandbox.methods.METHODS`.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from sandbox.methods import METHODS
from sandbox.specification import FILE

_NOT_PLAYED = {
    "allow_paid_broadcast",
    "business_connection_id",
    "direct_messages_topic_id",
    "ephemeral_message_parameters",
    "message_effect_id",
    "message_thread_id",
    "rich_message",
    "suggested_post_parameters",
}
_RESULTS = ["Article", "Contact", "Location", "Venue"]
_CONTENTS = ["Text", "Location", "Venue", "Contact"]
_SUBTYPES = {
    "InlineQueryResult": [f"InlineQueryResult{name}" for name in _RESULTS],
    "InputMessageContent": [f"Input{name}MessageContent" for name in _CONTENTS],
}
# Of the objects that the sandbox hands out, only the fields that it can fill.
_FIELDS = {
    "Update": [
        "update_id",
        "message",
        "edited_message",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "my_chat_member",
    ],
    "Message": [
        "message_id",
        "from",
        "date",
        "chat",
        "via_bot",
        "edit_date",
        "reply_to_message",
        "has_protected_content",
        "text",
        "entities",
        "link_preview_options",
        "location",
        "venue",
        "contact",
        "sticker",
        "photo",
        "voice",
        "new_chat_members",
        "left_chat_member",
        "reply_markup",
    ],
    "ChatFullInfo": [
        "id",
        "type",
        "title",
        "username",
        "first_name",
        "last_name",
        "accent_color_id",
        "max_reaction_count",
        "accepted_gift_types",
    ],
    "ReplyParameters": ["message_id", "chat_id", "allow_sending_without_reply"],
    "InlineKeyboardButton": [
        "text",
        "style",
        "url",
        "callback_data",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
    ],
    "KeyboardButton": ["text", "style", "request_contact", "request_location"],
    "InlineQueryResultsButton": ["text", "start_parameter"],
    "Sticker": ["file_id", "file_unique_id", "type", "width", "height", "is_animated", "is_video", "emoji"],
}
_CONSTANT = re.compile(r"(?:must be|always) \W?([a-z_]+)")

Spec = dict[str, Any]


def cut(whole: Spec) -> Spec:
    """The played methods with their parameters, and every type that parameters and results reach."""
    methods = {name: _fields(whole["methods"][name], name) for name in sorted(METHODS)}
    types: Spec = {}
    for name in METHODS:
        for result in whole["methods"][name]["returns"]:
            _reach(result, whole["types"], types)
    for fields in methods.values():
        for field in fields.values():
            for expected in field["types"]:
                _reach(expected, whole["types"], types)
    kept = {key: whole[key] for key in ("version", "release_date")}
    return {**kept, "methods": methods, "types": dict(sorted(types.items()))}


def _reach(name: str, whole: Spec, types: Spec) -> None:
    name = name.rpartition("Array of ")[2]
    if name in types or name not in whole:
        return
    if subtypes := _SUBTYPES.get(name, whole[name].get("subtypes")):
        types[name] = {"any_of": subtypes}
        reached = subtypes
    else:
        fields = _fields(whole[name], name)
        types[name] = {"fields": fields}
        reached = [expected for field in fields.values() for expected in field["types"]]
    for expected in reached:
        _reach(expected, whole, types)


def _fields(described: Spec, owner: str) -> Spec:
    kept = _FIELDS.get(owner)
    return {
        field["name"]: _field(field)
        for field in described["fields"]
        if field["name"] not in _NOT_PLAYED and (kept is None or field["name"] in kept)
    }


def _field(field: Spec) -> Spec:
    told: Spec = {"types": field["types"], "required": field["required"]}
    constant = _CONSTANT.search(field["description"])
    if constant and field["required"] and field["name"] in ("type", "status"):
        told["constant"] = constant[1]
    return told


if __name__ == "__main__":
    specification = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    FILE.write_text(json.dumps(cut(specification), indent=1) + "\n", encoding="utf-8")
