"""What a check of the doctor finds."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.settings import Settings


class State(StrEnum):
    """How grave a finding is. With a fault something does not work."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was looked at, what was found there, and how to mend it."""

    check: str
    state: State
    found: str
    cure: str = ""


Check = Callable[[Settings], Awaitable[Diagnosis]]


def ok(check: str, found: str) -> Diagnosis:
    """All is well."""
    return Diagnosis(check, State.OK, found)


def warning(check: str, found: str, cure: str) -> Diagnosis:
    """It works, and may not for long or not as meant."""
    return Diagnosis(check, State.WARNING, found, cure)


def fault(check: str, found: str, cure: str) -> Diagnosis:
    """It does not work."""
    return Diagnosis(check, State.FAULT, found, cure)
