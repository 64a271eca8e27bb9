"""Decides what a message means, once it is taken apart: a short list of rules, the first that fits."""

from dataclasses import dataclass

from answers.understanding.cities import CityMatches
from answers.understanding.classifier import ELSEWHERE, FIGURES, is_topic
from answers.understanding.ranking import Ranked
from answers.understanding.reading import Decision, Intent, Reading
from answers.understanding.retrieval import Found
from answers.understanding.vocabulary import Heard
from domain.places import Openness, PlaceFilter

SURE = 0.75
"""From here on a match is given as the answer; below it the person is asked."""
WORTH_ASKING = 0.2
"""Below this nothing lies near enough to be offered."""
_CLEAR_NAME = 0.8
_SURE_ABOUT_CITY = 0.5
_CLEAR_LEAD = 0.3
_PERHAPS = 0.3
"""From here on a question beside a city is offered before the places there; measured on the labelled ones."""
_HARDLY = 0.1
"""Below this "park" and "centre" mean no place of ours in what is elsewhere: "park my car in Lahore"."""
_RARE = 2.0
"""A name weighs more than this; "PSEB" (1.2), in the name of one park, is in four of ten answers."""
_ENOUGH_OF_A_FIGURE = 0.5
_NEAR_A_FIGURE = 0.3
"""How near a phrasing must come for an answer that tells a number: "how many" is asked of many things."""
_MOST_OF_A_MESSAGE, _MORE_THAN_ALL = 0.8, 2.0
_TALK = {f"@{talk}": talk for talk in ("hello", "thanks", "bye", "help", "human")}


@dataclass(frozen=True, slots=True)
class Message:
    """A message taken apart: its words, where it speaks of, what it wishes, and what was found for it."""

    words: tuple[str, ...]
    where: CityMatches
    heard: Heard
    asked: Ranked
    figures: Found
    places: Found


def decide(message: Message) -> Reading:
    """The first rule that fits says what the message means."""
    for rule in (_talk, _figure, _place, _near, _question, _city, _listed):
        if reading := rule(message):
            return reading
    return _nothing(message)


def _talk(message: Message) -> Reading | None:
    if message.heard.speaks_of_places or message.where.cities:
        return None
    talk = _TALK.get(message.asked.wish) if _speaks_of_more(message) else message.heard.talk
    if talk is None:
        return None
    if talk == "human":
        return Reading(Intent.HUMAN, Decision.ANSWER, 0.9)
    return Reading(Intent.SMALLTALK, Decision.ANSWER, 0.9, talk=talk)


def _figure(message: Message) -> Reading | None:
    best = message.figures.best
    if best is None:
        return None
    if message.figures.coverage < _needed_of_a_figure(message.asked):
        return None
    return Reading(
        Intent.STATS, Decision.ANSWER, message.figures.coverage, figure_id=best.id, stat=best.label
    )


def _needed_of_a_figure(asked: Ranked) -> float:
    """How much of the message a figure must explain: more where something else may be meant."""
    if asked.wish == FIGURES:
        return _ENOUGH_OF_A_FIGURE
    return _MOST_OF_A_MESSAGE if asked.confidence < SURE else _MORE_THAN_ALL


def _near(message: Message) -> Reading | None:
    told = "nearby" in message.heard.wishes and not _speaks_of_more(message)
    if message.where.cities or not (told or message.asked.wish == "@find_nearby"):
        return None
    return Reading(Intent.FIND_NEARBY, Decision.ANSWER, 0.9, keep=keep_of(message.heard))


def _question(message: Message) -> Reading | None:
    if not message.asked.topics or not _speaks_of_more(message) or not is_topic(message.asked.wish):
        return None
    if message.asked.topics[0] == FIGURES and message.asked.nearness < _NEAR_A_FIGURE:
        return None
    sure = message.asked.confidence
    named = set(message.words) - set(message.where.rest.split())
    about_city = message.asked.said & named
    if sure < _needed(message, bool(about_city)):
        return None
    return _faq(message, Decision.ANSWER, sure)


