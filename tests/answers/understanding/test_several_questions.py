"""Messages that ask several things, or greet before they ask."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answers.guide import Guide
from answers.inline import Inline
from answers.understanding.reading import Decision, Intent, Reading
from domain.conversation import NOTHING, About
from domain.languages import Language
from domain.places import PARKS, Kind
from domain.replies import Viewer

VIEWER = Viewer(Language.ENGLISH)


@pytest.fixture
def guide(told: tuple[Guide, Inline]) -> Guide:
    return told[0]


def asks(reading: Reading) -> list[str]:
    """What each question of a message asks for: the city, or the topic."""
    return [
        one.cities[0] if one.intent is Intent.FIND_CITY else one.topics[0] for one in (reading, *reading.also)
    ]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("multan me software park kahan hai aur office ka rent kitna hai?", ["multan", "stp_rent"]),
        ("what is PSEB and is paypal available in pakistan?", ["pseb_what", "paypal"]),
        ("Is paypal available in pakistan? What is PSEB?", ["paypal", "pseb_what"]),
        ("پی ایس ای بی کیا ہے؟ کیا پاکستان میں پے پال دستیاب ہے؟", ["pseb_what", "paypal"]),
        ("how do I register as a freelancer?\nstp in faisalabad", ["registration", "faisalabad"]),
        (
            "how do I register as a freelancer? what is the fee? and how long does it take?",
            ["registration", "registration_fee", "registration_time"],
        ),
    ],
)
async def test_each_question_of_a_message_is_read_in_the_order_asked(
    guide: Guide, text: str, asked: list[str]
) -> None:
    reading = await guide.read(text)
    assert asks(reading) == asked
    assert reading.decision is Decision.ANSWER


async def test_the_kind_of_place_stays_with_its_question(guide: Guide) -> None:
    reading = await guide.read("multan me software park kahan hai aur office ka rent kitna hai?")
    assert reading.keep.kinds == PARKS
    (rent,) = reading.also
    assert (rent.intent, rent.keep.kinds) == (Intent.FAQ, frozenset())


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("STP in Multan, Lahore aur Karachi", ("multan", "lahore", "karachi")),
        ("compare lahore and multan", ("lahore", "multan")),
    ],
)
async def test_several_cities_are_one_question(guide: Guide, text: str, cities: tuple[str, ...]) -> None:
    reading = await guide.read(text)
    assert (reading.intent, reading.cities, reading.also) == (Intent.FIND_CITY, cities, ())


@pytest.mark.parametrize(
    "text",
    [
        "how do I register as a freelancer, please tell me",
        "PSEB registration fee and charges",
        "is paypal available in pakistan? who won the match yesterday?",
        "software and IT companies in lahore",
        "I am a student, and I live in Multan, is there any e-rozgaar centre",
    ],
)
async def test_one_question_stays_one_though_it_has_an_and(guide: Guide, text: str) -> None:
    assert (await guide.read(text)).also == ()


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("hello, is paypal available in pakistan?", "is paypal available in pakistan?"),
        ("salam! PSEB me freelancer register hone ka tareeqa", "PSEB me freelancer register hone ka tareeqa"),
        ("السلام علیکم۔ کیا پاکستان میں پے پال دستیاب ہے؟", "کیا پاکستان میں پے پال دستیاب ہے؟"),
        ("assalam o alaikum, stp in faisalabad", "stp in faisalabad"),
        ("hi\nlahore", "lahore"),
    ],
)
async def test_a_greeting_before_a_question_is_ignored(guide: Guide, text: str, question: str) -> None:
    greeted, alone = await guide.read(text), await guide.read(question)
    assert (greeted.intent, greeted.decision, greeted.cities) == (alone.intent, alone.decision, alone.cities)
    assert greeted.intent is not Intent.SMALLTALK
    if greeted.intent is Intent.FAQ:
        assert greeted.answer_ids[0] == alone.answer_ids[0]


@pytest.mark.parametrize("text", ["hello", "hi, thanks", "hello. thanks. bye", "salam, shukriya bhai"])
async def test_talk_alone_stays_talk(guide: Guide, text: str) -> None:
    assert (await guide.read(text)).intent is Intent.SMALLTALK


@pytest.mark.parametrize("text", ["31.42, 73.09", "lahore? https://maps.google.com/?q=31.42,73.09"])
async def test_a_position_is_not_cut_at_its_comma(guide: Guide, text: str) -> None:
    reading = await guide.read(text)
    assert reading.point
    assert reading.also == ()


async def test_the_first_answer_is_that_of_the_first_question(guide: Guide) -> None:
    reading = await guide.read("VPN and list of paperwork for freelancer sign-up")
    vpn = await guide.read("VPN")
    assert asks(reading) == ["vpn", "registration_documents"]
    assert reading.answer_ids[0] == vpn.answer_ids[0]


_ASKED = [
    "is paypal available in pakistan",
    "what is PSEB",
    "stp in faisalabad",
    "hello",
    "fee",
    "paypal kab aayega",
    "لاہور",
    "کیا پاکستان میں پے پال دستیاب ہے",
    "recipe for biryani",
    "near me",
    "how many parks are there",
    "31.42, 73.09",
    "",
]
_JOINED = st.tuples(
    st.lists(st.sampled_from(_ASKED), min_size=2, max_size=4),
    st.sampled_from([" and ", " aur ", "? ", "\n", "، ", " اور "]),
).map(lambda drawn: drawn[1].join(drawn[0]))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=_JOINED | st.text(st.characters(exclude_categories=["Cs"]), max_size=100),
    before=st.sampled_from(
        [NOTHING, About("registration"), About(None, "lahore", frozenset({Kind.E_ROZGAAR_CENTRE}))]
    ),
)
async def test_every_further_question_is_a_sure_one_and_all_are_answered_in_one_message(
    guide: Guide, text: str, before: About
) -> None:
    reading = await guide.read(text, before)
    assert reading == await guide.read(text, before)
    for one in reading.also:
        assert one.decision is reading.decision is Decision.ANSWER
        assert one.intent in (Intent.FAQ, Intent.FIND_CITY)
        assert one.also == ()
    assert len(set(asks(reading))) == 1 + len(reading.also) if reading.also else True
    reply = await guide.reply(reading, VIEWER)
    for one in reading.also:
        assert (await guide.reply(one, VIEWER)).text in reply.text or len(reply.text) < 4096
