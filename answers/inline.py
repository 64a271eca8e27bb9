"""Inline mode: places and answers to put into any chat."""

from collections.abc import Sequence
from dataclasses import dataclass

from answers.cards import facts as fact_cards
from answers.cards import places as place_cards
from answers.understanding.reading import Decision, Intent, Reading
from answers.understanding.understand import Understanding
from domain.facts import Answer
from domain.geometry import Point
from domain.places import Openness, Place, PlaceFilter
from domain.replies import Reply, Viewer
from storage.directory.reader import Directory
from texts.catalogue import phrases
from texts.phrases import Phrases

PAGE = 20
"""Results a page; Telegram takes at most 50."""
_MOST = 200


@dataclass(frozen=True, slots=True)
class InlineCard:
    """One result: what the list shows, the message it becomes, and the deep link to more."""

    id: str
    title: str
    description: str
    reply: Reply
    deep_link: str


@dataclass(frozen=True, slots=True)
class InlinePage:
    """A page of results; `next_page` is None on the last one."""

    cards: tuple[InlineCard, ...]
    next_page: int | None


class Inline:
    """The use cases of inline mode."""

    def __init__(self, directory: Directory, understanding: Understanding) -> None:
        self._directory = directory
        self._understanding = understanding

    async def page(self, text: str, point: Point | None, page: int, viewer: Viewer) -> InlinePage:
        """A page of results for what was typed; for nothing typed the places near the point, or open ones."""
        t = phrases(viewer.language)
        answers, places = await self._found(text.strip(), point, t)
        start = page * PAGE
        everything: list[Answer | Place] = [*answers, *places]
        shown = everything[start : start + PAGE]
        cards = [await self._card(t, one) for one in shown]
        return InlinePage(tuple(cards), page + 1 if start + PAGE < len(everything) else None)

    async def _found(
        self, text: str, point: Point | None, t: Phrases
    ) -> tuple[Sequence[Answer], Sequence[Place]]:
        if text:
            reading = await self._understanding.read(text)
            return await self._answers(reading, t), await self._places(reading)
        if point:
            near = await self._directory.places.nearest(point, PlaceFilter(openness=Openness.OPEN), PAGE)
            return [], [found.place for found in near]
        return [], await self._directory.places.of_province(None, PlaceFilter(openness=Openness.OPEN))

    async def _answers(self, reading: Reading, t: Phrases) -> Sequence[Answer]:
        asked = reading.intent in (Intent.FAQ, Intent.STATS) and reading.decision is not Decision.DONT_KNOW
        return await self._directory.answers.several(reading.answer_ids[:5], t.language) if asked else []

    async def _places(self, reading: Reading) -> Sequence[Place]:
        if reading.point:
            near = await self._directory.places.nearest(reading.point, reading.keep, PAGE)
            return [found.place for found in near]
        if reading.place_id:
            place = await self._directory.places.get(reading.place_id)
            return [place] if place else []
        if reading.cities or reading.candidates:
            city_ids = reading.cities or reading.candidates
            return await self._directory.places.in_cities(city_ids, reading.keep)
        if reading.intent is Intent.LIST_KIND:
            return await self._directory.places.of_province(reading.region, reading.keep)
        return []

    async def _card(self, t: Phrases, found: Answer | Place) -> InlineCard:
        if isinstance(found, Answer):
            reply = fact_cards.answer_card(t, found)
            said = t.label("inline.answer", date=t.date(found.as_of))
            return InlineCard(f"a{found.id}", found.wording.question, said, reply, f"answer_{found.id}")
        city = await self._directory.cities.get(found.city_id) if found.city_id else None
        programme = await self._directory.places.programme(found.programme_id, t.language)
        assert programme is not None  # the directory's foreign keys see to it  # noqa: S101
        where = place_cards.name_of(t, city) if city else t.label(f"province.{found.province}")
        described = t.label("inline.place", kind=t.label(f"kind.{found.kind}"), city=where)
        reply = place_cards.place_card(t, found, city, programme)
        title = place_cards.place_label(t, found)
        status = place_cards.status_words(t, found)
        return InlineCard(f"p{found.id}", title, f"{described}\n{status}", reply, f"place_{found.id}")
