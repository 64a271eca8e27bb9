"""Programmes, figures and answers as open data: a row for each in each language."""

from dataclasses import dataclass
from functools import partial

from bot.open_data.table import BOOLEAN, DATE, Table, attribute, one_of
from domain.facts import Answer, Figure
from domain.languages import Language
from domain.places import Confidence, Programme

_what = partial(attribute, part="what")
_what_source = partial(attribute, part="what.source")
_wording = partial(attribute, part="wording")
_source = partial(attribute, part="source")


@dataclass(frozen=True, slots=True)
class Told:
    """A programme or a figure in one language."""

    language: Language
    what: Programme | Figure


_KEY = ("id", "language")
_LANGUAGE = attribute(
    "language",
    "English (`en`), Urdu (`ur`) or Roman Urdu (`ur-Latn`). The latter two were written for this project and"
    " want a native reviewer.",
    one_of(Language),
)

PROGRAMMES: Table[Told] = Table(
    "programmes",
    "The programmes behind the places",
    "What each programme is, who may use it, how to apply and what it costs, as far as a source says so.",
    (
        _what("id", "Names the programme."),
        _LANGUAGE,
        _what("name", "What it is called; in Urdu a plain rendering, no official name."),
        _what("run_by", "Who runs it, in English."),
        _what("summary", "What it is."),
        _what("who_can_use", "Who may use it."),
        _what("how_to_apply", "How to apply."),
        _what("cost", "What it costs."),
        _what("website", "Its page."),
        _what(
            "contact",
            "How its office is reached, in English: second-hand, to be confirmed there.",
        ),
        _what("as_of", "The date of what is said.", DATE, "status_as_of"),
        _what("source_url", "The page on which this was read."),
        _what("source_date", "The date of that page.", DATE),
        _what("confidence", "How good the source is.", one_of(Confidence)),
    ),
    _KEY,
)

FIGURES: Table[Told] = Table(
    "figures",
    "Statistics, each of its date",
    "What a source said on a date, and no more; forecasts of jobs and exports are no facts.",
    (
        _what("id", "Names the figure."),
        _LANGUAGE,
        _what("subject", "What it is about: a key, the same in all languages."),
        _what("subject_name", "What it is about."),
        _what("statement", "The figure in a sentence, with its doubts."),
        _what(
            "value",
            "The figure alone: mostly a number, else a date, a span or a fiscal year.",
        ),
        _what("unit", "What it counts."),
        _what("as_of", "The date of the figure.", DATE),
        _what(
            "superseded_by",
            "The `id` of a newer figure, which holds instead; empty if there is none.",
        ),
        _what_source("source_url", "The page on which this was read.", of="url"),
        _what_source("source_title", "What that page is called.", of="title"),
        _what_source("source_date", "The date of that page.", DATE, "date"),
    ),
    _KEY,
)

ANSWERS: Table[Answer] = Table(
    "answers",
    "Reviewed answers to what freelancers ask",
    "Information, not advice. Tax rates, fees, dates and contacts change: look at `as_of` and at the source.",
    (
        attribute("id", "Names the answer."),
        _LANGUAGE,
        attribute("topic", "What it is about: a key."),
        attribute("section", "The shelf on which it stands: a key."),
        _wording("question", "What is asked."),
        _wording("text", "What is answered."),
        _wording("steps", "What to do, one after the other, parted by `|`."),
        attribute("as_of", "The date for which the answer holds.", DATE),
        attribute("volatile", "Whether it may soon change.", BOOLEAN),
        attribute("confidence", "How good the source is.", one_of(Confidence)),
        attribute("links", "Pages for further reading, parted by `|`."),
        _source(
            "source_url",
            "The page on which this was read; of answers about the guide itself a file of its repository.",
            of="url",
        ),
        _source("source_title", "What that page is called.", of="title"),
        _source("source_date", "The date of that page.", DATE, "date"),
    ),
    _KEY,
)
