"""What a staff button asks for, in the 64 bytes that it may carry. It works after any restart."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from announcements.facets import FACETS, toggled
from announcements.roles import Act
from domain.announcements import EVERYBODY, Role
from domain.languages import Language
from domain.prompts import Awaited
from domain.replies import Press
from domain.switches import Function

PREFIX = "st:"
"""By which staff buttons are told from all others."""
MAX_BYTES = 64
"""Telegram's limit for callback_data."""
_ID = re.compile(r"\d{1,16}")
_NUMBER = re.compile(r"\d{1,9}")


class Verb(StrEnum):
    """What a button does. Many need to know more; that is said in brackets."""

    LIST = "list"
    """The announcements (number: before which one)."""
    OPEN = "open"
    """An announcement, as it is."""
    EDIT = "edit"
    """An announcement, to be changed."""
    ASK = "ask"
    """Waits for something to be written (chosen: what, and in which language; number: revision)."""
    DROP = "drop"
    """Waits for nothing."""
    WAIVE = "waive"
    """Leaves a language out (chosen: which)."""
    UNLINK = "unlink"
    """Takes the buttons from a text (chosen: language)."""
    AUDIENCE = "who"
    """Whom it is for, or the choices of a facet (chosen: which; number: page)."""
    AIM = "aim"
    """Adds to the audience or takes away (chosen: facet and value); everybody, if nothing is chosen."""
    WHEN = "when"
    """When it goes out."""
    SCHEDULE = "at"
    """At this moment (number: minutes since 1970), or as soon as it is approved (0)."""
    PAY = "pay"
    """What a paid broadcast costs, or the decision (chosen: yes or no)."""
    PREVIEW = "look"
    """How it will look."""
    TEST = "test"
    """As its reader would get it."""
    SURE = "sure"
    """Asks before something is done (chosen: the act)."""
    DO = "do"
    """Does it (chosen: the act)."""
    CSV = "csv"
    """The deliveries as a file."""
    STAFF = "staff"
    """Everybody on the staff."""
    MEMBER = "member"
    """One of them (about: whose user id)."""
    ROLE = "role"
    """Gives a role (about: to whom; chosen: which)."""
    DISMISS = "out"
    """Takes the role away (about: whose; chosen: yes, once one was asked)."""
    SWITCH_OFF = "off"
    """Switches a function off (chosen: which)."""
    SWITCH_ON = "on"
    """Switches a function on (chosen: which)."""


@dataclass(frozen=True, slots=True)
class Tap:
    """What a button asks for: about which announcement or person, what was chosen, and a number."""

    verb: Verb
    about: int = 0
    chosen: str = ""
    number: int = 0


def press(label: str, tap: Tap) -> Press:
    """A button that asks for this. Raises ValueError if it does not fit into 64 bytes."""
    data = f"{PREFIX}{tap.verb}:{tap.about}:{tap.chosen}:{tap.number or ''}".rstrip(":")
    if len(data.encode()) > MAX_BYTES:
        raise ValueError(f"{data!r} does not fit into {MAX_BYTES} bytes")
    return Press(label, data)


def decode(data: str) -> Tap | None:
    """What a button asks for, or None if it is not one of ours (any more)."""
    parts = data.removeprefix(PREFIX).split(":")
    verb, about, chosen, number = [*parts, "", "", ""][:4]
    about, number = about or "0", number or "0"
    numbers = _ID.fullmatch(about) and _NUMBER.fullmatch(number)
    if not data.startswith(PREFIX) or len(parts) > 4 or verb not in set(Verb) or not numbers:
        return None
    tap = Tap(Verb(verb), int(about), chosen, int(number))
    return tap if _makes_sense(tap) else None


def _makes_sense(tap: Tap) -> bool:
    try:
        _READERS.get(tap.verb, str)(tap.chosen)
    except (KeyError, ValueError):
        return False
    return True


def asking(what: Awaited, about: int = 0, language: Language | None = None, revision: int = 0) -> Tap:
    """A tap after which something is awaited, about an announcement or about none (0)."""
    return Tap(Verb.ASK, about, f"{what}.{language}" if language else str(what), revision)


def asked(chosen: str) -> tuple[Awaited, Language | None]:
    """What a tap wants to be awaited, in which language. Raises ValueError for what never is (any more)."""
    what, _, language = chosen.partition(".")
    return Awaited(what), Language(language) if language else None


_READERS: dict[Verb, Callable[[str], object]] = {
    Verb.ASK: asked,
    Verb.WAIVE: Language,
    Verb.UNLINK: Language,
    Verb.AUDIENCE: lambda chosen: chosen and FACETS[chosen],
    Verb.AIM: partial(toggled, EVERYBODY),
    Verb.SURE: Act,
    Verb.DO: Act,
    Verb.ROLE: Role,
    Verb.SWITCH_OFF: Function,
    Verb.SWITCH_ON: Function,
}
"""What may be chosen, for verbs that need it."""
