"""What was understood of a message."""

from dataclasses import dataclass
from enum import StrEnum

from domain.geometry import Point
from domain.languages import Language
from domain.places import EVERY_PLACE, PlaceFilter, Province


class Intent(StrEnum):
    """What a person wants. The names are those of data/eval/questions-dev.jsonl."""

    FIND_CITY = "find_city"
    FIND_NEARBY = "find_nearby"
    LIST_KIND = "list_kind"
    FAQ = "faq"
    STATS = "stats"
    SMALLTALK = "smalltalk"
    HUMAN = "human"
    OUT_OF_SCOPE = "oos"


class Decision(StrEnum):
    """What to do with it."""

    ANSWER = "answer"
    ASK_BACK = "ask_back"
    DONT_KNOW = "dont_know"


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as understood. Ids are ranked, best first; `confidence` (0 to 1) is that of the intent.

    `year` is the one that a number is asked for, which what is known may not be of; `also` are the further
    questions of the same message.
    """

    intent: Intent
    decision: Decision
    confidence: float
    language: Language | None = None
    cities: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    region: Province | None = None
    keep: PlaceFilter = EVERY_PLACE
    point: Point | None = None
    place_id: str | None = None
    topics: tuple[str, ...] = ()
    answer_ids: tuple[str, ...] = ()
    figure_id: str | None = None
    stat: str | None = None
    year: str | None = None
    talk: str | None = None
    hint: str | None = None
    also: tuple["Reading", ...] = ()
