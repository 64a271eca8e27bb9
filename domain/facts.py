"""Dated facts: figures, and the reviewed answers to what people ask."""

from pydantic import BaseModel, ConfigDict

from domain.dates import PartialDate
from domain.languages import Language
from domain.places import Confidence


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Fact):
    """The page a fact was read on. `url` may be a page of this repository (answers about the bot itself)."""

    title: str
    url: str
    date: PartialDate | None = None


class Figure(_Fact):
    """One statistic as its source gave it on `as_of`; `superseded_by` is the id of a newer one.

    `subject` is the key under which figures are browsed, `subject_name` what the reader calls it.
    """

    id: str
    subject: str
    subject_name: str
    statement: str
    value: str
    unit: str
    as_of: PartialDate
    source: Source
    superseded_by: str | None = None


class Wording(_Fact):
    """An answer in one language: plain text, without markup."""

    question: str
    text: str
    steps: tuple[str, ...] = ()


class Answer(_Fact):
    """A reviewed answer. `topic` labels what it is about, `section` the shelf it stands on for browsing.

    `volatile` marks what may have changed since `as_of`.
    """

    id: str
    topic: str
    section: str
    as_of: PartialDate
    confidence: Confidence
    volatile: bool
    source: Source
    links: tuple[str, ...] = ()
    language: Language = Language.ENGLISH
    wording: Wording
