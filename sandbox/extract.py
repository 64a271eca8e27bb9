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
    "business_connection_id",
    "direct_messages_topic_id",
    "ephemeral_message_parameters",
    "message_effect_id",
    "rich_message",
    "suggested_post_parameters",
    "video_start_timestamp",
}
_SUBTYPES = {
    "InlineQueryResult": "InlineQueryResultArticle InlineQueryResultContact InlineQueryResultLocation"
    " InlineQueryResultVenue",
    "InputMedia": "InputMediaAnimation InputMediaAudio InputMediaDocument InputMediaPhoto InputMediaVideo",
    "InputMessageContent": "InputTextMessageContent InputLocationMessageContent InputVenueMessageContent"
    " InputContactMessageContent",
    "MessageOrigin": "MessageOriginUser MessageOriginChannel",
    "ReactionType": "ReactionTypeEmoji ReactionTypeCustomEmoji",
}
# Of the objects that the sandbox hands out, the fields that it can fill; of what it takes, those it knows.
_FIELDS = {
    "Animation": "file_id file_unique_id width height duration file_name mime_type file_size",
    "Audio": "file_id file_unique_id duration performer title file_name mime_type file_size",
    "ChatFullInfo": "id type title username first_name last_name is_forum accent_color_id"
    " max_reaction_count pinned_message accepted_gift_types",
    "ChatMemberUpdated": "chat from date old_chat_member new_chat_member",
    "Document": "file_id file_unique_id file_name mime_type file_size",
    "ExternalReplyInfo": "origin chat message_id",
    "InlineKeyboardButton": "text style url callback_data switch_inline_query"
    " switch_inline_query_current_chat switch_inline_query_chosen_chat copy_text",
    "InlineQueryResultsButton": "text start_parameter",
    "InputPollOption": "text text_parse_mode text_entities",
    "KeyboardButton": "text style request_contact request_location",
    "Message": "message_id message_thread_id from sender_chat date chat forward_origin is_topic_message"
    " reply_to_message external_reply via_bot edit_date has_protected_content media_group_id text entities"
    " link_preview_options animation audio document photo sticker video video_note voice caption"
    " caption_entities show_caption_above_media has_media_spoiler contact dice poll venue location"
    " new_chat_members left_chat_member migrate_to_chat_id migrate_from_chat_id pinned_message"
    " forum_topic_created forum_topic_edited forum_topic_closed forum_topic_reopened"
    " general_forum_topic_hidden general_forum_topic_unhidden reply_markup",
    "Poll": "id question question_entities options total_voter_count is_closed is_anonymous type"
    " allows_multiple_answers allows_revoting members_only correct_option_ids",
    "PollOption": "persistent_id text text_entities voter_count",
    "ReplyParameters": "message_id chat_id allow_sending_without_reply quote_parse_mode",
    "Sticker": "file_id file_unique_id type width height is_animated is_video emoji file_size",
    "Update": "update_id message edited_message channel_post edited_channel_post inline_query"
    " chosen_inline_result callback_query my_chat_member chat_member",
    "Video": "file_id file_unique_id width height duration file_name mime_type file_size",
    "VideoNote": "file_id file_unique_id length duration file_size",
    "sendPoll": "chat_id message_thread_id question question_parse_mode question_entities options"
    " is_anonymous type allows_multiple_answers allows_revoting correct_option_ids is_closed"
    " disable_notification protect_content allow_paid_broadcast reply_parameters reply_markup",
}
_NO_MEDIA = "Array of InputMediaLivePhoto"
_ATTACHABLE = ("media", "thumbnail", "cover")  # of an InputMedia: `attach://name` stands for a file
_OR_TEXT = ("KeyboardButton", "InputPollOption")  # for which a String may stand
_MAY_BE_EMPTY = {("setWebhook", "url")}  # which then takes the webhook away
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
    if subtypes := _SUBTYPES[name].split() if name in _SUBTYPES else whole[name].get("subtypes"):
        types[name] = {"any_of": subtypes}
        reached = subtypes
    else:
        fields = _fields(whole[name], name)
        types[name] = {"fields": fields}
        reached = [expected for field in fields.values() for expected in field["types"]]
    for expected in reached:
        _reach(expected, whole, types)


def _fields(described: Spec, owner: str) -> Spec:
    kept = _FIELDS[owner].split() if owner in _FIELDS else None
    return {
        field["name"]: _field(field, owner)
        for field in described.get("fields", ())
        if field["name"] not in _NOT_PLAYED and (kept is None or field["name"] in kept)
    }


def _field(field: Spec, owner: str) -> Spec:
    required = field["required"] and (owner, field["name"]) not in _MAY_BE_EMPTY
    told: Spec = {"types": _types(field, owner), "required": required}
    constant = _CONSTANT.search(field["description"])
    if constant and field["required"] and field["name"] in ("type", "status"):
        told["constant"] = constant[1]
    return told


def _types(field: Spec, owner: str) -> list[str]:
    if owner.startswith("InputMedia") and field["name"] in _ATTACHABLE:
        return ["InputFile", "String"]
    types = [expected for expected in field["types"] if expected != _NO_MEDIA]
    names = [(expected, expected.split()[-1]) for expected in types]
    textual = [expected.replace(name, "String") for expected, name in names if name in _OR_TEXT]
    return types + [expected for expected in textual if expected not in types]


if __name__ == "__main__":
    specification = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    FILE.write_text(json.dumps(cut(specification), indent=1) + "\n", encoding="utf-8")
