"""What concerns the person: language, and what is kept about them."""

from collections.abc import Iterator

from answers.actions import AskLanguage, ChooseLanguage, ForgetMe, ShowMenu
from answers.announcement_actions import ShowSubscription, Subscribe
from answers.buttons import press
from answers.cards.subscription import home, interests
from domain.languages import Language
from domain.people import Person, Traces, Turn
from domain.places import City
from domain.replies import Html, Reply
from texts.catalogue import available
from texts.phrases import Phrases, lines, paragraphs


def ask_language(t: Phrases) -> Reply:
    """Offers the languages, each under its own name."""
    rows = tuple((press(t.label(f"language.{language}"), ChooseLanguage(language)),) for language in Language)
    return Reply(t.say("language.ask"), rows)


def language_chosen(t: Phrases, language: Language) -> Reply:
    """Confirms the language; says so where the texts are not there yet."""
    key = "language.chosen" if language in available() else "language.not_ready"
    menu = press(t.label("button.menu"), ShowMenu())
    return Reply(t.say(key, language=t.label(f"language.{language}")), ((menu,),))


def privacy(t: Phrases) -> Reply:
    """What is kept and what is not."""
    return Reply(t.say("privacy"), ((press(t.label("button.forget"), ForgetMe()),),))


def no_data(t: Phrases) -> Reply:
    """Nothing is kept about this chat."""
    return Reply(t.say("mydata.none"), ((press(t.label("button.menu"), ShowMenu()),),))


def my_data(t: Phrases, person: Person, city: City | None, traces: Traces, turn: Turn | None) -> Reply:
    """Everything that is kept about this chat, with its last turn before this one; `city` is its home."""
    subscribed = person.subscribed_at
    announcements = (
        t.label("mydata.subscribed", date=t.date(subscribed.date().isoformat()))
        if subscribed
        else t.label("mydata.not_subscribed")
    )
    text = t.say(
        "mydata",
        chat=str(person.chat_id),
        language=_language(t, person.language),
        announcements=announcements,
        home=home(t, person, city) or t.label("mydata.language_unset"),
        interests=interests(t, person) or t.label("mydata.interests_unset"),
        first=t.date(person.first_seen.isoformat()),
        last=t.date(person.last_seen.isoformat()),
    )
    change = press(t.label("button.language"), AskLanguage())
    subscription = (
        press(t.label("button.subscription"), ShowSubscription())
        if subscribed
        else press(t.label("button.subscribe"), Subscribe())
    )
    rows = ((change, subscription), (press(t.label("button.forget"), ForgetMe()),))
    return Reply(lines([text, *_elsewhere(t, traces), *_last_turn(t, turn)]), rows)


def _language(t: Phrases, language: Language | None) -> str:
    return t.label(f"language.{language}" if language else "mydata.language_unset")


def _elsewhere(t: Phrases, traces: Traces) -> Iterator[Html]:
    if traces.last_received:
        date = t.date(traces.last_received.date().isoformat())
        yield t.say("mydata.received", n=traces.received, date=date)
    if traces.member:
        role = t.label(f"staff.role.{traces.member.role}")
        since = t.date(traces.member.appointed_at.date().isoformat())
        yield t.say("mydata.staff", role=role, date=since)
    if traces.acts:
        yield t.say("mydata.acts", n=traces.acts)


def _last_turn(t: Phrases, turn: Turn | None) -> tuple[Html, ...]:
    if turn is None:
        return ()
    answered = t.say(
        "mydata.turn",
        message=str(turn.message_id),
        reply=str(turn.reply_id),
        date=t.date(turn.at.date().isoformat()),
        time=f"{turn.at:%H:%M}",
        language=_language(t, turn.language),
    )
    about = ", ".join(filter(None, (turn.about.topic, turn.about.city_id, *sorted(turn.about.kinds))))
    return (answered, t.say("mydata.about", about=about.replace("_", " "))) if about else (answered,)


def ask_to_forget(t: Phrases) -> Reply:
    """Asks before anything is deleted."""
    rows = ((press(t.label("button.forget"), ForgetMe()), press(t.label("button.keep"), ShowMenu())),)
    return Reply(t.say("forget.ask"), rows)


def forgotten(t: Phrases, of_staff: bool) -> Reply:
    """Confirms that everything is deleted; of staff something stays."""
    return Reply(paragraphs([t.say("forget.done"), t.say("forget.staff") if of_staff else None]))


def report_resting(t: Phrases) -> Reply:
    """No reports are taken at this moment."""
    return Reply(t.say("wrong.resting"), ((press(t.label("button.menu"), ShowMenu()),),))


def report_noted(t: Phrases) -> Reply:
    """Thanks for a report."""
    return Reply(t.say("wrong.thanks"), ((press(t.label("button.menu"), ShowMenu()),),))
