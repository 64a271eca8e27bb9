"""Readings: what is wanted, where, of which kind, and what to do about it."""

import tomllib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st

from answers.guide import Guide
from answers.understanding.reading import Decision, Intent, Reading
from bot.assembly import opened_guide
from bot.settings import Settings
from domain.languages import Language
from domain.places import PARKS, Kind, Openness, Province
from tests.answers.understanding.conftest import DATA

pytestmark = pytest.mark.asyncio(loop_scope="module")

_E_ROZGAAR = frozenset({Kind.E_ROZGAAR_CENTRE})
_ANY: frozenset[Kind] = frozenset()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def guide(built: Path) -> AsyncIterator[Guide]:
    """The guide over the real data."""
    settings = Settings(
        _env_file=None, telegram_bot_token="", state_dir=built.parent, data_dir=DATA, database_url=""
    )
    async with opened_guide(settings) as (guide, _):
        yield guide


@pytest.mark.parametrize(
    ("text", "cities", "kinds"),
    [
        ("lahore", ["lahore"], _ANY),
        ("Lahor", ["lahore"], _ANY),
        ("لاہور", ["lahore"], _ANY),
        ("lhr", ["lahore"], _ANY),
        ("pindi", ["rawalpindi"], _ANY),
        ("RYK", ["rahim_yar_khan"], _ANY),
        ("Lyallpur", ["faisalabad"], _ANY),
        ("STP in Faisalabad", ["faisalabad"], PARKS),
        ("is there any e-rozgaar centre in Multan?", ["multan"], _E_ROZGAAR),
        ("ملتان میں ای روزگار سینٹر", ["multan"], _E_ROZGAAR),
        ("multan me e rozgar center kahan hai", ["multan"], _E_ROZGAAR),
        ("incubation centre peshawar", ["peshawar"], frozenset({Kind.INCUBATION_CENTRE})),
        ("lahore islamabad", ["lahore", "islamabad"], _ANY),
        ("compare lahore and multan", ["lahore", "multan"], _ANY),
        ("lahore ya karachi", ["lahore", "karachi"], _ANY),
        ("quetta e rozgaar number", ["quetta"], _E_ROZGAAR),
    ],
)
async def test_places_in_a_city(guide: Guide, text: str, cities: list[str], kinds: frozenset[Kind]) -> None:
    reading = await guide.read(text)
    assert reading.intent is Intent.FIND_CITY
    assert reading.decision is Decision.ANSWER
    assert list(reading.cities) == cities
    assert reading.keep.kinds == kinds


@pytest.mark.parametrize(
    ("text", "region", "kinds"),
    [
        ("parks in sindh", Province.SINDH, PARKS),
        ("e-rozgaar centres in Punjab", Province.PUNJAB, _E_ROZGAAR),
        ("پنجاب میں ای روزگار", Province.PUNJAB, _E_ROZGAAR),
        ("KPK me park", Province.KHYBER_PAKHTUNKHWA, PARKS),
        ("gilgit baltistan", Province.GILGIT_BALTISTAN, _ANY),
        ("azad kashmir parks", Province.AZAD_KASHMIR, PARKS),
        ("balochistan", Province.BALOCHISTAN, _ANY),
        ("list of all parks", None, PARKS),
        ("parks", None, PARKS),
        ("incubators", None, frozenset({Kind.INCUBATION_CENTRE})),
        ("planned parks in Punjab", Province.PUNJAB, PARKS),
        ("planned parks in Sindh", Province.SINDH, PARKS),
    ],
)
async def test_lists_by_province_and_kind(
    guide: Guide, text: str, region: Province | None, kinds: frozenset[Kind]
) -> None:
    reading = await guide.read(text)
    assert reading.intent is Intent.LIST_KIND
    assert reading.decision is Decision.ANSWER
    assert reading.region is region
    assert reading.keep.kinds == kinds
    assert reading.cities == ()


@pytest.mark.parametrize(
    ("text", "openness", "women_only"),
    [
        ("parks in lahore", Openness.ANY, False),
        ("open parks in lahore", Openness.OPEN, False),
        ("planned parks in karachi", Openness.COMING, False),
        ("karachi me zair e tameer parks", Openness.COMING, False),
        ("women only centres in lahore", Openness.ANY, True),
        ("khawateen ke liye center lahore", Openness.ANY, True),
    ],
)
async def test_filters_that_people_say(guide: Guide, text: str, openness: Openness, women_only: bool) -> None:
    keep = (await guide.read(text)).keep
    assert keep.openness is openness
    assert keep.women_only is women_only


@pytest.mark.parametrize("text", ["near me", "nearest e-rozgaar", "mere qareeb park", "قریب ترین پارک"])
async def test_nearness_without_a_place_asks_for_one(guide: Guide, text: str) -> None:
    reading = await guide.read(text)
    assert (reading.intent, reading.decision) == (Intent.FIND_NEARBY, Decision.ANSWER)
    assert reading.point is None


@pytest.mark.parametrize("text", ["31.42, 73.09", "https://www.google.com/maps/@31.42,73.09,15z"])
async def test_a_point_is_certain(guide: Guide, text: str) -> None:
    reading = await guide.read(text)
    assert (reading.intent, reading.confidence) == (Intent.FIND_NEARBY, 1.0)
    assert reading.point
    assert reading.point.lat == pytest.approx(31.42)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("sitara technopark", "stp-faisalabad-ali-fatima"),
        ("Arfa tower", "stp-lahore-arfa"),
        ("where is NUST", "nstp-islamabad-nust"),
    ],
)
async def test_a_place_by_its_own_name(guide: Guide, text: str, place: str) -> None:
    reading = await guide.read(text)
    assert reading.place_id == place
    assert reading.decision is Decision.ANSWER


