"""The door of the Bot API: one call in, one answer out, and a record of both."""

from inspect import isawaitable

from sandbox.methods import METHODS
from sandbox.refusal import Refusal
from sandbox.specification import SPECIFICATION, Object
from sandbox.world import Call, World


async def call(world: World, token: str, method: str, parameters: Object) -> Call:
    """Answers a call as Telegram does and adds it to `world.calls`. Only getUpdates takes time."""
    try:
        result = await _answer(world, token, method, parameters)
        answered = Call(method, parameters, ok=True, result=result)
    except Refusal as refusal:
        answered = Call(
            method,
            parameters,
            ok=False,
            error_code=refusal.status,
            description=refusal.description,
            retry_after=refusal.retry_after,
        )
    world.calls.append(answered)
    return answered


async def _answer(world: World, token: str, method: str, parameters: Object) -> object:
    if token != world.bot.token:
        raise Refusal(401, "Unauthorized")
    if fault := world.fault(method):
        raise fault
    given = SPECIFICATION.check_call(method, parameters)
    result = METHODS[method](world, given)
    return await result if isawaitable(result) else result
