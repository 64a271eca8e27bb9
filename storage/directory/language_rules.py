"""Rules across languages: a topic is asked in enough ways, and every language says what English says."""

from collections import Counter
from collections.abc import Iterator, Sequence

from domain.facts import Wording
from domain.languages import Language
from storage.directory.data import Data
from storage.directory.faults import Fault
from storage.directory.files import Located
from storage.directory.literals import literals
from storage.directory.rows import FigureRow, ProgrammeRow, TopicFile
from storage.directory.wording_rows import (
    FigureWordings,
    ProgrammeWording,
    ProgrammeWordings,
    WordedFigure,
    WordedProgramme,
)

FEWEST_ASKED = 15
"""Phrasings that a topic needs over all its answers and languages."""

FEWEST_ASKED_IN = {Language.URDU: 4, Language.ROMAN_URDU: 6}
"""Phrasings that a topic needs over all its answers in a language."""


def broken_language_rules(data: Data) -> Iterator[Fault]:
    """Every rule across languages that the data break, in the order of the files."""
    for topic in data.topics:
        yield from _few_phrasings(topic)
        yield from _answers(topic)
    if data.programme_wordings:
        yield from _programmes(data.programmes, data.programme_wordings)
    if data.figure_wordings:
        yield from _figures(data.figures, data.figure_wordings)


def _few_phrasings(topic: Located[TopicFile]) -> Iterator[Fault]:
    asked = [answer.asked for answer in topic.row.answers]
    total = sum(len(one.all) for one in asked)
    if total < FEWEST_ASKED:
        yield topic.fault(f"asked in {total} ways, {FEWEST_ASKED} are needed")
    for language, fewest in FEWEST_ASKED_IN.items():
        ways = sum(len(one.by_language[language]) for one in asked)
        if ways < fewest:
            yield topic.fault(f"asked in {ways} ways in {language}, {fewest} are needed")
    if not any(len(phrasing.split()) == 1 for one in asked for phrasing in one.all):
        yield topic.fault("never asked in one word")


def _answers(topic: Located[TopicFile]) -> Iterator[Fault]:
    for number, answer in enumerate(topic.row.answers):
        for language, wording in answer.wordings.items():
            if len(wording.steps) != len(answer.en.steps):
                found = f"{answer.id}: {len(wording.steps)} steps, in English {len(answer.en.steps)}"
                yield topic.fault(found, "answers", number, language, "steps")
            elif differing := _differing(_whole(answer.en), _whole(wording)):
                yield topic.fault(f"{answer.id}: {differing}", "answers", number, language)


def _whole(wording: Wording) -> str:
    return "\n".join((wording.question, wording.text, *wording.steps))


def _differing(english: str, translated: str) -> str | None:
    """In words, which numbers, dates, codes and links of the English a translation lacks or adds."""
    wanted, said = literals(english), literals(translated)
    lacks, adds = sorted((wanted - said).elements()), sorted((said - wanted).elements())
    parts = [f"lacks {', '.join(lacks)}"] * bool(lacks) + [f"adds {', '.join(adds)}"] * bool(adds)
    return f"{' and '.join(parts)}, unlike the English" if parts else None


def _programmes(
    programmes: Sequence[Located[ProgrammeRow]], worded: Located[ProgrammeWordings]
) -> Iterator[Fault]:
    yield from _unpaired(programmes, worded, worded.row.programmes, "programmes")
    english = {programme.row.id: programme.row for programme in programmes}
    for number, programme in enumerate(worded.row.programmes):
        if programme.id in english:
            for language, wording in programme.wordings.items():
                for cell, differing in _differing_cells(english[programme.id], wording):
                    found = f"{programme.id}: {cell} {differing}"
                    yield worded.fault(found, "programmes", number, language, cell)


def _differing_cells(english: ProgrammeRow, wording: ProgrammeWording) -> Iterator[tuple[str, str]]:
    for cell in ProgrammeWording.model_fields:
        wanted, said = getattr(english, cell), getattr(wording, cell)
        if (wanted is None) != (said is None):
            yield cell, "is only there in English" if wanted else "is not there in English"
        # a name is rendered freely: "G-10" may be spelled out
        elif wanted and cell != "name" and (differing := _differing(wanted, said)):
            yield cell, differing


def _figures(figures: Sequence[Located[FigureRow]], worded: Located[FigureWordings]) -> Iterator[Fault]:
    yield from _unpaired(figures, worded, worded.row.figures, "figures")
    for figure in figures:
        for word, names in ((figure.row.subject, worded.row.subjects), (figure.row.unit, worded.row.units)):
            if word not in names:
                yield figure.fault(f"{word!r} is not worded in {worded.file}")
    english = {figure.row.id: figure.row.statement for figure in figures}
    for number, wording in enumerate(worded.row.figures):
        if wording.id in english:
            for language, said in wording.wordings.items():
                if differing := _differing(english[wording.id], said):
                    yield worded.fault(f"{wording.id}: {differing}", "figures", number, language)


def _unpaired(
    rows: Sequence[Located[ProgrammeRow]] | Sequence[Located[FigureRow]],
    worded: Located[ProgrammeWordings] | Located[FigureWordings],
    wordings: Sequence[WordedProgramme | WordedFigure],
    table: str,
) -> Iterator[Fault]:
    known, times = {row.row.id for row in rows}, Counter(wording.id for wording in wordings)
    for row in rows:
        if row.row.id not in times:
            yield row.fault(f"{row.row.id} is not worded in {worded.file}")
    for number, wording in enumerate(wordings):
        if wording.id not in known:
            yield worded.fault(f"id {wording.id!r} is not in {table}.csv", table, number, "id")
        elif times[wording.id] > 1:
            yield worded.fault(f"id {wording.id!r} is there {times[wording.id]} times", table, number, "id")