def _needed(message: Message, is_about_city: bool) -> float:
    """How sure an answer must be: less if it names the message's city, more if it leaves it out."""
    if not message.where.cities:
        return SURE
    return _SURE_ABOUT_CITY if is_about_city else _CLEAR_NAME


def _place(message: Message) -> Reading | None:
    best = message.places.best
    if best is None or message.places.coverage < _CLEAR_NAME or message.places.lead < _CLEAR_LEAD:
        return None
    if message.places.rarity < _RARE or not _speaks_of_more(message):
        return None
    return Reading(Intent.FIND_CITY, Decision.ANSWER, message.places.coverage, place_id=best.id)


def _city(message: Message) -> Reading | None:
    where = message.where
    if not where.cities and not where.candidates:
        return None
    if where.cities and _means_no_place(message):
        return None
    if where.cities and _may_be_question(message):
        return _faq(message, Decision.ASK_BACK, message.asked.confidence)
    decision = Decision.ANSWER if where.cities else Decision.ASK_BACK
    return Reading(
        Intent.FIND_CITY,
        decision,
        0.9 if where.cities else 0.5,
        candidates=where.candidates,
        keep=keep_of(message.heard),
    )


def _means_no_place(message: Message) -> bool:
    speaks_of_places = message.heard.speaks_of_places and message.asked.confidence >= _HARDLY
    return _is_elsewhere(message) and not speaks_of_places


def _may_be_question(message: Message) -> bool:
    """Whether a message that names a city, but no kind of place, may ask something that an answer tells."""
    likely = is_topic(message.asked.wish) and message.asked.confidence >= _PERHAPS
    return likely and _speaks_of_more(message) and not message.heard.speaks_of_places


def _listed(message: Message) -> Reading | None:
    heard = message.heard
    asks = message.where.region is not None or (heard.speaks_of_places and "list" in heard.wishes)
    if _is_elsewhere(message) or not (asks or message.asked.wish == "@list_kind"):
        return None
    return Reading(Intent.LIST_KIND, Decision.ANSWER, 0.85, region=message.where.region, keep=keep_of(heard))


def _nothing(message: Message) -> Reading:
    if message.heard.speaks_of_places and not message.heard.unexplained:
        return Reading(Intent.LIST_KIND, Decision.ANSWER, 0.6, keep=keep_of(message.heard))
    sure = message.asked.confidence
    if message.asked.wish == "@find_city" and sure < SURE:
        return Reading(Intent.FIND_CITY, Decision.ASK_BACK, 0.5, keep=keep_of(message.heard))
    if message.asked.topics and sure >= WORTH_ASKING:
        return _faq(message, Decision.ASK_BACK, sure)
    return Reading(Intent.OUT_OF_SCOPE, Decision.DONT_KNOW, sure)


def _faq(message: Message, decision: Decision, sure: float) -> Reading:
    stats = message.asked.topics[0] == FIGURES
    return Reading(Intent.STATS if stats else Intent.FAQ, decision, sure)


def _speaks_of_more(message: Message) -> bool:
    """Whether the message says something besides where, what kind, words of no weight and stray letters."""
    return any(len(word) > 1 for word in message.heard.unexplained)


def _is_elsewhere(message: Message) -> bool:
    """Whether the message says more than where, and what it says is not ours."""
    return message.asked.wish == ELSEWHERE and _speaks_of_more(message)


def keep_of(heard: Heard) -> PlaceFilter:
    """Which places the words of a message ask for."""
    openness = Openness.ANY
    if "open" in heard.wishes:
        openness = Openness.OPEN
    elif "coming" in heard.wishes:
        openness = Openness.COMING
    return PlaceFilter(heard.kinds, openness, "women_only" in heard.wishes)
