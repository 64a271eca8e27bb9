"""Answers to pressed buttons and to inline queries."""

import re

from sandbox import inline_results
from sandbox.queries import too_old
from sandbox.refusal import bad_request
from sandbox.specification import Object
from sandbox.world import Event, World

#: https://core.telegram.org/bots/api#answercallbackquery and #answerinlinequery
LONGEST_TOAST = 200
MOST_RESULTS = 50
_LONGEST_OFFSET = 64
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")


def answer_callback_query(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#answercallbackquery

    Only addresses that open this bot with a parameter are taken: games are not played.
    """
    if len(given.get("text", "")) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    if given.get("url") and not given["url"].startswith(f"https://t.me/{world.bot.username}?start="):
        raise bad_request("URL_INVALID")
    query = world.callback_queries.get(given["callback_query_id"])
    if query is None:
        raise too_old()
    answer = {name: value for name, value in given.items() if name != "callback_query_id"}
    query.accept(answer, world.clock())
    world.announce(Event("answered", world.chats[query.object["from"]["id"]], answer))
    return True


def answer_inline_query(world: World, given: Object) -> bool:
    """https://core.telegram.org/bots/api#answerinlinequery"""
    results = given["results"]
    if len(results) > MOST_RESULTS:
        raise bad_request("too many inline query results specified")
    identifiers = [result["id"] for result in results]
    if not all(1 <= len(identifier.encode()) <= 64 for identifier in identifiers):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(identifiers)) < len(identifiers):
        raise bad_request("RESULT_ID_DUPLICATE")
    for result in results:
        inline_results.check(result)
    _check_ends(given)
    query = world.inline_queries.get(given["inline_query_id"])
    if query is None:
        raise too_old()
    query.accept(given, world.clock())
    return True


def _check_ends(given: Object) -> None:
    """What stands around the results: the offset of the next page and the button above."""
    if len(given.get("next_offset", "").encode()) > _LONGEST_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    button = given.get("button")
    if button is None:
        return
    if "start_parameter" not in button:
        raise bad_request(
            "can't parse inline query results button: "
            "InlineQueryResultsButton must have exactly one optional field"
        )
    if not _START_PARAMETER.fullmatch(button["start_parameter"]):
        raise bad_request("START_PARAM_INVALID")
