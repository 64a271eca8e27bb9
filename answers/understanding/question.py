"""Reads one question: what is wanted, where, of which kind, and how sure that is."""

from collections.abc import Mapping
from dataclasses import replace

from answers.understanding.cities import CityFinder, CityMatches
from answers.understanding.classifier import FIGURES
from answers.understanding.decide import Message, decide, keep_of
from answers.understanding.fold import fold, tokens
from answers.understanding.language import LanguageDetector
from answers.understanding.points import find_point, is_short_map_link
from answers.understanding.ranking import Ranking
from answers.understanding.reading import Decision, Intent, Reading
from answers.understanding.retrieval import Retrieval
from answers.understanding.terms import is_year
from answers.understanding.vocabulary import Vocabulary
from domain.geometry import Point


class QuestionReader:
    """Reads questions one at a time, each by itself."""

    def __init__(
        self,
        cities: CityFinder,
        centres: Mapping[str, Point],
        place_names: Mapping[str, str],
        vocabulary: Vocabulary,
        languages: LanguageDetector,
        ranking: Ranking,
        retrieval: Retrieval,
    ) -> None:
        """Takes what finds cities, where their centres are, and what hears, tells languages, ranks and finds.

        `place_names` leads from names of places, folded, to their ids.
        """
        self._cities = cities
        self._centres = centres
        self._place_names = place_names
        self._vocabulary = vocabulary
        self._languages = languages
        self._ranking = ranking
        self._retrieval = retrieval

    async def read(self, text: str, subject: tuple[str, ...] = (), topic: str = "") -> Reading:
        """What the question means; `subject` holds folded words that it leaves out, of the turn before. A
        `topic` is what the question is known to ask about that.
        """
        if hint := _hint(text):
            return Reading(Intent.OUT_OF_SCOPE, Decision.DONT_KNOW, 0.0, hint=hint)
        language = self._languages.detect(text)
        if place_id := self._place_names.get(fold(text)):
            return Reading(Intent.FIND_CITY, Decision.ANSWER, 1.0, language, place_id=place_id)
        where = self._cities.find(text)
        if point := find_point(text, reference=self._centres.get(next(iter(where.cities), ""))):
            keep = keep_of(self._vocabulary.hear(where.rest.split()))
            return Reading(Intent.FIND_NEARBY, Decision.ANSWER, 1.0, language, keep=keep, point=point)
        message = await self._take_apart(text, where, subject, topic)
        reading = decide(message)
        return replace(
            reading,
            year=_year(message, reading),
            language=language,
            cities=message.where.cities,
            topics=message.asked.topics,
            answer_ids=message.asked.answer_ids,
        )

    async def _take_apart(
        self, text: str, where: CityMatches, subject: tuple[str, ...], topic: str
    ) -> Message:
        words = tuple(tokens(text))
        heard = self._vocabulary.hear(where.rest.split())
        asked = await self._ranking.rank((*words, *subject), topic)
        # "planned parks in Punjab" says where and which, and nothing that a figure could be about
        counts = "count" in heard.wishes or (asked.wish == FIGURES and bool(heard.unexplained))
        return Message(
            words=words,
            where=where,
            heard=heard,
            asked=asked,
            figures=await self._retrieval.figures(words if counts else (), _names(where)),
            places=await self._retrieval.places(heard.unexplained),
        )


def _names(where: CityMatches) -> tuple[str, ...]:
    """The words by which figures name the cities."""
    return tuple(word for city_id in where.cities for word in city_id.split("_"))


def _year(message: Message, reading: Reading) -> str | None:
    """The year that something is counted for."""
    counts = reading.intent is Intent.STATS or "count" in message.heard.wishes
    return next(filter(is_year, message.words), None) if counts else None


def _hint(text: str) -> str | None:
    """The text that says what to do where there is nothing to understand."""
    if not tokens(text):
        return "hint.empty"
    return "hint.short_link" if is_short_map_link(text) else None
