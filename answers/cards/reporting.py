"""Asking what is wrong with a place or an answer."""

from answers.actions import Action, ReportWrong, ShowAnswer, ShowPlace
from answers.buttons import press
from domain.replies import Html, Reply
from texts.phrases import Phrases

WRONG = {
    "place": ("closed", "address", "status", "other"),
    "answer": ("outdated", "false", "unclear", "other"),
}
"""What may be wrong, by what it is about."""


def what_is_wrong_with_place(t: Phrases, place_id: str, name: str) -> Reply:
    """Asks what is wrong with a place."""
    return _ask(t, "place", place_id, t.say("wrong.ask", name=name), ShowPlace(place_id))


def what_is_wrong_with_answer(t: Phrases, answer_id: str, question: str) -> Reply:
    """Asks what is wrong with an answer."""
    return _ask(t, "answer", answer_id, t.say("wrong.ask_answer", question=question), ShowAnswer(answer_id))


def _ask(t: Phrases, what: str, its_id: str, text: Html, back: Action) -> Reply:
    about = f"{what}_{its_id}"
    rows = [(press(t.label(f"wrong.{reason}"), ReportWrong(about, reason)),) for reason in WRONG[what]]
    return Reply(text, (*rows, (press(t.label("button.card"), back),)))
