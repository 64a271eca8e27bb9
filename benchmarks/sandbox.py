"""How many updates a second the sandbox carries: `python -m benchmarks.sandbox`.

People have said something, the bot fetches it and answers with one message: once by calls without any
library, once through python-telegram-bot's `Application` with one handler. The slowest and the fastest of
five rounds are told, each with a world of its own, and the processor time that an update takes on average,
which other work on the machine does not change.
"""

import asyncio
import os
import platform
from collections.abc import Awaitable, Callable
from statistics import mean
from time import perf_counter, process_time

import click
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from sandbox import server
from sandbox.population import populate
from sandbox.specification import Object
from sandbox.transport import SandboxRequest, deliver
from sandbox.world import World

_ROUNDS = 5
_PEOPLE = 1000
_AT_ONCE = 100


async def by_calls(world: World) -> None:
    """getUpdates, and one sendMessage for each update, until nothing waits."""
    offset = 0
    while updates := await _fetched(world, offset):
        for update in updates:
            given = {"chat_id": update["message"]["chat"]["id"], "text": "Salaam"}
            await server.call(world, world.bot.token, "sendMessage", given)
        offset = updates[-1]["update_id"] + 1


async def by_library(world: World) -> None:
    """The same by python-telegram-bot."""
    request = SandboxRequest(world)
    builder = Application.builder().token(world.bot.token).request(request).get_updates_request(request)
    application = builder.updater(None).build()
    application.add_handler(MessageHandler(filters.TEXT, _answer))
    async with application:
        await deliver(application)


async def _fetched(world: World, offset: int) -> list[Object]:
    call = await server.call(world, world.bot.token, "getUpdates", {"offset": offset, "limit": _AT_ONCE})
    return list(call.result) if isinstance(call.result, list) else []


async def _answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.effective_chat:
        await context.bot.send_message(update.effective_chat.id, "Salaam")


async def _round(handle: Callable[[World], Awaitable[None]], updates: int) -> tuple[float, float]:
    """Updates per second, and microseconds of the processor per update."""
    world = World()
    people = populate(world, _PEOPLE)
    for number in range(updates):
        people[number % _PEOPLE].says("Where is the nearest park?")
    begun, begun_working = perf_counter(), process_time()
    await handle(world)
    taken, worked = perf_counter() - begun, process_time() - begun_working
    if len(world.sent) != updates:
        raise RuntimeError(f"{len(world.sent)} of {updates} updates were answered")
    return updates / taken, worked / updates * 1e6


@click.command()
@click.option("--updates", default=10_000, show_default=True, help="So many updates in each round.")
def main(updates: int) -> None:
    """Measures and prints a table."""
    click.echo(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {updates} updates, {_ROUNDS} rounds"
    )
    for name, handle in (("calls", by_calls), ("python-telegram-bot", by_library)):
        rounds = [asyncio.run(_round(handle, updates)) for _ in range(_ROUNDS)]
        speeds, work = zip(*rounds, strict=True)
        told = f"{min(speeds):>8,.0f} to {max(speeds):>8,.0f} updates/s, {mean(work):>5.0f} µs each"
        click.echo(f"{name:<20} {told}")


if __name__ == "__main__":
    main()
