"""Dates that are only as precise as their source: a year, a month or a day."""

import calendar
import datetime
import re
from typing import Annotated

from pydantic import AfterValidator

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def _checked(text: str) -> str:
    last_day(text)
    return text


PartialDate = Annotated[str, AfterValidator(_checked)]
"""`2025`, `2025-09` or `2025-09-03`: what the source shows and no more."""


def last_day(date: str) -> datetime.date:
    """The last day that a partial date may mean. Raises ValueError if it is none."""
    match = _ISO.fullmatch(date)
    if not match:
        raise ValueError(f"{date!r} is not a date like 2025, 2025-09 or 2025-09-03")
    year, month = int(match[1]), int(match[2] or 12)
    if not 1990 <= year <= 2040 or not 1 <= month <= 12:
        raise ValueError(f"{date!r} is not a date between 1990 and 2040")
    return datetime.date(year, month, int(match[3] or calendar.monthrange(year, month)[1]))
