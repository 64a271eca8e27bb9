"""Reads a message: one question or several, by itself or leaning on the turn before."""

from collections.abc import Sequence
from dataclasses import replace

from answers.understanding.fold import tokens
from answers.understanding.following import Subject, Subjects, about, in_places_of, leans, points_back
from answers.understanding.parts import parts
from answers.understanding.phrasings import Phrasings
from answers.understanding.question import QuestionReader
from answers.understanding.reading import Decision, Intent, Reading
from domain.conversation import NOTHING, About

_INFORMING = (Intent.FAQ, Intent.STATS)
_NEAR_ENOUGH, _QUITE_NEAR = 6, 10
"""A topic that a short question takes from the turn before must be among so many that it suggests itself.
Among the second so many it is asked back."""
_LIKELY = 2
"""So many topics are looked at. The words of a subject ("software technology park") may pull one of its
topics to the front, whatever is asked about it: what is meant then comes second, and is asked back."""
_KNOWN = 0.55
"""So much of a short question must be words with which people ask about the topic: "biryani ki recipe" after
a question on loans is not about loans. Of 464 such messages 52 were answered without this, with it 15."""
_CLEAR = 0.95
"""So sure of its own topic a question leans on nothing. Of 672 that were answered rightly alone, 43 went
wrong after a turn about something else without these two limits, 2 with them."""
_SURE_OF_A_PART = 0.85
"""A part of a message has fewer words to mislead by; measured on the labelled questions."""
_OFFERED = 3


class Understanding:
    """Turns messages into readings."""

    def __init__(self, questions: QuestionReader, subjects: Subjects, phrasings: Phrasings) -> None:
        self._questions = questions
        self._subjects = subjects
        self._phrasings = phrasings

    async def read(self, text: str, before: About = NOTHING) -> Reading:
        """What the message means, after a turn that was about `before`. Never fails, whatever the text."""
        whole = await self._read_one(text, before)
        pieces = parts(text)
        if len(pieces) == 1 or whole.hint or whole.point:
            return whole
        several: list[Reading] = []
        for piece in pieces:
            several.append(await self._read_one(piece, before))
            before = about(several[-1], before)
        return _joined(whole, [one for one in several if one.intent is not Intent.SMALLTALK])

    async def _read_one(self, text: str, before: About) -> Reading:
        alone = await self._questions.read(text)
        words = tokens(text)
        if before == NOTHING or not leans(words):
            return alone
        leaning = await self._leaning(text, alone, before)
        return leaning or in_places_of(alone, before)

    async def _leaning(self, text: str, alone: Reading, before: About) -> Reading | None:
        """The question with the subject of the turn before, where both speak for the same topic."""
        subject = self._subjects.of(before)
        stands_alone = alone.cities or alone.intent is Intent.SMALLTALK or _is_clear(text, alone)
        if subject is None or stands_alone or _is_foreign(text, alone):
            return None
        reading = await self._questions.read(text, subject.words)
        if reading.intent not in _INFORMING or reading.topics[0] not in subject.topics:
            return None
        near = [topic for topic in reading.topics[:_LIKELY] if self._may_be(topic, text, alone, subject)]
        if not near:
            return None
        if near[0] == reading.topics[0] and near[0] in alone.topics[:_NEAR_ENOUGH]:
            return reading
        meant = await self._questions.read(text, subject.words, near[0])
        return replace(meant, decision=Decision.ASK_BACK)

    def _may_be(self, topic: str, text: str, alone: Reading, subject: Subject) -> bool:
        """Whether the question by itself speaks for this topic of the subject."""
        suggested = topic in subject.topics and topic in alone.topics[:_QUITE_NEAR]
        return suggested and self._phrasings.share(tokens(text), topic) >= _KNOWN


def _is_clear(text: str, alone: Reading) -> bool:
    """Whether a question says by itself what it is about, and does not point back."""
    sure = alone.decision is Decision.ANSWER and alone.confidence >= _CLEAR
    return sure and alone.intent in _INFORMING and not points_back(tokens(text))


def _is_foreign(text: str, alone: Reading) -> bool:
    """Whether a message that nothing of ours comes near says nothing that stands for the turn before."""
    return alone.decision is Decision.DONT_KNOW and not points_back(tokens(text))


def _joined(whole: Reading, several: Sequence[Reading]) -> Reading:
    """The parts as one reading where each surely asks something of its own, else the whole message."""
    if _greets_first(whole, several):
        return several[0]
    wanted = {_wanted(part) for part in several}
    if len(wanted) < max(2, len(several)) or not all(_asks(part, whole) for part in several):
        return whole
    first, *others = several
    asked = whole if first.intent is Intent.FIND_CITY else first
    return replace(
        first,
        confidence=min(part.confidence for part in several),
        language=whole.language,
        cities=whole.cities or first.cities,
        topics=_led_by(asked.topics, whole.topics),
        answer_ids=_led_by(asked.answer_ids, whole.answer_ids),
        also=tuple(others),
    )


def _greets_first(whole: Reading, several: Sequence[Reading]) -> bool:
    talks = whole.intent is Intent.SMALLTALK and len(several) == 1
    return talks and several[0].decision is not Decision.DONT_KNOW


def _asks(part: Reading, whole: Reading) -> bool:
    """Whether the part surely asks something that the whole message speaks of too."""
    if part.decision is not Decision.ANSWER or part.confidence < _SURE_OF_A_PART:
        return False
    if part.intent is Intent.FIND_CITY:
        return True
    return part.intent is Intent.FAQ and part.topics[0] in whole.topics[:_OFFERED]


def _led_by(ranked: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*ranked[:1], *others)))


def _wanted(reading: Reading) -> tuple[Intent, str | None]:
    return reading.intent, reading.topics[0] if reading.intent is Intent.FAQ else None
