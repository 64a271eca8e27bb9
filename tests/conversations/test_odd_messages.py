"""Messages that nobody expects: each is answered once, in a friendly way, and none does harm."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from sandbox.people import Person
from tests.conftest import Conversation

_LONGEST = 4096  # characters that Telegram lets a person write in one message
_WAYS_ON = ["📍 Nearest to me", "🏙 Browse cities", "💼 Freelancer questions", "📊 Facts and figures"]


@pytest.fixture(autouse=True)
def _nothing_is_logged() -> Iterator[None]:
    """Whatever is sent, no handler fails and nothing goes wrong on the quiet."""
    with capture_logs() as logs:
        yield
    assert logs == []


async def answers(ayesha: Conversation, text: str) -> list[str]:
    """The messages with which the bot answers this one."""
    before = len(ayesha.person.received())
    await ayesha.says(text)
    return [message["text"] for message in ayesha.person.received()[before:]]


@pytest.mark.parametrize(
    ("send", "hint"),
    [
        (Person.sends_sticker, "I only read text"),
        (Person.sends_photo, "I can’t look at pictures"),
        (Person.sends_voice, "I can’t listen to voice messages"),
        (lambda person: person.shares_contact("+923001234567"), "I don’t need phone numbers"),
        (lambda person: person.shares_contact("+9242111", "Bilal"), "I don’t need phone numbers"),
        (lambda person: person.sends({"dice": {"emoji": "🎲", "value": 6}}), "I only read text"),
        (
            lambda person: person.sends({"game": {"title": "x", "description": "", "photo": []}}),
            "I can’t read",
        ),
    ],
)
async def test_what_cannot_be_read_gets_a_friendly_hint_and_ways_on(
    ayesha: Conversation, send: Callable[[Person], object], hint: str
) -> None:
    before = len(ayesha.shown)
    assert hint in await ayesha.does(lambda: send(ayesha.person))
    assert ayesha.buttons == _WAYS_ON
    assert len(ayesha.shown) == before + 1


async def test_a_venue_is_a_place_to_start_from(ayesha: Conversation) -> None:
    venue = (31.418, 73.079, "Clock Tower", "Faisalabad")
    assert "Nearest working" in await ayesha.does(ayesha.person.shares_venue, *venue)


async def test_a_pin_on_the_other_side_of_the_world_is_answered_and_said_to_be_far(
    ayesha: Conversation,
) -> None:
    assert "outside Pakistan" in await ayesha.does(ayesha.person.shares_location, -33.9, 151.2)


@pytest.mark.parametrize(
    "text",
    [" ", "\n\n", "\u200c", "\u200b\u200d", "😀", "🙏🙏🏽", "!!!", "؟", "...", "<>", "—", "\u202e\u202c"],
)
async def test_a_message_without_words_is_said_to_have_none(ayesha: Conversation, text: str) -> None:
    (said,) = await answers(ayesha, text)
    assert "I see no words" in said
    assert ayesha.buttons == _WAYS_ON


@pytest.mark.parametrize(
    "text",
    [
        "a" * _LONGEST,
        "lahore " * 585,
        "لاہور " * 682,
        "😀" * 500,
        "<" * _LONGEST,
        "'" * _LONGEST,
        "(" * _LONGEST,
        "1" * _LONGEST,
        "1," * 2048,
        "\u0301" * _LONGEST,
        "ﷺ" * 1000,
        "https://maps.google.com/?q=" + "1" * 4000,
    ],
)
async def test_the_longest_messages_get_one_answer(ayesha: Conversation, text: str) -> None:
    assert len(await answers(ayesha, text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "</b></i></a>",
        '<a href="tg://user?id=1">x</a>',
        "&lt;&amp;&#60;",
        "'; DROP TABLE people; --",
        '" OR 1=1 --',
        'NEAR("lahore" AND NOT *)',
        "lahore* OR answers:tax",
        "{0} {name} {self.__class__}",
        "%s %(password)s %n",
        "${jndi:ldap://x}",
        "../../etc/passwd",
        "\x00",
        "null\x00lahore",
        "None",
        "undefined",
        "NaN",
        "-1",
        "1e309",
        "99999999999999999999999999",
        "1/0",
        "٣٢٫٥",
        "½ ² ①",
        "\u202egnp.erohal",
        "\u2066lahore\u2069",
        "\ufeff\ufffe\uffff",
        "A\u0300\u0301\u0302" * 20,
        "@rahnuma_bot",
        "/",
        "//",
        "/ start",
        "/start@another_bot",
        "c:lahore:A:0",
        "home",
        "https://maps.app.goo.gl/x",
        "https://www.google.com/maps/@999,999,1z",
        "geo:nan,nan",
        "inf, inf",
        "91, 181",
    ],
)
async def test_hostile_and_strange_texts_get_one_harmless_answer(ayesha: Conversation, text: str) -> None:
    assert len(await answers(ayesha, text)) == 1
    assert "Lahore, Punjab" in await ayesha.says("lahore")


@pytest.mark.parametrize(
    "text",
    [
        "<u>",
        "<u>lahore</u>",
        "lahore <u>",
        "parks in <u>sindh</u>",
        "/city <u>lahore</u>",
        "/city <u>zzz</u>",
        "/parks <u>",
        "how many parks <u>are there</u>",
        "who is <u>nobody</u>",
        "<u>salam</u>",
    ],
)
async def test_what_was_typed_never_comes_back_as_markup(ayesha: Conversation, text: str) -> None:
    await ayesha.says(text)
    sent = [call.parameters["text"] for call in ayesha.person.world.calls if "text" in call.parameters]
    assert sent
    assert not any("<u>" in message for message in sent)


_WORDS = st.sampled_from(
    [
        *("stp", "lahore", "lahor", "in", "near me", "parks", "e-rozgaar", "how many", "tax", "freelancer"),
        *("لاہور", "میں", "پارک", "کتنے", "کیسے", "kahan", "hai", "sindh", "31.5", "74.3,", "8J3P", "+"),
        *("<b>", "&", "{0}", "%s", "'", '"', "*", "(", "NOT", "OR", "@rahnuma_bot", "😀", "\u202e", "\x00"),
    ]
)
_TYPED = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300),
    st.lists(_WORDS, min_size=1, max_size=12).map(" ".join),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_TYPED)
@example(text="/")
@example(text="/start \x00")
@example(text="\ud7ff\U0010ffff")
async def test_whatever_is_typed_in_a_private_chat_is_answered_exactly_once(
    ayesha: Conversation, text: str
) -> None:
    (said,) = await answers(ayesha, text)
    assert said.strip()
