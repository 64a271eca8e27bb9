"""Many people at once: whom an announcement goes to."""

from random import Random

from sandbox.people import Person
from sandbox.world import World

_SLOW_SECONDS = 0.5


def populate(
    world: World,
    count: int,
    *,
    blocked: float = 0.0,
    deactivated: float = 0.0,
    slow: float = 0.0,
    seed: int = 0,
) -> list[Person]:
    """So many people who have started the bot; shares of them (0 to 1) have blocked it since, left Telegram,
    or take half a second for each message. No update is queued: only the world's greeters know of them.
    """
    random = Random(seed)  # noqa: S311 - dice, not secrets
    people = [Person(world, f"Person {number:05}") for number in range(1, count + 1)]
    for person in people:
        chat, fate = person.chat, random.random()
        chat.started = True
        if fate < blocked:
            chat.bot_status = "kicked"
        elif fate < blocked + deactivated:
            chat.deactivated = True
        elif fate < blocked + deactivated + slow:
            chat.seconds_per_message = _SLOW_SECONDS
    world.bring([person.chat.id for person in people])
    return people
