"""Asking for what somebody has to write: the next message is taken for it."""

from announcements.cards.taps import Tap, Verb, asking, press
from announcements.cards.words import list_row
from domain.languages import Language
from domain.prompts import Awaited, Prompt
from domain.replies import Press, Reply, Row
from texts.phrases import Phrases


def ask(t: Phrases, prompt: Prompt) -> Reply:
    """Asks for what is awaited now."""
    language = t.label(f"language.{prompt.language}") if prompt.language else ""
    match prompt.what:
        case Awaited.LINK:
            text = t.say("staff.ask.link", language=language)
        case Awaited.MOMENT:
            text = t.say("staff.ask.moment")
        case Awaited.COUNT:
            text = t.say("staff.ask.count", number=str(prompt.announcement_id))
        case Awaited.APPOINTEE:
            text = t.say("staff.ask.appointee")
        case _:
            text = t.say("staff.ask.text", language=language)
    return Reply(text, (*_other_languages(t, prompt), (_never_mind(t, prompt),)))


def expired(t: Phrases, prompt: Prompt) -> Reply:
    """What was written came too late to be taken; one tap goes on."""
    again = asking(prompt.what, prompt.announcement_id or 0, prompt.language, prompt.revision or 0)
    return Reply(
        t.say("staff.expired"), ((press(t.label("button.staff.go_on"), again),), (_never_mind(t, prompt),))
    )


def _never_mind(t: Phrases, prompt: Prompt) -> Press:
    return press(t.label("button.staff.never_mind"), Tap(Verb.DROP, prompt.announcement_id or 0))


def _other_languages(t: Phrases, prompt: Prompt) -> tuple[Row, ...]:
    """For the first text of an announcement: it may be in any language."""
    if prompt.what is not Awaited.TEXT or prompt.announcement_id:
        return ()
    others = (language for language in Language if language is not prompt.language)
    return (tuple(press(t.label(f"language.{one}"), asking(Awaited.TEXT, language=one)) for one in others),)


def dropped(t: Phrases) -> Reply:
    """Nothing is awaited any more."""
    return Reply(t.say("staff.dropped"), (list_row(t),))
