import pytest

from sandbox.people import Copied, Offered, Opened, Person
from sandbox.queries import Query
from sandbox.specification import SPECIFICATION, Object
from sandbox.world import BotAccount, World

from .conftest import Bot, StoppedClock


async def only(bot: Bot, kind: str) -> Object:
    updates = await bot.updates()
    assert [update.keys() - {"update_id"} for update in updates] == [{kind}]
    SPECIFICATION.check_object("Update", updates[0])
    found: Object = updates[0][kind]
    return found


async def test_commands_mentions_and_addresses_are_marked_in_utf16_units(bot: Bot, ayesha: Person) -> None:
    ayesha.says("😀 /near@rahnuma_bot ask @ayesha_mlt on https://psca.gop.pk/x.")
    message = await only(bot, "message")
    marked = [(e["type"], e["offset"], e["length"]) for e in message["entities"]]
    assert marked == [("bot_command", 3, 17), ("mention", 25, 11), ("url", 40, 21)]


async def test_a_message_is_dated_by_the_clock_and_numbered_in_its_chat(
    bot: Bot, ayesha: Person, clock: StoppedClock
) -> None:
    first = ayesha.says("one")
    clock.move(minutes=1)
    second = ayesha.says("two", reply_to=first)
    assert second["message_id"] == first["message_id"] + 1
    assert second["date"] == first["date"] + 60
    assert second["reply_to_message"] == first


async def test_an_edited_message_keeps_its_number_and_what_was_handed_out_stays(
    bot: Bot, ayesha: Person, world: World, clock: StoppedClock
) -> None:
    message = ayesha.says("STP in Lahor")
    world.updates.clear()
    clock.move(seconds=5)
    ayesha.edits(message, "STP in Lahore")
    edited = await only(bot, "edited_message")
    assert (edited["message_id"], edited["text"]) == (message["message_id"], "STP in Lahore")
    assert edited["edit_date"] == message["date"] + 5
    assert message["text"] == "STP in Lahor"


async def test_a_live_location_moves_as_edits(bot: Bot, ayesha: Person, world: World) -> None:
    message = ayesha.shares_live_location(31.5, 74.3)
    world.updates.clear()
    ayesha.moves(message, 31.6, 74.4)
    edited = await only(bot, "edited_message")
    assert edited["location"] == {"latitude": 31.6, "longitude": 74.4, "live_period": 900}


async def test_every_kind_of_message_a_person_sends_fits_the_specification(bot: Bot, ayesha: Person) -> None:
    ayesha.says("/start city_lahore")
    ayesha.shares_location(31.5, 74.3)
    ayesha.shares_venue(31.5, 74.3, "Arfa Tower", "Ferozepur Road")
    ayesha.shares_contact("+923000000000")
    ayesha.shares_contact("+923000000001", "Bilal")
    ayesha.sends_sticker()
    ayesha.sends_photo()
    ayesha.sends_voice()
    ayesha.blocks()
    ayesha.unblocks()
    updates = await bot.updates()
    assert len(updates) == 10
    for update in updates:
        SPECIFICATION.check_object("Update", update)


