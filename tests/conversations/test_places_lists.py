"""Lists of places: turned in place, browsed without typing, and good after a restart."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from answers.actions import Action
from answers.buttons import MAX_BYTES, decode
from bot.assembly import assembled
from bot.receiving.polling import Poller
from bot.settings import Settings
from sandbox.people import Person
from sandbox.transport import SandboxRequest
from sandbox.world import World
from tests.conftest import Clock, Conversation
from tests.conversations.reading import named_in

TOO_OLD = "This button is too old"


async def test_a_long_list_is_turned_in_one_message(ayesha: Conversation) -> None:
    first = await ayesha.says("Lahore")
    assert "1 / 2" in ayesha.buttons
    second = await ayesha.presses("▶️")
    assert "2 / 2" in ayesha.buttons
    assert second.splitlines()[0] == first.splitlines()[0]
    assert len(_names(first) + _names(second)) == len({*_names(first), *_names(second)}) == 12
    assert await ayesha.presses("◀️") == first
    assert len(ayesha.person.received()) == 2, "the welcome and one list"


async def test_a_list_has_no_way_on_at_its_end_nor_back_at_its_beginning(ayesha: Conversation) -> None:
    await ayesha.says("Lahore")
    assert "◀️" not in ayesha.buttons
    await ayesha.presses("▶️")
    assert "▶️" not in ayesha.buttons
    await ayesha.says("Sialkot")
    assert not {"◀️", "▶️"} & set(ayesha.buttons)


async def test_turning_all_pages_shows_every_place_of_the_country_once(ayesha: Conversation) -> None:
    await ayesha.says("/parks")
    await ayesha.presses("All kinds")
    assert "164 known, 82 reported as working" in ayesha.newest
    shown = _names(ayesha.newest)
    while "▶️" in ayesha.buttons:
        shown += _names(await ayesha.presses("▶️"))
    assert len(shown) == 164
    assert len(set(shown)) == 164


def _names(shown: str) -> list[str]:
    return [name for mark in "✅🚧📣📝❔" for name in named_in(shown, mark)]


async def test_the_page_number_itself_does_no_harm(ayesha: Conversation) -> None:
    first = await ayesha.says("Lahore")
    await ayesha.presses("1 / 2")
    assert ayesha.newest == first
    assert len(ayesha.person.received()) == 2


async def test_kinds_and_working_ones_are_chosen_under_the_list(ayesha: Conversation) -> None:
    await ayesha.says("places in sindh")
    rozgaar = await ayesha.presses("🖥 e-Rozgaar")
    assert rozgaar.startswith("e-Rozgaar centres · Sindh")
    everything = await ayesha.presses("All kinds")
    assert everything.startswith("Places · Sindh\n\n28 known, 12 reported as working.")
    working = await ayesha.presses("Only working ones")
    assert working.startswith("Places · Sindh\n\n12 known, 12 reported as working.")
    assert (await ayesha.presses("Show also those not open")) == everything


async def test_who_does_not_type_taps_from_province_to_city_to_place(ayesha: Conversation) -> None:
    assert "Choose a province" in await ayesha.presses("Browse cities")
    assert "Gilgit-Baltistan (12)" in ayesha.buttons
    assert "Choose a city" in await ayesha.presses("Gilgit-Baltistan (12)")
    assert "Gupis (1)" in ayesha.buttons
    assert (await ayesha.presses("Gupis (1)")).startswith("🏙 Gupis, Gilgit-Baltistan\nPlaces: 1 known")
    assert (await ayesha.presses("Freelancing hub Gupis")).startswith("Freelancing hub Gupis\n")
    assert len(ayesha.person.received()) == 2, "the welcome turned into the list, and the card below it"


async def test_cities_with_places_come_first_and_the_others_follow(ayesha: Conversation) -> None:
    await ayesha.says("/city")
    await ayesha.presses("Balochistan (9)")
    numbered = [button for button in ayesha.buttons if button.endswith(")") and "(" in button]
    assert numbered == ayesha.buttons[: len(numbered)]
    while "▶️" in ayesha.buttons:
        await ayesha.presses("▶️")
    assert any("Zhob" in button or "Ziarat" in button for button in ayesha.buttons)
    assert "Choose a province" in await ayesha.presses("Provinces")


async def test_an_old_button_works_after_a_restart(settings: Settings, world: World, clock: Clock) -> None:
    async with assembled(settings, world.bot.token, SandboxRequest(world), clock) as before:
        ayesha = Conversation(Person(world, "Ayesha"), Poller(before))
        await ayesha.does(ayesha.person.starts)
        first = await ayesha.says("Lahore")
    clock.forward(days=30)
    async with assembled(settings, world.bot.token, SandboxRequest(world), clock) as after:
        ayesha.poller = Poller(after)
        second = await ayesha.presses("▶️")
        assert second.startswith("🏙 Lahore, Punjab")
        assert second != first
        assert await ayesha.presses("◀️") == first
        assert (await ayesha.presses("Arfa Software Technology Park")).startswith("Arfa Software")


GONE = [
    "",
    "x",
    "p",
    "p:",
    "p:no-such-place",
    "c:atlantis:A:0",
    "c:lahore:A",
    "c:lahore:Z:0",
    "c:lahore:A:-1",
    "c:lahore:A:9999",
    "n:91,200:A:0",
    "n:nan,nan:A:0",
    "bc:atlantis:0",
    "a:no-such-answer",
    "f:no-such-figure",
    "s:nothing:0",
    "g:nothing",
    "m:nothing",
    "w:place_nothing",
    "wr:place_stp-lahore-arfa:because",
    "lc:xx",
]


@pytest.mark.parametrize("data", GONE)
async def test_a_button_whose_meaning_is_gone_says_so_and_offers_a_new_start(
    ayesha: Conversation, data: str
) -> None:
    shown = await ayesha.does(ayesha.person.asks_back, ayesha.person.latest(), data)
    assert TOO_OLD in shown
    assert "🏠 Start" in ayesha.buttons
    assert "guide to Pakistan" in await ayesha.presses("🏠 Start")


async def test_a_report_on_a_place_that_does_not_exist_is_not_kept(ayesha: Conversation) -> None:
    tampered = "wr:place_nothing:closed"
    assert TOO_OLD in await ayesha.does(ayesha.person.asks_back, ayesha.person.latest(), tampered)


async def test_a_page_beyond_the_end_is_the_last_one(ayesha: Conversation) -> None:
    await ayesha.says("Lahore")
    await ayesha.does(ayesha.person.asks_back, ayesha.person.latest(), "c:lahore:A:999")
    assert "2 / 2" in ayesha.buttons


VERBS = st.sampled_from(sorted(action.verb for action in Action.__subclasses__()))
PARTS = st.sampled_from(["lahore", "sindh", "A", "sO", "0", "7", "31.5,74.3", "", ":"]) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=12
)
DATA = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=MAX_BYTES),
    st.lists(PARTS, max_size=4).flatmap(lambda parts: VERBS.map(lambda verb: ":".join([verb, *parts]))),
).filter(lambda data: len(data.encode()) <= MAX_BYTES)


@hypothesis_settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=DATA)
async def test_whatever_a_button_carries_its_tap_is_answered(ayesha: Conversation, data: str) -> None:
    taps, shown = len(ayesha.toasts), len(ayesha.shown)
    newest = await ayesha.does(ayesha.person.asks_back, ayesha.person.latest(), data)
    assert len(ayesha.toasts) == taps + 1
    assert "Something went wrong" not in newest
    if decode(data) is None:
        assert TOO_OLD in newest
        assert len(ayesha.shown) == shown + 1
