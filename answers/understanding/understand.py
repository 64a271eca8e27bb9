"""Reads a message: what is wanted, where, of which kind, and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from answers.understanding.cities import CityFinder, CityMatches
from answers.understanding.classifier import ELSEWHERE, is_topic
from answers.understanding.fold import fold, tokens
from answers.understanding.language import LanguageDetector
from answers.understanding.points import find_point, is_short_map_link
from answers.understanding.reading import Decision, Intent, Reading
from answers.understanding.retrieval import Found, Retrieval
from answers.understanding.vocabulary import Heard, Vocabulary
from domain.geometry import Point
from domain.places import Openness, PlaceFilter

SURE = 0.7
"""From here on a match is given as the answer; below it the person is asked."""
WORTH_ASKING = 0.15
"""Below this nothing lies near enough to be offered."""
_CLEAR_NAME = 0.8
_SURE_ABOUT_CITY = 0.5
_CLEAR_LEAD = 0.3
_RARE = 2.0
"""A name weighs more than this; "PSEB" (1.2), in the name of one park, is in four of ten answers."""
_FIGURES_TOPIC = "stats"
_ENOUGH_OF_A_FIGURE = 0.5
_FIGURES_FIRST = 0.05
"""By how much an answer must fit better than a figure where a number is asked for."""
_TALK = {f"@{talk}": talk for talk in ("hello", "thanks", "bye", "help", "human")}


@dataclass(frozen=True, slots=True)
class _Message:
    words: tuple[str, ...]
    where: CityMatches
    heard: Heard
    answers: Found
    figures: Found
    places: Found


class Understanding:
    """Turns messages into readings."""

    def __init__(
        self,
        cities: CityFinder,
        centres: Mapping[str, Point],
        place_names: Mapping[str, str],
        vocabulary: Vocabulary,
        languages: LanguageDetector,
        retrieval: Retrieval,
    ) -> None:
        """Takes what finds cities, where their centres are, and what hears, tells languages and ranks.

        `place_names` leads from names of places, folded, to their ids.
        """
        self._cities = cities
        self._centres = centres
        self._place_names = place_names
        self._vocabulary = vocabulary
        self._languages = languages
        self._retrieval = retrieval

    async def read(self, text: str) -> Reading:
        """What the message means. Never fails, whatever the text."""
        if hint := _hint(text):
            return Reading(Intent.OUT_OF_SCOPE, Decision.DONT_KNOW, 0.0, hint=hint)
        language = self._languages.detect(text)
        if place_id := self._place_names.get(fold(text)):
            return Reading(Intent.FIND_CITY, Decision.ANSWER, 1.0, language, place_id=place_id)
        where = self._cities.find(text)
        if point := find_point(text, reference=self._centres.get(next(iter(where.cities), ""))):
            keep = _keep(self._vocabulary.hear(where.rest.split()))
            return Reading(Intent.FIND_NEARBY, Decision.ANSWER, 1.0, language, keep=keep, point=point)
        message = await self._take_apart(text, where)
        reading = _decide(message)
        ranked = message.answers
        return replace(
            reading,
            language=language,
            cities=message.where.cities,
            topics=ranked.labels,
            answer_ids=tuple(hit.id for hit in ranked.hits),
        )

    async def _take_apart(self, text: str, where: CityMatches) -> _Message:
        words = tuple(tokens(text))
        heard = self._vocabulary.hear(where.rest.split())
        return _Message(
            words=words,
            where=where,
            heard=heard,
            answers=await self._retrieval.answers(words),
            figures=await self._retrieval.figures(words if "count" in heard.wishes else ()),
            places=await self._retrieval.places(heard.unexplained),
        )


def _hint(text: str) -> str | None:
    """The text that says what to do where there is nothing to understand."""
    if not tokens(text):
        return "hint.empty"
    return "hint.short_link" if is_short_map_link(text) else None


def _decide(message: _Message) -> Reading:
    for rule in (_talk, _figure, _place, _near, _question, _city, _listed):
        if reading := rule(message):
            return reading
    return _nothing(message)


def _talk(message: _Message) -> Reading | None:
    if message.heard.speaks_of_places or message.where.cities:
        return None
    talk = message.heard.talk if not _speaks_of_more(message) else None
    talk = _TALK.get(message.answers.wish, talk)
    if talk is None:
        return None
    if talk == "human":
        return Reading(Intent.HUMAN, Decision.ANSWER, 0.9)
    return Reading(Intent.SMALLTALK, Decision.ANSWER, 0.9, talk=talk)


def _figure(message: _Message) -> Reading | None:
    best = message.figures.best
    if best is None or "count" not in message.heard.wishes:
        return None
    wanted = message.answers.wish == _FIGURES_TOPIC
    least = 0.0 if wanted else message.answers.coverage - _FIGURES_FIRST
    if message.figures.coverage < max(_ENOUGH_OF_A_FIGURE, least):
        return None
    return Reading(
        Intent.STATS, Decision.ANSWER, message.figures.coverage, figure_id=best.id, stat=best.label
    )


def _near(message: _Message) -> Reading | None:
    told = "nearby" in message.heard.wishes and not _speaks_of_more(message)
    if message.where.cities or not (told or message.answers.wish == "@find_nearby"):
        return None
    return Reading(Intent.FIND_NEARBY, Decision.ANSWER, 0.9, keep=_keep(message.heard))


def _question(message: _Message) -> Reading | None:
    if message.answers.best is None or not _speaks_of_more(message) or not is_topic(message.answers.wish):
        return None
    sure = _confidence(message.answers)
    named = set(message.words) - set(message.where.rest.split())
    about_city = message.answers.best.words & named
    if sure < _needed(message, bool(about_city)):
        return None
    return _faq(message, Decision.ANSWER, sure)


def _needed(message: _Message, is_about_city: bool) -> float:
    """How sure an answer must be: less if it names the message's city, more if it leaves it out."""
    if not message.where.cities:
        return SURE
    return _SURE_ABOUT_CITY if is_about_city else _CLEAR_NAME