async def test_a_person_who_blocks_the_bot_is_reported_and_returns_with_start(
    bot: Bot, ayesha: Person
) -> None:
    ayesha.blocks()
    with pytest.raises(RuntimeError):
        ayesha.says("hello?")
    ayesha.starts("city_lahore")
    blocked, unblocked, start = await bot.updates()
    assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert unblocked["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert start["message"]["text"] == "/start city_lahore"
    await bot.does("sendMessage", chat_id=ayesha.id, text="Welcome back")


async def test_buttons_are_pressed_by_their_label_and_do_what_they_say(bot: Bot, ayesha: Person) -> None:
    buttons = [
        [{"text": "📍 Lahore", "callback_data": "city:lahore"}, {"text": "Map", "url": "example.org"}],
        [{"text": "Copy address", "copy_text": {"text": "Ferozepur Road"}}],
        [{"text": "Share", "switch_inline_query": "arfa"}],
        [{"text": "Search here", "switch_inline_query_current_chat": ""}],
    ]
    message = await bot.does(
        "sendMessage", chat_id=ayesha.id, text="x", reply_markup={"inline_keyboard": buttons}
    )
    assert ayesha.presses(message, "Map") == Opened("http://example.org/")
    assert ayesha.presses(message, "Copy") == Copied("Ferozepur Road")
    assert ayesha.presses(message, "Share") == Offered("arfa", this_chat=False)
    assert ayesha.presses(message, "Search") == Offered("", this_chat=True)
    with pytest.raises(LookupError, match="Karachi"):
        ayesha.presses(message, "Karachi")
    assert isinstance(ayesha.presses(message, "Lahore"), Query)
    query = await only(bot, "callback_query")
    assert (query["data"], query["message"]) == ("city:lahore", message)


async def test_an_answer_reaches_the_person_once_and_in_time(
    bot: Bot, ayesha: Person, clock: StoppedClock
) -> None:
    message = await bot.does("sendMessage", chat_id=ayesha.id, text="x")
    first, second = ayesha.asks_back(message, "a"), ayesha.asks_back(message, "b")
    await bot.does("answerCallbackQuery", callback_query_id=first.object["id"], text="Saved", show_alert=True)
    assert first.answer == {"text": "Saved", "show_alert": True}
    twice = await bot.refused("answerCallbackQuery", callback_query_id=first.object["id"])
    clock.move(hours=1)
    late = await bot.refused("answerCallbackQuery", callback_query_id=second.object["id"])
    assert twice == late
    assert second.answer is None


async def test_a_reply_keyboard_is_tapped_until_it_is_taken_away(bot: Bot, ayesha: Person) -> None:
    rows = [[{"text": "Near me", "request_location": True}, {"text": "Cities"}]]
    await bot.does("sendMessage", chat_id=ayesha.id, text="x", reply_markup={"keyboard": rows})
    assert ayesha.taps("Cit")["text"] == "Cities"
    with pytest.raises(LookupError, match="shares_location"):
        ayesha.taps("Near me")
    await bot.does("sendMessage", chat_id=ayesha.id, text="x", reply_markup={"force_reply": True})
    ayesha.taps("Cities")
    await bot.does("sendMessage", chat_id=ayesha.id, text="x", reply_markup={"remove_keyboard": True})
    with pytest.raises(LookupError):
        ayesha.taps("Cities")


async def test_what_the_bot_sends_fits_the_specification(bot: Bot, ayesha: Person) -> None:
    asked = ayesha.says("where?")
    quoted = {"message_id": asked["message_id"]}
    text = '<a href="tg://user?id=1001">you</a> <a href="tg://user?id=9">nobody</a> <pre>x</pre>'
    html = {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    point = {"latitude": 31.4, "longitude": 73.1}
    sent = [
        await bot.does("sendMessage", chat_id=ayesha.id, reply_parameters=quoted, **html),
        await bot.does("sendLocation", chat_id=ayesha.id, **point),
        await bot.does("sendVenue", chat_id=ayesha.id, title="STP", address="Faisalabad", **point),
    ]
    for message in sent:
        SPECIFICATION.check_object("Message", message)
    assert [e["type"] for e in sent[0]["entities"]] == ["text_mention", "pre"]
    assert sent[0]["entities"][0]["user"] == ayesha.user
    assert ayesha.latest() == sent[-1]


async def test_only_a_bot_in_inline_mode_is_asked_inline() -> None:
    person = Person(World(BotAccount(inline=False)))
    with pytest.raises(RuntimeError, match="inline"):
        person.asks_inline("lahore")


async def test_a_reply_to_a_message_that_is_gone_may_go_without_it(bot: Bot, ayesha: Person) -> None:
    asked = ayesha.says("never mind")
    ayesha.deletes(asked)
    quoted = {"message_id": asked["message_id"], "allow_sending_without_reply": True}
    sent = await bot.does("sendMessage", chat_id=ayesha.id, text="x", reply_parameters=quoted)
    assert "reply_to_message" not in sent
