"""The people whom the page plays: roles without real persons behind them, and the group they share."""

from dataclasses import dataclass

from sandbox.chats import Chat
from sandbox.groups import new_group
from sandbox.people import Person
from sandbox.world import World

#: User ids are fixed, so that the bot knows everybody again after a restart; worlds give out larger ones.
STAFF_IDS = 104, 105


@dataclass(frozen=True, slots=True)
class Persona:
    """A role: how it is called, what it is like, the language of its Telegram, and what it may ask first."""

    id: int
    name: str
    about: str
    language_code: str
    ideas: tuple[str, ...]


PERSONAS = (
    Persona(
        101,
        "Student, Multan",
        "writes Roman Urdu",
        "en",
        (
            "fasilabad mein stp kahan hai?",
            "multan mein e rozgar center",
            "mere qareeb kaunsa markaz hai",
            "laptop scheme ke liye kaise apply karun",
        ),
    ),
    Persona(
        102,
        "Freelancer, Karachi",
        "writes English",
        "en",
        (
            "What is the tax rate for freelancers?",
            "How do I register with PSEB?",
            "How can I receive payments from abroad?",
            "software parks in Karachi",
        ),
    ),
    Persona(
        103,
        "Student, Quetta",
        "writes Urdu",
        "ur",
        (
            "کوئٹہ میں سافٹ ویئر پارک کہاں ہے؟",
            "رجسٹریشن پر کتنا خرچہ آتا ہے؟",
            "بلوچستان میں کتنے ٹیکنالوجی پارک ہیں؟",
            "مفت تربیت کہاں ملتی ہے؟",
        ),
    ),
    Persona(
        104,
        "Staff, Islamabad",
        "runs the service",
        "en",
        ("/announce", "/announcements", "/stats", "/staff"),
    ),
    Persona(
        105,
        "Staff, Lahore",
        "approves announcements",
        "en",
        ("/announcements", "/news"),
    ),
)
GROUP_TITLE = "Students & freelancers"
GROUP_ABOUT = "three people and the bot"


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody in a world whom the page can play, and the chats that it follows."""

    people: dict[int, Person]
    group: Chat

    @property
    def chats(self) -> list[Chat]:
        """The chats in the order in which they are listed."""
        return [*(person.chat for person in self.people.values()), self.group]

    def follows(self, chat: Chat) -> bool:
        """Whether the page shows this chat."""
        return chat is self.group or chat.id in self.people

    def writers(self, chat: Chat) -> list[int]:
        """The ids of those who can write there."""
        return list(chat.members) if chat is self.group else [chat.id]


def enter(world: World) -> Cast:
    """Brings everybody into the world, and the bot into their group."""
    people = {
        one.id: Person(world, one.name, user_id=one.id, language_code=one.language_code) for one in PERSONAS
    }
    members = [person for person in people.values() if person.id not in STAFF_IDS]
    return Cast(people, new_group(world, GROUP_TITLE, *members, username="rahnuma_sandbox_group"))
