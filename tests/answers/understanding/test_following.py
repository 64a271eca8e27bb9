"""Short questions that lean on the turn before."""

import tomllib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answers.guide import Guide
from answers.inline import Inline
from answers.understanding.fold import tokens
from answers.understanding.following import Subject, Subjects, about, in_places_of, leans, read_subjects
from answers.understanding.reading import Decision, Intent, Reading
from domain.conversation import NOTHING, About
from domain.geometry import Point
from domain.places import PARKS, Kind, PlaceFilter, Province
from storage.directory.load import load
from tests.conftest import DATA

FILE = (DATA / "vocabulary" / "subjects.toml").read_text(encoding="utf-8")
TOPICS = {topic.row.topic for topic in load(DATA).topics}
SUBJECTS = [row["topics"][0] for row in tomllib.loads(FILE).values()]
E_ROZGAAR = frozenset({Kind.E_ROZGAAR_CENTRE})
REGISTRATION = About(topic="registration")
PARKS_OF_FAISALABAD = About(city_id="faisalabad", kinds=PARKS)


@pytest.fixture
def guide(told: tuple[Guide, Inline]) -> Guide:
    return told[0]


# which messages may lean


@pytest.mark.parametrize(
    "text",
    [
        "fee?",
        "and the documents?",
        "us ki fees kitni ha",
        "aur Lahore mein?",
        "how long does it take",
        "and how long does that take then",
        "اس کی فیس کتنی ہے",
        "اور کاغذات؟",
        "",
    ],
)
def test_a_few_words_that_point_back_may_lean(text: str) -> None:
    assert leans(tokens(text))


@pytest.mark.parametrize(
    "text",
    [
        "which tax do freelancers pay",
        "software technology park faisalabad kahan hai",
        "and how do I register my company with it in the city of Lahore",
        "فری لانسر رجسٹریشن کیسے کریں بھائی",
    ],
)
def test_a_question_of_its_own_does_not(text: str) -> None:
    assert not leans(tokens(text))


# what a turn was about


def of(intent: Intent, **known: Any) -> Reading:
    return replace(Reading(intent, Decision.ANSWER, 0.9), **known)


IN_LAHORE: dict[str, Any] = {"cities": ("lahore",), "keep": PlaceFilter(kinds=E_ROZGAAR)}


AFTER_PARKS_OF_FAISALABAD = {
    "an answer": (of(Intent.FAQ, topics=("loan", "tax_rate")), About("loan", "faisalabad")),
    "an answer about another city": (
        of(Intent.FAQ, topics=("itpark_karachi",), cities=("karachi",)),
        About("itpark_karachi", "karachi"),
    ),
    "a figure": (of(Intent.STATS, topics=("stats",)), About("stats", "faisalabad")),
    "another city": (of(Intent.FIND_CITY, **IN_LAHORE), About(None, "lahore", E_ROZGAAR)),
    "another kind": (
        of(Intent.LIST_KIND, keep=PlaceFilter(E_ROZGAAR)),
        About(None, "faisalabad", E_ROZGAAR),
    ),
    "a place by its name": (of(Intent.FIND_CITY, place_id="arfa"), NOTHING),
    "one of two cities": (of(Intent.FIND_CITY, candidates=("tando_adam", "tando_jam")), NOTHING),
    "a province": (of(Intent.LIST_KIND, region=Province.SINDH), NOTHING),
    "a position": (of(Intent.FIND_NEARBY, point=Point(31.5, 74.3)), NOTHING),
    "thanks": (of(Intent.SMALLTALK, talk="thanks"), PARKS_OF_FAISALABAD),
    "a wish for a human": (of(Intent.HUMAN), PARKS_OF_FAISALABAD),
    "nothing to understand": (of(Intent.OUT_OF_SCOPE, hint="hint.empty"), PARKS_OF_FAISALABAD),
}


@pytest.mark.parametrize("asked", AFTER_PARKS_OF_FAISALABAD)
def test_what_was_asked_last_is_what_the_next_question_leans_on(asked: str) -> None:
    reading, remembered = AFTER_PARKS_OF_FAISALABAD[asked]
    assert about(reading, PARKS_OF_FAISALABAD) == remembered


# where and of which kind


def test_a_city_alone_keeps_the_kind_that_was_asked_for_and_a_kind_of_its_own_wins() -> None:
    there = in_places_of(of(Intent.FIND_CITY, cities=("lahore",)), PARKS_OF_FAISALABAD)
    assert (there.cities, there.keep.kinds) == (("lahore",), PARKS)
    other = in_places_of(of(Intent.FIND_CITY, **IN_LAHORE), PARKS_OF_FAISALABAD)
    assert other.keep.kinds == E_ROZGAAR


def test_where_without_a_city_is_the_city_that_was_asked_about() -> None:
    asked = Reading(Intent.FIND_CITY, Decision.ASK_BACK, 0.5)
    there = in_places_of(asked, PARKS_OF_FAISALABAD)
    assert (there.cities, there.keep.kinds, there.decision) == (("faisalabad",), PARKS, Decision.ANSWER)
    assert in_places_of(asked, REGISTRATION) == asked


def test_an_address_after_a_city_is_that_of_the_places_there_and_else_the_ministry_s() -> None:
    address = of(Intent.FAQ, topics=("contact",), answer_ids=("contact-pseb",))
    assert in_places_of(address, PARKS_OF_FAISALABAD).cities == ("faisalabad",)
    assert in_places_of(address, PARKS_OF_FAISALABAD).intent is Intent.FIND_CITY
    assert in_places_of(address, REGISTRATION) == address


