"""The numbers that staff see."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.announcements import Phase
from domain.languages import Language


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the ledger holds at one moment. `people` have talked to the bot and are not forgotten.

    `reachable` are those of the subscribed who have not blocked the bot; `languages` counts the people by the
    language they chose, None for those who chose none. `questions` are those kept without a sure answer.
    """

    people: int
    blocked: int
    subscribed: int
    reachable: int
    languages: Mapping[Language | None, int]
    questions: int
    announcements: Mapping[Phase, int]
