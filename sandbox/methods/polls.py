"""Polls. Nobody votes in the sandbox."""

from collections.abc import Iterator

from sandbox.formatted import formatted
from sandbox.methods.sending import send
from sandbox.refusal import bad_request
from sandbox.specification import Object
from sandbox.world import World

#: https://core.telegram.org/bots/api#sendpoll and #inputpolloption
_LONGEST_QUESTION = 300
_LONGEST_OPTION = 100
_MOST_OPTIONS = 12


def send_poll(world: World, given: Object) -> Object:
    """https://core.telegram.org/bots/api#sendpoll: questions and quizzes, without pictures."""
    question = _text(given, "question")
    if len(question["question"]) > _LONGEST_QUESTION:
        raise bad_request(f"poll question length must not exceed {_LONGEST_QUESTION}")
    options = list(_options(world, given["options"]))
    poll = {
        "id": world.new_query_id(),
        **question,
        "options": options,
        "total_voter_count": 0,
        "is_closed": given.get("is_closed", False),
        "is_anonymous": given.get("is_anonymous", True),
        "allows_multiple_answers": given.get("allows_multiple_answers", False),
        "allows_revoting": given.get("allows_revoting", given.get("type") != "quiz"),
        "members_only": False,
        **_kind(given, len(options)),
    }
    return send(world, given, {"poll": poll})


def _options(world: World, options: list[Object | str]) -> Iterator[Object]:
    if not options:
        raise bad_request("poll must have at least one answer option")
    if len(options) > _MOST_OPTIONS:
        raise bad_request(f"poll can't have more than {_MOST_OPTIONS} options")
    for option in options:
        told = _text({"text": option} if isinstance(option, str) else option, "text")
        if len(told["text"]) > _LONGEST_OPTION:
            raise bad_request(f"poll options length must not exceed {_LONGEST_OPTION}")
        yield {"persistent_id": world.new_query_id(), **told, "voter_count": 0}


def _kind(given: Object, options: int) -> Object:
    if given.get("type") not in (None, "", "regular", "quiz"):
        raise bad_request("unsupported poll type specified")
    if given.get("type") != "quiz":
        return {"type": "regular"}
    correct = given.get("correct_option_ids") or []
    if not correct:
        raise bad_request("correct quiz option list must be non-empty")
    if sorted(set(correct)) != correct:
        raise bad_request("correct quiz option list must be increasing")
    if not 0 <= correct[0] <= correct[-1] < options:
        raise bad_request("wrong quiz correct_option_id")
    return {"type": "quiz", "correct_option_ids": correct}


def _text(given: Object, name: str) -> Object:
    """A formatted text of a poll under its own name."""
    mode, entities = given.get(f"{name}_parse_mode", ""), given.get(f"{name}_entities", [])
    told = formatted({"text": given[name], "parse_mode": mode, "entities": entities})
    found = {f"{name}_entities": told["entities"]} if "entities" in told else {}
    return {name: told["text"], **found}
