"""The numbers of /stats."""

from domain.announcements import Phase
from domain.languages import Language
from domain.replies import Html, Reply
from domain.statistics import Statistics
from texts.phrases import Phrases, lines, paragraphs


def statistics(t: Phrases, numbers: Statistics) -> Reply:
    """People, subscribers, languages, questions without an answer, announcements."""
    people = [
        t.say("staff.stats.people", n=numbers.people),
        t.say("staff.stats.subscribed", n=numbers.subscribed),
        t.say("staff.stats.reachable", n=numbers.reachable),
        t.say("staff.stats.blocked", n=numbers.blocked),
    ]
    phases = [
        t.say("staff.stats.of", what=t.label(f"staff.phase.{phase}"), number=t.number(number))
        for phase in Phase
        if (number := numbers.announcements.get(phase))
    ]
    announcements = lines([t.say("staff.stats.announcements"), *phases]) if phases else None
    questions = t.say("staff.stats.questions", n=numbers.questions)
    return Reply(paragraphs([lines(people), _languages(t, numbers), questions, announcements]))


def _languages(t: Phrases, numbers: Statistics) -> Html:
    told = [
        t.say(
            "staff.stats.of",
            what=t.label(f"language.{language}" if language else "mydata.language_unset"),
            number=t.number(numbers.languages.get(language, 0)),
        )
        for language in (*Language, None)
    ]
    return lines([t.say("staff.stats.languages"), *told])