def _place(message: _Message) -> Reading | None:
    best = message.places.best
    if best is None or message.places.coverage < _CLEAR_NAME or message.places.lead < _CLEAR_LEAD:
        return None
    if message.places.rarity < _RARE or not _speaks_of_more(message):
        return None
    return Reading(Intent.FIND_CITY, Decision.ANSWER, message.places.coverage, place_id=best.id)


def _city(message: _Message) -> Reading | None:
    where = message.where
    if not where.cities and not where.candidates:
        return None
    if where.cities and _is_elsewhere(message) and not message.heard.speaks_of_places:
        return None
    decision = Decision.ANSWER if where.cities else Decision.ASK_BACK
    return Reading(
        Intent.FIND_CITY,
        decision,
        0.9 if where.cities else 0.5,
        candidates=where.candidates,
        keep=_keep(message.heard),
    )


def _listed(message: _Message) -> Reading | None:
    heard = message.heard
    asks = message.where.region is not None or (heard.speaks_of_places and "list" in heard.wishes)
    if _is_elsewhere(message) or not (asks or message.answers.wish == "@list_kind"):
        return None
    return Reading(Intent.LIST_KIND, Decision.ANSWER, 0.85, region=message.where.region, keep=_keep(heard))


def _nothing(message: _Message) -> Reading:
    if message.heard.speaks_of_places and not message.heard.unexplained:
        return Reading(Intent.LIST_KIND, Decision.ANSWER, 0.6, keep=_keep(message.heard))
    sure = _confidence(message.answers)
    if message.answers.wish == "@find_city" and sure < SURE:
        return Reading(Intent.FIND_CITY, Decision.ASK_BACK, 0.5, keep=_keep(message.heard))
    if message.answers.best and sure >= WORTH_ASKING:
        return _faq(message, Decision.ASK_BACK, sure)
    return Reading(Intent.OUT_OF_SCOPE, Decision.DONT_KNOW, sure)


def _faq(message: _Message, decision: Decision, sure: float) -> Reading:
    found = message.answers
    ids = tuple(hit.id for hit in found.hits)
    stats = found.labels[0] == _FIGURES_TOPIC
    return Reading(Intent.STATS if stats else Intent.FAQ, decision, sure, topics=found.labels, answer_ids=ids)


def _confidence(found: Found) -> float:
    return found.confidence


def _speaks_of_more(message: _Message) -> bool:
    """Whether the message says something besides where, what kind, words of no weight and stray letters."""
    return any(len(word) > 1 for word in message.heard.unexplained)


def _is_elsewhere(message: _Message) -> bool:
    """Whether the message says more than where, and what it says is not ours."""
    return message.answers.wish == ELSEWHERE and _speaks_of_more(message)


def _keep(heard: Heard) -> PlaceFilter:
    openness = Openness.ANY
    if "open" in heard.wishes:
        openness = Openness.OPEN
    elif "coming" in heard.wishes:
        openness = Openness.COMING
    return PlaceFilter(heard.kinds, openness, "women_only" in heard.wishes)
