"""What stands behind a reply: the update that the bot fetched, and the calls that it made."""

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.specification import Object
from sandbox.world import Call, World

#: Asked again and again, and of no interest by themselves.
_POLLING = "getUpdates"


def records(world: World, call: Call) -> Iterator[Object]:
    """A call as the page shows it; of polling, the updates that it brought.

    `chat` is where it belongs: for an inline query the private chat of the person who asked; None for none.
    """
    at = world.clock().isoformat()
    if call.method == _POLLING:
        for update in _list(call.result):
            yield {"at": at, "chat": _update_chat(update), "update": update}
        return
    told = {"at": at, "chat": call_chat(world, call), "method": call.method, "parameters": call.parameters}
    yield {**told, **call.response()}


def call_chat(world: World, call: Call) -> int | None:
    """The chat that a call means, if any."""
    given = call.parameters
    if "chat_id" in given:
        return _number(given["chat_id"])
    if query := world.callback_queries.get(given.get("callback_query_id", "")):
        return _query_chat(query.object)
    if query := world.inline_queries.get(given.get("inline_query_id", "")):
        return _query_chat(query.object)
    return None


def _update_chat(update: Object) -> int | None:
    content: Mapping[str, Any] = next((part for name, part in update.items() if name != "update_id"), {})
    return int(content["chat"]["id"]) if "chat" in content else _query_chat(content)


def _query_chat(query: Mapping[str, Any]) -> int | None:
    message = query.get("message")
    return int(message["chat"]["id"] if message else query["from"]["id"])


def _list(result: object) -> list[Object]:
    return result if isinstance(result, list) else []


def _number(chat_id: object) -> int | None:
    text = str(chat_id)
    return int(text) if text.removeprefix("-").isdecimal() else None
