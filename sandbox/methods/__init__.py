"""The Bot API methods that the sandbox plays, by family. To add one: write it and run `sandbox.extract`.

A method is a function of the world and the checked parameters; it returns the result or raises a `Refusal`.
"""

from collections.abc import Callable

from sandbox.methods import chats, editing, messages, profile, queries, receiving
from sandbox.specification import Object
from sandbox.world import World

Method = Callable[[World, Object], object]

METHODS: dict[str, Method] = {
    "answerCallbackQuery": queries.answer_callback_query,
    "answerInlineQuery": queries.answer_inline_query,
    "deleteMessage": editing.delete_message,
    "deleteMyCommands": profile.delete_my_commands,
    "deleteWebhook": receiving.delete_webhook,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "editMessageText": editing.edit_message_text,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatMenuButton": profile.get_chat_menu_button,
    "getMe": receiving.get_me,
    "getMyCommands": profile.get_my_commands,
    "getMyDescription": profile.get_my_description,
    "getMyName": profile.get_my_name,
    "getMyShortDescription": profile.get_my_short_description,
    "getUpdates": receiving.get_updates,
    "getWebhookInfo": receiving.get_webhook_info,
    "leaveChat": chats.leave_chat,
    "sendChatAction": messages.send_chat_action,
    "sendLocation": messages.send_location,
    "sendMessage": messages.send_message,
    "sendVenue": messages.send_venue,
    "setChatMenuButton": profile.set_chat_menu_button,
    "setMyCommands": profile.set_my_commands,
    "setMyDescription": profile.set_my_description,
    "setMyName": profile.set_my_name,
    "setMyShortDescription": profile.set_my_short_description,
}
