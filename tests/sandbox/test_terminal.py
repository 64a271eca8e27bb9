import io
import os
from collections.abc import AsyncIterator

from sandbox.lines import lines
from sandbox.people import Person
from sandbox.specification import Object
from sandbox.terminal import Terminal

from .conftest import Bot

INLINE: Object = {
    "inline_keyboard": [
        [{"text": "Lahore", "callback_data": "1"}, {"text": "Map", "url": "https://x.pk/m"}],
        [
            {"text": "Copy", "copy_text": {"text": "Ferozepur Road"}},
            {"text": "Share", "switch_inline_query": "a"},
        ],
    ]
}
REPLY: Object = {"keyboard": [[{"text": "Near me", "request_location": True}, {"text": "Cities"}]]}
TEXT = 'See <b>this</b> <a href="https://x.pk/s">page</a>'


class SmallBot:
    """Answers each kind of update in one way."""

    def __init__(self, bot: Bot) -> None:
        self.does = bot.does
        self.updates = bot.updates
        self.answers = {"message": self.talk, "callback_query": self.press, "inline_query": self.search}

    async def deliver(self) -> None:
        for update in await self.updates():
            for kind in update.keys() & self.answers.keys():
                await self.answers[kind](update[kind])
            await self.updates(offset=update["update_id"] + 1)

    async def talk(self, told: Object) -> None:
        chat: Object = {"chat_id": told["chat"]["id"]}
        if "location" in told:
            await self.does("sendVenue", **chat, **told["location"], title="Arfa Tower", address="Lahore")
        elif told["text"] == "/start":
            await self.does("sendMessage", **chat, text="Salaam", reply_markup=REPLY)
        else:
            await self.does("sendMessage", **chat, text=TEXT, parse_mode="HTML", reply_markup=INLINE)

    async def press(self, query: Object) -> None:
        await self.does("answerCallbackQuery", callback_query_id=query["id"], text="One moment")
        place = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
        await self.does("editMessageText", **place, text="Lahore it is")

    async def search(self, query: Object) -> None:
        result = {"type": "article", "id": "1", "title": "Arfa", "description": "Lahore"}
        results = [{**result, "input_message_content": {"message_text": "x"}}]
        await self.does("answerInlineQuery", inline_query_id=query["id"], results=results)


async def transcript(bot: Bot, typed: str, stdout: io.StringIO | None = None) -> str:
    shown = stdout or io.StringIO()
    await Terminal(Person(bot.world), SmallBot(bot).deliver, io.StringIO(typed), shown).run()
    return shown.getvalue().partition("/quit")[2].partition("\n")[2]


async def test_a_conversation_reads_like_this(bot: Bot) -> None:
    assert await transcript(bot, "lahore\n2\n3\n4\n1\n/at 31.5, 74.3\n/inline arfa\n/quit\nunheard\n") == (
        """\

Rahnuma:
Salaam
You may also write:
  Near me (share location: /at LAT LON)
  Cities

> lahore

Rahnuma:
See this page <https://x.pk/s>
[1] Lahore  [2] Map <https://x.pk/m>
[3] Copy  [4] Share

> 2
(opens https://x.pk/m)

> 3
(copied: Ferozepur Road)

> 4
(would be shared in another chat: @rahnuma_bot a)

> 1
(One moment)

Rahnuma (edited):
Lahore it is

> /at 31.5, 74.3

Rahnuma:
📍 Arfa Tower, Lahore (31.5, 74.3)

> /inline arfa
Arfa - Lahore

> /quit

"""
    )


async def test_what_can_not_be_done_is_explained(bot: Bot) -> None:
    shown = await transcript(bot, "7\n/at Lahore\n/at 95 10\nlahore\n9\n")
    assert "There are no buttons to press yet." in shown
    assert shown.count("Like this: /at 31.5 74.3") == 2
    assert "There is no button 9 here." in shown


async def test_on_a_real_terminal_styles_are_shown(bot: Bot) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert "See \x1b[1mthis\x1b[0m \x1b[4mpage\x1b[0m <https://x.pk/s>" in await transcript(
        bot, "x\n", Screen()
    )


async def test_everything_else_the_bot_can_do_is_shown(bot: Bot) -> None:
    shown = io.StringIO()
    person = Person(bot.world)
    await Terminal(person, SmallBot(bot).deliver, io.StringIO(""), shown).run()
    shown.truncate(0)
    chat = {"chat_id": person.id}
    pin = await bot.does("sendLocation", **chat, latitude=31.5, longitude=74.3)
    await bot.does("deleteMessage", **chat, message_id=pin["message_id"])
    query, another = person.asks_back(pin, "x"), person.asks_back(pin, "y")
    alert = {"callback_query_id": query.object["id"], "text": "Too old", "show_alert": True}
    await bot.does("answerCallbackQuery", **alert)
    link = "https://t.me/rahnuma_bot?start=city_lahore"
    await bot.does("answerCallbackQuery", callback_query_id=another.object["id"], url=link)
    rows = [[{"text": "My number", "request_contact": True}]]
    await bot.does("sendMessage", **chat, text="x", reply_markup={"keyboard": rows})
    await bot.does("sendChatAction", **chat, action="typing")
    told = shown.getvalue()
    assert "📍 (31.5, 74.3)\n(the bot took a message away)\n(! Too old)\n" in told
    assert f"(opens {link})\n" in told
    assert "My number (shares your telephone number; not possible here)" in told


async def test_inline_queries_without_results_or_answer_say_so(bot: Bot) -> None:
    async def deliver() -> None:
        for update in await bot.updates():
            if update.get("inline_query", {}).get("query") == "nothing":
                query_id = update["inline_query"]["id"]
                more = {"results": [], "next_offset": "1"}
                await bot.does("answerInlineQuery", inline_query_id=query_id, **more)
            await bot.updates(offset=update["update_id"] + 1)

    shown = io.StringIO()
    await Terminal(Person(bot.world), deliver, io.StringIO("/inline nothing\n/inline mute\n"), shown).run()
    answers = ["(no results)", "(and more, page by page)", "(the bot did not answer the inline query)"]
    assert [line for line in shown.getvalue().splitlines() if line.startswith("(")] == answers


async def all_of(found: AsyncIterator[str]) -> list[str]:
    return [line async for line in found]


async def test_lines_are_read_from_pipes_and_files_alike(tmp_path: object) -> None:
    reader, writer = os.pipe()
    os.write(writer, "لاہور\nSTP in Lah".encode())
    os.write(writer, b"ore\r\nbye")
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as pipe:
        assert await all_of(lines(pipe)) == ["لاہور", "STP in Lahore", "bye"]
    with open(f"{tmp_path}/typed", "w+", encoding="utf-8") as file:  # noqa: ASYNC230, PTH123
        file.write("one\ntwo\n")
        file.flush()
        file.seek(0)
        assert await all_of(lines(file)) == ["one", "two"]
