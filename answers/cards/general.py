"""The first page, help, and what is said when there is nothing to say."""

from dataclasses import replace

from answers.actions import (
    AskLanguage,
    AskLocation,
    BrowseFigures,
    BrowseProvinces,
    BrowseSections,
    InLanguage,
    ShowMenu,
    Shown,
)
from answers.buttons import press
from domain.languages import Language
from domain.replies import Press, Reply, Row, Viewer
from texts.phrases import Phrases, paragraphs


def ways_on(t: Phrases) -> tuple[Row, ...]:
    """The taps that lead on from anywhere."""
    return (
        (press(t.label("button.near"), AskLocation()), press(t.label("button.browse"), BrowseProvinces())),
        (
            press(t.label("button.sections"), BrowseSections()),
            press(t.label("button.figures"), BrowseFigures()),
        ),
    )


def other_languages(t: Phrases, *shown: Shown) -> Row:
    """The same in another language, and everything after it: one tap each.

    Raises ValueError if all that is shown does not fit into a button.
    """
    others = (language for language in Language if language is not t.language)
    return tuple(press(t.label(f"language.{language}"), InLanguage(language, shown)) for language in others)


def welcome(t: Phrases) -> Reply:
    """The first page: what this is and how to use it, with one tap for each way."""
    language = press(t.label("button.language"), AskLanguage())
    return Reply(paragraphs([t.say("welcome"), t.say("welcome.examples")]), (*ways_on(t), (language,)))


def help_page(t: Phrases) -> Reply:
    """All that one can do here."""
    return Reply(paragraphs([t.say("help.places"), t.say("help.facts"), t.say("help.you")]), ways_on(t))


def ask_location(t: Phrases, viewer: Viewer) -> Reply:
    """Asks where the person is; by a button where Telegram has one."""
    browse: tuple[Row, ...] = ((press(t.label("button.browse"), BrowseProvinces()),),)
    if viewer.private:
        return Reply(t.say("near.ask"), (), ask_location=t.label("button.share_location"))
    return Reply(t.say("near.ask_in_group"), browse)


def hint(t: Phrases, key: str) -> Reply:
    """A friendly word on something the bot can't read, with ways on."""
    return Reply(t.say(key), ways_on(t))


def slower(t: Phrases, seconds: int) -> Reply:
    """To somebody who writes faster than they are answered: when to go on."""
    return Reply(t.say("slower", n=seconds))


def answers_off(t: Phrases, inline_username: str | None) -> Reply:
    """Says that answers are switched off, and what works all the same: inline mode, if the bot is named."""
    inline = t.say("off.answers.inline", username=inline_username) if inline_username else None
    return Reply(paragraphs([t.say("off.answers"), t.say("off.answers.still"), inline]))


def announcements_off(t: Phrases, reply: Reply) -> Reply:
    """The reply to a subscriber, with the word that none is sent for the moment."""
    return replace(reply, text=paragraphs([reply.text, t.say("off.announcements")]))


def dont_know(t: Phrases, near: tuple[Press, ...] = ()) -> Reply:
    """Says so, and offers what lies nearest and ways on."""
    rows = tuple((button,) for button in near)
    return Reply(t.say("dont_know.near" if near else "dont_know"), (*rows, *ways_on(t)))


def too_old(t: Phrases) -> Reply:
    """The button's meaning is gone, or what it stood for."""
    return Reply(t.say("button_too_old"), ((press(t.label("button.menu"), ShowMenu()),), *ways_on(t)))