@pytest.mark.parametrize(
    "reading",
    [
        of(Intent.FIND_CITY, place_id="arfa"),
        of(Intent.FIND_CITY, candidates=("khairpur", "khanpur")),
        of(Intent.FAQ, topics=("loan",)),
        of(Intent.SMALLTALK, talk="hello"),
    ],
    ids=["a place", "one of two cities", "an answer", "a greeting"],
)
def test_what_says_where_by_itself_or_asks_something_else_stays(reading: Reading) -> None:
    assert in_places_of(reading, PARKS_OF_FAISALABAD) == reading


# subjects


def test_every_topic_of_a_subject_exists_and_stands_under_no_other() -> None:
    listed = [topic for row in tomllib.loads(FILE).values() for topic in row["topics"]]
    assert set(listed) <= TOPICS
    assert len(listed) == len(set(listed))


def test_every_kind_of_a_subject_stands_under_no_other() -> None:
    listed = [kind for row in tomllib.loads(FILE).values() for kind in row.get("kinds", ())]
    assert set(listed) <= set(Kind)
    assert len(listed) == len(set(listed))


def test_subjects_are_found_by_topic_and_by_kind() -> None:
    subjects = read_subjects(FILE)
    registration, parks = subjects.of(REGISTRATION), subjects.of(PARKS_OF_FAISALABAD)
    assert registration
    assert {"registration", "registration_fee"} <= registration.topics
    assert parks
    assert "stp_rent" in parks.topics
    centres = subjects.of(About(city_id="multan", kinds=E_ROZGAAR))
    assert centres
    assert "erozgaar_fee" in centres.topics


def test_what_has_no_subject_has_none() -> None:
    subjects = Subjects([Subject(("loan",), frozenset({"loan"}), E_ROZGAAR)])
    several_kinds = About(kinds=E_ROZGAAR | {Kind.COWORKING_SPACE, Kind.INCUBATION_CENTRE})
    for about_other in (NOTHING, About(topic="paypal"), About(city_id="lahore"), several_kinds):
        assert subjects.of(about_other) is None


# with the real data


@pytest.mark.parametrize(
    ("text", "before", "topic"),
    [
        ("us ki fees kitni ha", REGISTRATION, "registration_fee"),
        ("aur documents?", About(topic="registration_fee"), "registration_documents"),
        ("and how long does it take?", REGISTRATION, "registration_time"),
        ("اس کی فیس کتنی ہے", REGISTRATION, "registration_fee"),
        ("fees?", About(city_id="multan", kinds=E_ROZGAAR), "erozgaar_fee"),
        ("rent kitna hai?", PARKS_OF_FAISALABAD, "stp_rent"),
        ("and if I am not a filer?", About(topic="tax_rate"), "tax_filer"),
    ],
)
async def test_a_short_question_is_read_with_the_subject_of_the_turn_before(
    guide: Guide, text: str, before: About, topic: str
) -> None:
    reading = await guide.read(text, before)
    assert (reading.decision, reading.topics[0]) == (Decision.ANSWER, topic)


async def test_without_a_turn_before_the_same_words_are_not_as_sure(guide: Guide) -> None:
    alone = await guide.read("aur documents?")
    leaning = await guide.read("aur documents?", REGISTRATION)
    assert alone.decision is not Decision.ANSWER
    assert leaning.decision is Decision.ANSWER
    assert leaning.confidence > alone.confidence


@pytest.mark.parametrize(
    "text",
    ["paypal chalta hai?", "hello", "lahore", "parks in sindh", "Arfa tower", "31.42, 73.09", "😀"],
)
async def test_what_speaks_for_itself_does_not_lean_on_registration(guide: Guide, text: str) -> None:
    assert await guide.read(text, REGISTRATION) == await guide.read(text)


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("text", ["paypal?", "laptop", "loan chahye", "pseb fee freelancer 2026?"])
async def test_a_short_question_that_is_clear_leans_on_no_subject(
    guide: Guide, text: str, subject: str
) -> None:
    alone = await guide.read(text)
    assert alone.decision is Decision.ANSWER
    assert (await guide.read(text, About(topic=subject))).topics[0] == alone.topics[0]


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize(
    "text", ["biryani ki recipe batao", "asdfgh jkl", "aaj mausam kaisa hai", "btc price"]
)
async def test_what_is_not_ours_gets_no_answer_from_the_turn_before(
    guide: Guide, text: str, subject: str
) -> None:
    assert (await guide.read(text, About(topic=subject))).decision is not Decision.ANSWER


async def test_what_points_back_leans_though_it_is_clear_alone(guide: Guide) -> None:
    company = About(topic="registration_company")
    assert (await guide.read("registration fee", company)).topics[0] == "registration_fee"
    assert (await guide.read("its registration fee", company)).topics[0] == "registration_company_fee"


_BEFORE = st.builds(
    About,
    st.none() | st.sampled_from(sorted(TOPICS)) | st.just("a_topic_of_another_version"),
    st.none() | st.sampled_from(["lahore", "faisalabad", "atlantis"]),
    st.frozensets(st.sampled_from(Kind)) | st.just(PARKS),
)
_TYPED = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.lists(
        st.sampled_from(["aur", "and", "fee", "us ki", "address", "lahore", "kahan", "?", "فیس", "اور"]),
        max_size=6,
    ).map(" ".join),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_TYPED, before=_BEFORE)
async def test_reading_never_fails_whatever_is_said_after_whatever(
    guide: Guide, text: str, before: About
) -> None:
    reading = await guide.read(text, before)
    assert 0 <= reading.confidence <= 1 + 1e-9
    if reading.hint:
        assert reading.decision is Decision.DONT_KNOW
    assert about(reading, before).topic in {before.topic, None, *reading.topics[:1]}