@pytest.mark.parametrize(
    ("text", "topic", "language"),
    [
        ("what is PSEB", "pseb_what", Language.ENGLISH),
        ("is paypal available in pakistan", "paypal", Language.ENGLISH),
        ("paypal kab aayega pakistan mein", "paypal", Language.ROMAN_URDU),
        ("پے پال پاکستان میں کب آئے گا", "paypal", Language.URDU),
        ("mera freelancer registration certificate expire ho gaya", None, Language.ROMAN_URDU),
    ],
)
async def test_questions_have_a_topic_and_a_language(
    guide: Guide, text: str, topic: str | None, language: Language
) -> None:
    reading = await guide.read(text)
    assert reading.language is language
    assert reading.intent is Intent.FAQ
    assert reading.answer_ids
    if topic:
        assert reading.topics[0] == topic
        assert reading.decision is Decision.ANSWER


@pytest.mark.parametrize(
    ("text", "statistic"),
    [
        ("how many software technology parks are there", "stp_count"),
        ("kitne stp bane hain", "stp_count"),
        ("سافٹ ویئر ٹیکنالوجی پارک کتنے ہیں", "stp_count"),
        ("how many e-Rozgaar centres have opened so far", "erozgaar_count"),
    ],
)
async def test_counts_are_figures(guide: Guide, text: str, statistic: str) -> None:
    reading = await guide.read(text)
    assert (reading.intent, reading.stat) == (Intent.STATS, statistic)
    assert reading.figure_id


async def test_most_ways_of_asking_for_a_figure_that_the_data_list_reach_that_figure(guide: Guide) -> None:
    asked = tomllib.loads((DATA / "figure_questions.toml").read_text(encoding="utf-8"))["stats"]
    phrasings = [
        (name, phrasing)
        for name, entry in asked.items()
        for of_language in entry["asked"].values()
        for phrasing in of_language
    ]
    reached = [name == (await guide.read(phrasing)).stat for name, phrasing in phrasings]
    assert sum(reached) / len(reached) >= 0.7


async def test_the_number_of_stps_is_not_taken_for_that_of_the_companies_in_them(guide: Guide) -> None:
    assert (await guide.read("number of STPs")).stat == "stp_count"


@pytest.mark.parametrize(
    ("text", "intent", "talk"),
    [
        ("hello", Intent.SMALLTALK, "hello"),
        ("shukriya", Intent.SMALLTALK, "thanks"),
        ("اللہ حافظ", Intent.SMALLTALK, "bye"),
        ("what can you do", Intent.SMALLTALK, "help"),
        ("I want to talk to a real person", Intent.HUMAN, None),
    ],
)
async def test_talk(guide: Guide, text: str, intent: Intent, talk: str | None) -> None:
    reading = await guide.read(text)
    assert (reading.intent, reading.talk) == (intent, talk)


@pytest.mark.parametrize(
    "text", ["recipe for biryani", "who won the match yesterday", "xqzt wvfg", "123", "آج موسم کیسا ہے"]
)
async def test_what_lies_outside_is_never_answered(guide: Guide, text: str) -> None:
    reading = await guide.read(text)
    assert reading.decision is not Decision.ANSWER


@pytest.mark.parametrize("text", ["b", "s", "x y z", "{0} %s %(x)s", "<b>lahore</b>", "a b c lahore"])
async def test_stray_letters_choose_neither_an_answer_nor_a_place(guide: Guide, text: str) -> None:
    reading = await guide.read(text)
    assert reading.place_id is None
    assert reading.decision is not Decision.ANSWER or reading.intent is Intent.FIND_CITY


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "hint.empty"),
        (" \u200c ", "hint.empty"),
        ("😀", "hint.empty"),
        ("?!", "hint.empty"),
        ("https://maps.app.goo.gl/abcd", "hint.short_link"),
    ],
)
async def test_where_there_is_nothing_to_understand_a_hint_says_what_to_do(
    guide: Guide, text: str, hint: str
) -> None:
    reading = await guide.read(text)
    assert (reading.hint, reading.decision) == (hint, Decision.DONT_KNOW)


_TYPED = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=120),
    st.lists(
        st.sampled_from(
            [
                "stp",
                "lahore",
                "lahor",
                "bagh",
                "in",
                "near me",
                "how many",
                "hello",
                "tax",
                "31.5, 74.3",
                "sindh",
            ]
        ),
        max_size=6,
    ).map(" ".join),
)


@settings(max_examples=80, deadline=None)
@given(text=_TYPED)
async def test_every_reading_is_consistent(guide: Guide, text: str) -> None:
    reading = await guide.read(text)
    assert 0 <= reading.confidence <= 1 + 1e-9
    assert reading == await guide.read(text)
    if reading.intent is Intent.OUT_OF_SCOPE:
        assert reading.decision is Decision.DONT_KNOW
    assert _can_be_acted_on(reading)


def _can_be_acted_on(reading: Reading) -> bool:
    """Whether a reading carries what its intent needs."""
    match reading.intent:
        case Intent.FIND_CITY:
            named = reading.cities or reading.candidates or reading.place_id
            return bool(named) or reading.decision is Decision.ASK_BACK
        case Intent.FAQ:
            return bool(reading.answer_ids)
        case Intent.STATS:
            return bool(reading.figure_id or reading.answer_ids)
        case Intent.SMALLTALK:
            return reading.talk is not None
        case _:
            return True
