"""Answers and figures in words, each with its date and source."""

from collections.abc import Mapping, Sequence

from answers.actions import (
    AskWhatIsWrong,
    BrowseFigures,
    BrowseSection,
    BrowseSections,
    ListFigures,
    ShowAnswer,
    ShowFigure,
    ShowMenu,
)
from answers.buttons import press
from answers.cards.general import other_languages
from answers.cards.paging import page_of, pager
from answers.cards.places import source_line
from domain.facts import Answer, Figure, Source
from domain.places import Confidence
from domain.replies import Html, Press, Reply, Row
from texts.phrases import Phrases, capital, lines, paragraphs, shortened

_LONGEST_LABEL = 64


def answer_card(t: Phrases, answer: Answer) -> Reply:
    """A reviewed answer: text, steps, links, date, source, and the warnings it deserves."""
    wording = answer.wording
    steps = [t.say("answer.step", number=t.number(n), text=step) for n, step in enumerate(wording.steps, 1)]
    links = lines(t.say("answer.link", link=t.link(url, _host(url))) for url in answer.links)
    text = paragraphs(
        [
            t.say("answer.heading", question=wording.question),
            t.text(wording.text),
            lines(steps),
            lines([t.say("answer.links"), links]) if links else None,
            _evidence(t, answer),
        ]
    )
    section = t.label(f"section.{answer.section}")
    more = press(t.label("button.more_of", section=section), BrowseSection(answer.section))
    wrong = press(t.label("button.wrong"), AskWhatIsWrong(f"answer_{answer.id}"))
    ways = (press(t.label("button.sections"), BrowseSections()), wrong)
    return Reply(text, ((more,), ways, other_languages(t, ShowAnswer(answer.id))))


def _evidence(t: Phrases, answer: Answer) -> Html:
    return lines(
        [
            t.say("answer.volatile", date=t.date(answer.as_of)) if answer.volatile else None,
            t.say("answer.low_confidence") if answer.confidence is Confidence.LOW else None,
            _source(t, answer.source),
            t.say("as_of", date=t.date(answer.as_of)),
        ]
    )


def _source(t: Phrases, source: Source) -> Html:
    if not source.url.startswith("http"):
        return t.say("source.own", title=source.title)
    return source_line(t, source.url, source.title, source.date)


def _host(url: str) -> str:
    return url.split("//", 1)[1].removeprefix("www.").rstrip("/")


def sections(t: Phrases, counts: dict[str, int]) -> Reply:
    """The sections of the answers as buttons, two a row."""
    buttons = [
        press(
            t.label("section.with_count", section=t.label(f"section.{section}"), count=t.number(total)),
            BrowseSection(section),
        )
        for section, total in counts.items()
    ]
    grid = [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]
    return Reply(t.say("sections.ask"), (*grid, (press(t.label("button.menu"), ShowMenu()),)))


def section(t: Phrases, name: str, answers: Sequence[Answer], page: int) -> Reply:
    """The questions of a section as buttons."""
    rows = tuple((answer_button(answer),) for answer in page_of(answers, page))
    turn = pager(t, len(answers), page, lambda turned: BrowseSection(name, turned))
    heading = t.say("sections.heading", section=t.label(f"section.{name}"), n=len(answers))
    return Reply(heading, (*rows, *turn, (press(t.label("button.sections"), BrowseSections()),)))


def answer_button(answer: Answer) -> Press:
    """An answer's question on a button, cut where a phone would cut it."""
    return press(shortened(answer.wording.question, _LONGEST_LABEL), ShowAnswer(answer.id))


def figure_card(t: Phrases, figure: Figure, newer: Figure | None, older: Sequence[Figure]) -> Reply:
    """A figure with date and source. Where a newer one exists it leads, and the old one is said to be old."""
    leading = newer or figure
    replaced = [figure, *older] if newer else older
    text = paragraphs(
        [
            t.say("figure.heading", subject=capital(leading.subject_name)),
            t.say("figure.statement", statement=leading.statement),
            _dated(t, leading),
            t.say("figure.replaces") if replaced else None,
            lines(_old(t, old) for old in replaced),
        ]
    )
    more = press(
        t.label("button.figures_about", subject=capital(leading.subject_name)), ListFigures(leading.subject)
    )
    ways = (press(t.label("button.figures"), BrowseFigures()),)
    return Reply(text, ((more,), ways, other_languages(t, ShowFigure(figure.id))))


def figure_list(
    t: Phrases, subject: str, figures: Sequence[Figure], newest: Mapping[str, Figure], page: int
) -> Reply:
    """The figures of a subject in full; those in force first.

    `newest` has for the id of each superseded figure the one in force, which is shown before it.
    """
    shown = page_of(figures, page)
    text = paragraphs(
        [
            t.say("figure.heading", subject=capital(figures[0].subject_name)),
            *(_entry(t, one, newest.get(one.id)) for one in shown),
        ]
    )
    detailed = tuple(
        (
            press(
                t.label("figure.button", value=figure.value, unit=figure.unit, date=t.date(figure.as_of)),
                ShowFigure(figure.id),
            ),
        )
        for figure in shown
    )
    turn = pager(t, len(figures), page, lambda turned: ListFigures(subject, turned))
    return Reply(text, (*detailed, *turn, (press(t.label("button.figures"), BrowseFigures()),)))


def _entry(t: Phrases, figure: Figure, newest: Figure | None) -> Html:
    leading = newest or figure
    replaced = lines([t.say("figure.replaces"), _old(t, figure)]) if newest else None
    return lines([t.say("figure.statement", statement=leading.statement), _dated(t, leading), replaced])


def _dated(t: Phrases, figure: Figure) -> Html:
    source = figure.source
    return lines(
        [t.say("as_of", date=t.date(figure.as_of)), source_line(t, source.url, source.title, source.date)]
    )


def _old(t: Phrases, figure: Figure) -> Html:
    link = t.link(figure.source.url, figure.source.title)
    return t.say("figure.old", statement=figure.statement, date=t.date(figure.as_of), link=link)


def figure_subjects(
    t: Phrases, counts: Sequence[tuple[str, int]], names: Mapping[str, str], page: int
) -> Reply:
    """What there are figures about."""
    rows: list[Row] = [
        (
            press(
                t.label(
                    "section.with_count", section=capital(names.get(subject, subject)), count=t.number(total)
                ),
                ListFigures(subject),
            ),
        )
        for subject, total in page_of(counts, page)
    ]
    turn = pager(t, len(counts), page, BrowseFigures)
    return Reply(t.say("figures.ask"), (*rows, *turn, (press(t.label("button.menu"), ShowMenu()),)))
