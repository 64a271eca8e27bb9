"""Announcements as anybody may read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.announcements import Content, Text
from domain.languages import Language


@dataclass(frozen=True, slots=True)
class News:
    """An announcement that went out, at first at a moment in UTC; `texts` are those in force, of which at
    least one has a content: the corrected ones, if it was `corrected`.
    """

    id: int
    at: datetime
    corrected: bool
    texts: Mapping[Language, Text]


@dataclass(frozen=True, slots=True)
class NewsItem:
    """The same in the language of one reader, or in the one there is; the day is that in Pakistan."""

    id: int
    day: date
    corrected: bool
    content: Content
