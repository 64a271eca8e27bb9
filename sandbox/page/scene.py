"""The scene: the world as the page sees it, watched for what the stream has to tell."""

from collections import deque
from collections.abc import Sequence

from sandbox.chats import Chat
from sandbox.page import telling
from sandbox.page.cities import City
from sandbox.page.crowd import Crowd
from sandbox.page.disturbances import Disturbances
from sandbox.page.events import Stream
from sandbox.page.personas import enter
from sandbox.page.records import records
from sandbox.specification import Object
from sandbox.world import Call, Event, World

_MOST_RECORDS = 400


class Scene:
    """Listens to the world from the moment it is made."""

    def __init__(self, world: World, cities: Sequence[City]) -> None:
        self.world = world
        self.cast = enter(world)
        self.crowd = Crowd(self._strangers, world.monotonic)
        self.disturbances = Disturbances(world)
        self.stream = Stream(self._snapshot, self.crowd.figures)
        self._cities = cities
        self._records: deque[Object] = deque(maxlen=_MOST_RECORDS)
        self._last_update = 0
        world.listen(self._see)
        world.watch(self._watch)

    def _strangers(self) -> int:
        """How many people nobody plays: all users but the bot and the personas."""
        return len(self.world.users) - 1 - len(self.cast.people)

    def tell_standing(self, chat: Chat) -> None:
        """Tells that the bot was blocked, brought in, thrown out ..."""
        self.stream.publish("standing", {"chat": chat.id, **telling.standing(chat)})

    def tell_disturbances(self) -> None:
        """Tells what is switched on."""
        self.stream.publish("switches", {"switches": self.disturbances.told()})

    def _snapshot(self) -> Object:
        told = telling.everything(self.world, self.cast, self._cities)
        return {**told, "records": list(self._records), "switches": self.disturbances.told()}

    def _see(self, event: Event) -> None:
        if self.cast.follows(event.chat):
            self.stream.publish(event.kind, _told(event))
        elif event.kind == "said" and event.content.get("from") == self.world.bot.user():
            self.crowd.received()

    def _watch(self, call: Call) -> None:
        for record in filter(self._is_news, records(self.world, call)):
            chat = self.world.chats.get(record["chat"])
            if chat is None or self.cast.follows(chat):
                self._records.append(record)
                self.stream.publish("record", record)
            elif not call.ok:
                self.crowd.refused(call)
        if call.ok:
            self._tell_effect(call)

    def _is_news(self, record: Object) -> bool:
        """Whether it is no update brought once more: bots may fetch it until they have replied."""
        if "update" not in record:
            return True
        number = record["update"]["update_id"]
        before, self._last_update = self._last_update, max(self._last_update, number)
        return bool(number > before)

    def _tell_effect(self, call: Call) -> None:
        """What calls change that no event tells."""
        if call.method == "answerInlineQuery":
            query = call.parameters["inline_query_id"]
            answer = self.world.inline_queries[query].answer
            self.stream.publish("results", {"query": query, **(answer or {})})
        elif call.method == "leaveChat":
            self.tell_standing(self.world.chat(call.parameters["chat_id"]))
        elif call.method.startswith(("setMy", "deleteMy")):
            menus = {str(chat.id): telling.menu(self.world, chat) for chat in self.cast.chats}
            self.stream.publish("menus", menus)


def _told(event: Event) -> Object:
    chat = event.chat
    match event.kind:
        case "said" | "edited":
            return {"chat": chat.id, "message": event.content, **telling.standing(chat)}
        case "deleted":
            return {"chat": chat.id, "message_id": event.content["message_id"]}
        case "answered" | "acting":
            return {"chat": chat.id, **event.content}
