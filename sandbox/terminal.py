"""A conversation with the bot in a terminal."""

import re
from collections.abc import Awaitable, Callable
from typing import TextIO

from sandbox import keyboards
from sandbox import terminal_words as words
from sandbox.lines import lines
from sandbox.people import Copied, Offered, Opened, Person, Pressed
from sandbox.rendering import keyboard_lines, message_lines
from sandbox.specification import Object
from sandbox.world import Event

_POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)[\s,]+(-?\d+(?:\.\d+)?)\s*")


class Terminal:
    """Lets whoever types into `stdin` be the person; what the bot says goes to `stdout`.

    `deliver` has the bot process all updates that wait. Styles are shown if `stdout` is a terminal, and what
    was typed is repeated if `stdin` is not one, so that a transcript can be read.
    """

    def __init__(
        self, person: Person, deliver: Callable[[], Awaitable[object]], stdin: TextIO, stdout: TextIO
    ) -> None:
        self._person = person
        self._deliver = deliver
        self._stdin = stdin
        self._stdout = stdout
        self._keyboard: Object | None = None
        person.world.listen(self._see)

    async def run(self) -> None:
        """Greets, presses Start, and goes on until /quit or the end of the input."""
        self._print(words.GREETING.format(bot=self._person.world.bot.first_name))
        self._person.starts()
        await self._deliver()
        self._prompt()
        async for line in lines(self._stdin):
            if not self._stdin.isatty():
                self._print(line)
            if line.strip() == "/quit":
                break
            await self._take(line.strip())
            self._prompt()
        self._print("")

    async def _take(self, line: str) -> None:
        command, _, rest = line.partition(" ")
        if line.isascii() and line.isdigit():
            self._press(int(line))
        elif command == "/at":
            self._share(rest)
        elif command == "/inline":
            await self._ask_inline(rest.strip())
        elif line:
            self._person.says(line)
        await self._deliver()

    def _press(self, number: int) -> None:
        message = self._latest_with_buttons()
        if message is None:
            self._print(words.NO_BUTTONS)
            return
        buttons = list(keyboards.buttons(message["reply_markup"]))
        if 1 <= number <= len(buttons):
            self._tell_pressed(self._person.presses(message, buttons[number - 1]))
        else:
            self._print(words.NO_SUCH_BUTTON.format(number=number))

    def _latest_with_buttons(self) -> Object | None:
        messages = reversed(self._person.received())
        return next((message for message in messages if "reply_markup" in message), None)

    def _tell_pressed(self, pressed: Pressed) -> None:
        match pressed:
            case Opened(url):
                self._print(words.OPENED.format(url=url))
            case Copied(text):
                self._print(words.COPIED.format(text=text))
            case Offered(query, this_chat):
                sentence = words.OFFERED_HERE if this_chat else words.OFFERED_ELSEWHERE
                self._print(sentence.format(text=f"@{self._person.world.bot.username} {query}"))

    def _share(self, written: str) -> None:
        point = _POINT.fullmatch(written)
        if point and abs(float(point[1])) <= 90 and abs(float(point[2])) <= 180:
            self._person.shares_location(float(point[1]), float(point[2]))
        else:
            self._print(words.HOW_TO_SHARE)

    async def _ask_inline(self, text: str) -> None:
        query = self._person.asks_inline(text)
        await self._deliver()
        if query.answer is None:
            self._print(words.NO_ANSWER)
            return
        for result in query.answer["results"]:
            self._print(" - ".join(result[name] for name in ("title", "description") if name in result))
        if not query.answer["results"]:
            self._print(words.NO_RESULTS)
        if query.answer.get("next_offset"):
            self._print(words.MORE_RESULTS)

    def _see(self, event: Event) -> None:
        """Shows what the bot does in this chat, as it happens."""
        if event.chat is not self._person.chat:
            return
        if event.kind == "answered":
            self._see_answer(event.content)
        elif event.kind == "deleted":
            self._print(words.DELETED)
        elif event.kind != "acting" and event.content["from"]["id"] == self._person.world.bot.id:
            self._see_message(event.content, edited=event.kind == "edited")

    def _see_answer(self, answer: Object) -> None:
        if answer.get("text"):
            self._print(
                (words.ALERT if answer.get("show_alert") else words.TOAST).format(text=answer["text"])
            )
        if answer.get("url"):
            self._print(words.OPENED.format(url=answer["url"]))

    def _see_message(self, message: Object, *, edited: bool) -> None:
        name = self._person.world.bot.first_name
        self._print(f"\n{name} {words.EDITED}:" if edited else f"\n{name}:")
        for line in message_lines(message, colours=self._stdout.isatty()):
            self._print(line)
        keyboard = self._person.chat.keyboard
        if keyboard is not None and keyboard != self._keyboard:
            for line in keyboard_lines(keyboard):
                self._print(line)
        self._keyboard = keyboard

    def _print(self, line: str) -> None:
        self._stdout.write(f"{line}\n")

    def _prompt(self) -> None:
        self._stdout.write("\n> ")
        self._stdout.flush()
