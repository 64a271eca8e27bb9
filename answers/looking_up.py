"""Looking things up: sections, answers and figures."""

from answers.actions import Action, BrowseFigures, BrowseSection, ListFigures, ShowAnswer, ShowFigure
from answers.cards import facts as cards
from answers.cards import general, reporting
from answers.cards.places import name_of
from domain.dates import PartialDate
from domain.facts import Figure
from domain.languages import Language
from domain.replies import Reply
from storage.directory.reader import Directory
from texts.phrases import Phrases


class LookingUp:
    """The use cases of somebody who wants to know something."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    async def sections(self, t: Phrases) -> Reply:
        """What there are answers about."""
        counts = await self._directory.answers.sections()
        return cards.sections(t, {count.key: count.total for count in counts})

    async def section(self, t: Phrases, action: BrowseSection) -> Reply:
        """The questions of a section."""
        answers = await self._directory.answers.in_section(action.section, t.language)
        return cards.section(t, action.section, answers, action.page) if answers else general.too_old(t)

    async def answer(self, t: Phrases, answer_id: str) -> Reply:
        """An answer."""
        answer = await self._directory.answers.get(answer_id, t.language)
        return cards.answer_card(t, answer) if answer else general.too_old(t)

    async def knows(self, about: str) -> bool:
        """Whether there is such a place_<id> or answer_<id>."""
        what, _, its_id = about.partition("_")
        if what == "place":
            return await self._directory.places.get(its_id) is not None
        return what == "answer" and await self._directory.answers.get(its_id, Language.ENGLISH) is not None

    async def what_is_wrong(self, t: Phrases, about: str) -> Reply:
        """Asks what is wrong with place_<id> or answer_<id>."""
        what, _, its_id = about.partition("_")
        if what == "place" and (place := await self._directory.places.get(its_id)):
            return reporting.what_is_wrong_with_place(t, place.id, name_of(t, place))
        if what == "answer" and (answer := await self._directory.answers.get(its_id, t.language)):
            return reporting.what_is_wrong_with_answer(t, answer.id, answer.wording.question)
        return general.too_old(t)

    async def figure_subjects(self, t: Phrases, action: BrowseFigures) -> Reply:
        """What there are figures about."""
        counts = await self._directory.figures.subjects()
        names = await self._directory.figures.wordings("subject", t.language)
        return cards.figure_subjects(t, [(count.key, count.total) for count in counts], names, action.page)

    async def figures(self, t: Phrases, action: ListFigures) -> Reply:
        """The figures of a subject."""
        figures = await self._directory.figures.about(action.subject, t.language)
        if not figures:
            return general.too_old(t)
        newest = {figure.id: await self._newest(t, figure) for figure in figures if figure.superseded_by}
        return cards.figure_list(t, action.subject, figures, newest, action.page)

    async def figure(self, t: Phrases, figure_id: str) -> Reply:
        """A figure; if it has been superseded, the newer one leads and says what it replaces."""
        figure = await self._directory.figures.get(figure_id, t.language)
        if figure is None:
            return general.too_old(t)
        newest = await self._newest(t, figure)
        older = await self._directory.figures.replaced_by(newest.id, t.language)
        if newest is figure:
            return cards.figure_card(t, figure, None, older)
        return cards.figure_card(t, figure, newest, [old for old in older if old.id != figure.id])

    async def tells_of_year(self, card: Action, year: str) -> bool:
        """Whether the figure or answer of a card is of a year, or speaks of it. Other cards tell of today."""
        match card:
            case ShowFigure(figure_id):
                return await self._figure_tells_of(figure_id, year)
            case ShowAnswer(answer_id):
                answer = await self._directory.answers.get(answer_id, Language.ENGLISH)
                return answer is not None and _speaks_of(year, answer.wording.text, answer.as_of)
            case _:
                return False

    async def _figure_tells_of(self, figure_id: str, year: str) -> bool:
        figure = await self._directory.figures.get(figure_id, Language.ENGLISH)
        older = await self._directory.figures.replaced_by(figure_id, Language.ENGLISH)
        shown = [one for one in (figure, *older) if one]
        return any(_speaks_of(year, one.statement, one.as_of) for one in shown)

    async def _newest(self, t: Phrases, figure: Figure) -> Figure:
        while figure.superseded_by:
            newer = await self._directory.figures.get(figure.superseded_by, t.language)
            assert newer is not None  # the directory's foreign keys see to it  # noqa: S101
            figure = newer
        return figure


def _speaks_of(year: str, text: str, as_of: PartialDate) -> bool:
    """Whether a year stands in the text, also as the second of a fiscal year ("2021-22"), or dates it."""
    return year in text or f"-{year[2:]}" in text or str(as_of).startswith(year)
