"""The door of the Bot API: one call in, one answer out, and a record of both."""

from collections.abc import Mapping
from inspect import isawaitable

from sandbox.faults import Fault, LineDropped
from sandbox.files import Upload
from sandbox.methods import METHODS, SENDING
from sandbox.refusal import Refusal
from sandbox.specification import SPECIFICATION, Object
from sandbox.world import Call, World

_NO_FILES: Mapping[str, Upload] = {}
_NO_FAULT = Fault()


async def call(
    world: World, token: str, method: str, parameters: Object, files: Mapping[str, Upload] = _NO_FILES
) -> Call:
    """Answers a call as Telegram does and records it in the world.

    `files` are the parts of a multipart request, which parameters name (`attach://name`) or are named like.
    Takes time for getUpdates and where slowness was ordered. Raises `LineDropped` where that was ordered.
    """
    fault = world.faults.next(method) or _NO_FAULT
    if fault.dropped == "before":
        raise LineDropped(method)
    try:
        if fault.refusal:
            raise fault.refusal
        answered = await _answered(world, token, method, parameters, files)
    except Refusal as refusal:
        answered = _refused(method, parameters, refusal)
    world.record(answered)
    if seconds := fault.seconds + _slowness(world, answered):
        await world.sleep(seconds)
    if fault.dropped == "after":
        raise LineDropped(method)
    return answered


async def _answered(
    world: World, token: str, method: str, parameters: Object, files: Mapping[str, Upload]
) -> Call:
    if token != world.bot.token:
        raise Refusal(401, "Unauthorized")
    given = SPECIFICATION.check_call(method, parameters, files)
    if method in SENDING:
        return Call(method, parameters, ok=True, result=_sent(world, method, given))
    result = METHODS[method](world, given)
    return Call(method, parameters, ok=True, result=await result if isawaitable(result) else result)


def _sent(world: World, method: str, given: Object) -> object:
    """The result of a method that sends, once the limits admit it."""
    now, chat = world.monotonic(), world.chat(given["chat_id"])
    count = len(given.get("media") or given.get("message_ids") or (method,))
    paid = given.get("allow_paid_broadcast", False)
    if world.limits:
        world.sent.admit(world.limits, now, chat.id, count, paid=paid, group=not chat.private)
    result = METHODS[method](world, given)
    world.sent.accept(now, chat.id, len(result) if isinstance(result, list) else 1, paid=paid)
    return result


def _slowness(world: World, answered: Call) -> float:
    """The seconds that a message to a slow person takes."""
    if not answered.ok or answered.method not in SENDING:
        return 0
    return world.chat(answered.parameters["chat_id"]).seconds_per_message


def _refused(method: str, parameters: Object, refusal: Refusal) -> Call:
    return Call(
        method,
        parameters,
        ok=False,
        error_code=refusal.status,
        description=refusal.description,
        retry_after=refusal.retry_after,
        migrate_to_chat_id=refusal.migrate_to_chat_id,
    )
