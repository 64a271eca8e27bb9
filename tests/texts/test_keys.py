"""The sentences and the code that says them fit each other."""

import re
import string
import tomllib
from collections.abc import Iterable

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from announcements.attempts import STOPPED
from announcements.cards import progress
from announcements.composing import Fault
from announcements.facets import FACETS
from announcements.outcomes import MOVED_AGAIN
from announcements.roles import Act
from answers.cards.cities import _CHOICES
from answers.cards.reporting import WRONG
from domain.announcements import AttachmentKind, PauseReason, Phase, Purpose, Role, SkipReason
from domain.geometry import Compass
from domain.interests import Interest
from domain.languages import Language
from domain.places import Kind, Precision, Province, Status
from domain.switches import Function
from handlers.commands import COMMANDS
from handlers.staff.menu import NEEDED
from storage.directory.load import load
from storage.ledger.recording import INTERRUPTED
from tests.conftest import DATA
from tests.texts.usage import PROJECT, Said, calls, strings


def _messages() -> dict[str, Message]:
    with (PROJECT / "texts" / "en.po").open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    return {
        message.id if isinstance(message.id, str) else message.id[0]: message
        for message in catalogue
        if message.id
    }


MESSAGES = _messages()
SECTIONS = {answer.section for topic in load(DATA).topics for answer in topic.row.answers}
TALK = set(tomllib.loads((DATA / "vocabulary/words.toml").read_text(encoding="utf-8"))["talk"])
DISTANCES = ["distance.exact", "distance.area", "distance.city"]  # a place without a point has no distance

STEPS = {
    *(Act.PAUSE, Act.RESUME, Act.CANCEL, Act.CORRECT, Act.RECALL, Act.FOLLOW_UP),
    *(Act.RETRY, Act.RESEND, Act.LEAVE),
}
GONE_BECAUSE = {"deactivated", "kicked", "chat_not_found"}  # `Gone` says so
REASONS = {*SkipReason, *GONE_BECAUSE, INTERRUPTED, MOVED_AGAIN, STOPPED}

FAMILIES: dict[str, Iterable[str]] = {
    "button.kinds.{}": _CHOICES,
    "button.staff.do.{}": STEPS,
    "command.{}": [*COMMANDS, *NEEDED],
    "compass.{}": Compass,
    "distance.{}": [Precision.AREA, Precision.CITY],
    "interest.{}": Interest,
    "kind.{}": Kind,
    "kinds.{}": Kind,
    "language.{}": Language,
    "news.{}": AttachmentKind,
    "place.seats.{}": ["desks", "training"],
    "precision.{}": Precision,
    "province.{}": Province,
    "section.{}": SECTIONS,
    "smalltalk.{}": TALK - {"help", "human"},  # these two have pages of their own
    "staff.count.{}": progress._SHOWN,
    "staff.facet.{}": FACETS,
    "staff.function.{}": Function,
    "staff.listed.{}": Phase,
    "staff.may_have.{}": progress._AFTERWARDS,
    "staff.number.{}": set(Purpose) - {Purpose.ORIGINAL},
    "staff.pause.{}": PauseReason,
    "staff.phase.{}": Phase,
    "staff.reason.{}": REASONS,
    "staff.role.{}": Role,
    "staff.role.{}.may": Role,
    "staff.sure.{}": STEPS - {Act.PAUSE, Act.RESUME},
    "staff.text.{}": AttachmentKind,
    "staff.unfit.{}": Fault,
    "staff.weekday.{}": "0123456",
    "status.{}": Status,
    "status.{}.undated": Status,
    "wrong.{}": {reason for reasons in WRONG.values() for reason in reasons},
    "{}.here": DISTANCES,
    "{}_unknown": ["programme.who", "programme.apply", "programme.cost"],
}
"""What may be put into the keys that are put together in the code."""


def keys_of(written: str) -> list[str]:
    """The keys that a string in the code stands for."""
    if written not in FAMILIES:
        return [written]
    return [written.replace("{}", str(part)) for part in FAMILIES[written]]


def sentences(message: Message) -> list[str]:
    """All forms of a message."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def placeholders(message: Message) -> set[str]:
    found = (name for text in sentences(message) for _, name, _, _ in string.Formatter().parse(text))
    return {name for name in found if name is not None}


@pytest.mark.parametrize("said", calls(), ids=lambda said: f"{said.where} {said.key}")
def test_what_the_code_says_is_there_and_gets_all_its_values(said: Said) -> None:
    assert said.key in FAMILIES or "{}" not in said.key, "add the family to FAMILIES"
    for key in keys_of(said.key):
        assert key in MESSAGES
        assert placeholders(MESSAGES[key]) <= said.values
        assert "n" in said.values or isinstance(MESSAGES[key].id, str)


def test_the_calls_are_seen_at_all() -> None:
    assert len(calls()) > 100


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_is_complete_and_in_use(family: str) -> None:
    assert family in strings()
    assert [key for key in keys_of(family) if key not in MESSAGES] == []


def test_every_string_that_looks_like_a_key_is_one() -> None:
    rooms = {key.partition(".")[0] for key in MESSAGES if "." in key} - {"bot"}  # the log says bot.started
    looks = {text for text in strings() if re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", text)}
    assert {text for text in looks if text.partition(".")[0] in rooms} <= MESSAGES.keys()


def test_every_sentence_is_said_somewhere() -> None:
    said = {key for text in strings() for key in keys_of(text)}
    assert MESSAGES.keys() - said == set()


@pytest.mark.parametrize("key", MESSAGES)
def test_a_sentence_has_words_and_plain_placeholders(key: str) -> None:
    for text in sentences(MESSAGES[key]):
        assert text.strip() == text != ""
        for _, name, form, conversion in string.Formatter().parse(text):
            assert name is None or (name.isidentifier() and not form and not conversion)


def test_all_forms_of_a_plural_have_the_same_placeholders_and_show_the_number() -> None:
    plural = [message for message in MESSAGES.values() if not isinstance(message.id, str)]
    assert plural
    for message in plural:
        for text in sentences(message):
            assert {name for _, name, _, _ in string.Formatter().parse(text) if name} == placeholders(message)
            assert "{n}" in text
