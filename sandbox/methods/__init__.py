"""The Bot API methods that the sandbox plays, by family. To add one: write it and run `sandbox.extract`.

A method is a function of the world and the checked parameters; it returns the result or raises a `Refusal`.
"""

from collections.abc import Callable

from sandbox.methods import (
    chats,
    deleting,
    editing,
    forwarding,
    media,
    messages,
    pins,
    polls,
    profile,
    queries,
    reactions,
    receiving,
    topics,
    webhooks,
)
from sandbox.specification import Object
from sandbox.world import World

Method = Callable[[World, Object], object]

METHODS: dict[str, Method] = {
    "answerCallbackQuery": queries.answer_callback_query,
    "answerInlineQuery": queries.answer_inline_query,
    "close": receiving.close,
    "closeForumTopic": topics.close_forum_topic,
    "closeGeneralForumTopic": topics.close_general_forum_topic,
    "copyMessage": forwarding.copy_message,
    "copyMessages": forwarding.copy_messages,
    "createForumTopic": topics.create_forum_topic,
    "deleteForumTopic": topics.delete_forum_topic,
    "deleteMessage": deleting.delete_message,
    "deleteMessages": deleting.delete_messages,
    "deleteMyCommands": profile.delete_my_commands,
    "deleteWebhook": webhooks.delete_webhook,
    "editForumTopic": topics.edit_forum_topic,
    "editGeneralForumTopic": topics.edit_general_forum_topic,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageMedia": editing.edit_message_media,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "editMessageText": editing.edit_message_text,
    "forwardMessage": forwarding.forward_message,
    "forwardMessages": forwarding.forward_messages,
    "getChat": chats.get_chat,
    "getChatAdministrators": chats.get_chat_administrators,
    "getChatMember": chats.get_chat_member,
    "getChatMemberCount": chats.get_chat_member_count,
    "getChatMenuButton": profile.get_chat_menu_button,
    "getFile": media.get_file,
    "getMe": receiving.get_me,
    "getMyCommands": profile.get_my_commands,
    "getMyDescription": profile.get_my_description,
    "getMyName": profile.get_my_name,
    "getMyShortDescription": profile.get_my_short_description,
    "getUpdates": receiving.get_updates,
    "getWebhookInfo": webhooks.get_webhook_info,
    "hideGeneralForumTopic": topics.hide_general_forum_topic,
    "leaveChat": chats.leave_chat,
    "logOut": receiving.log_out,
    "pinChatMessage": pins.pin_chat_message,
    "reopenForumTopic": topics.reopen_forum_topic,
    "reopenGeneralForumTopic": topics.reopen_general_forum_topic,
    "sendAnimation": media.sender("animation"),
    "sendAudio": media.sender("audio"),
    "sendChatAction": messages.send_chat_action,
    "sendContact": messages.send_contact,
    "sendDice": messages.send_dice,
    "sendDocument": media.sender("document"),
    "sendLocation": messages.send_location,
    "sendMediaGroup": media.send_media_group,
    "sendMessage": messages.send_message,
    "sendPhoto": media.sender("photo"),
    "sendPoll": polls.send_poll,
    "sendSticker": media.sender("sticker"),
    "sendVenue": messages.send_venue,
    "sendVideo": media.sender("video"),
    "sendVideoNote": media.sender("video_note"),
    "sendVoice": media.sender("voice"),
    "setChatMenuButton": profile.set_chat_menu_button,
    "setMessageReaction": reactions.set_message_reaction,
    "setMyCommands": profile.set_my_commands,
    "setMyDescription": profile.set_my_description,
    "setMyName": profile.set_my_name,
    "setMyShortDescription": profile.set_my_short_description,
    "setWebhook": webhooks.set_webhook,
    "unhideGeneralForumTopic": topics.unhide_general_forum_topic,
    "unpinAllChatMessages": pins.unpin_all_chat_messages,
    "unpinChatMessage": pins.unpin_chat_message,
}
#: Those that send messages to a chat, which is what limits are about.
SENDING = frozenset(
    name
    for name in METHODS
    if name.startswith(("send", "copyMessage", "forwardMessage")) and name != "sendChatAction"
)
