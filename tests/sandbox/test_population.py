from collections import Counter

from sandbox.population import populate
from sandbox.world import World

from .conftest import Bot


async def test_a_crowd_has_started_the_bot_and_part_of_it_is_gone(bot: Bot, world: World) -> None:
    people = populate(world, 1000, blocked=0.1, deactivated=0.05, slow=0.2)
    assert (people[0].user["first_name"], people[-1].user["first_name"]) == ("Person 00001", "Person 01000")
    assert await bot.updates() == []
    calls = [await bot.call("sendMessage", chat_id=person.id, text="Salaam") for person in people]
    fates = Counter(call.description for call in calls)
    assert fates.keys() == {
        None,
        "Forbidden: bot was blocked by the user",
        "Forbidden: user is deactivated",
    }
    assert 70 < fates["Forbidden: bot was blocked by the user"] < 130
    assert 30 < fates["Forbidden: user is deactivated"] < 70
    assert 150 < sum(person.chat.seconds_per_message > 0 for person in people) < 250


def test_the_same_seed_gives_the_same_crowd() -> None:
    def fates(seed: int) -> list[str]:
        return [one.chat.bot_status for one in populate(World(), 200, blocked=0.5, seed=seed)]

    assert fates(1) == fates(1) != fates(2)
