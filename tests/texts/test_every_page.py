"""Telegram takes every page that taps lead to, in every language: by its own parser and its own limits."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from answers.actions import Action, InLanguage
from domain.replies import Button, Press
from handlers.sending import markup
from sandbox.keyboards import checked_inline
from sandbox.refusal import Refusal
from tests.conversations.reading import presses
from tests.conversations.walking import Everything, walked
from tests.sandbox.test_markup import judged_by_telegram
from tests.texts.telegram import as_read, utf16_length
from texts.catalogue import available

LONGEST_TEXT = 4096
"""UTF-16 units after the markup is read."""

MOST_MARKS = 100
"""Of a message; Telegram drops the rest."""

LONGEST_LABEL = 64
"""Ours: a phone shows no more."""

LONGEST_START = 64
"""https://core.telegram.org/bots/features#deep-linking"""


@pytest.fixture(scope="module", params=available())
def everything(built: Path, request: pytest.FixtureRequest) -> Everything:
    return walked(built)[request.param]


def buttons(everything: Everything) -> Iterator[tuple[Action, Button]]:
    for action, reply in everything.shown.items():
        yield from ((action, button) for row in reply.rows for button in row)


def test_every_page_is_read_by_telegram_and_fits(everything: Everything) -> None:
    for action, reply in everything.shown.items():
        text = as_read(reply.text)
        assert text == text.strip() != "", action
        assert utf16_length(text) <= LONGEST_TEXT, action


def test_telegram_shows_every_mark_of_a_page(everything: Everything) -> None:
    for action, reply in everything.shown.items():
        _, marks = judged_by_telegram(reply.text)
        assert len(marks) == reply.text.count("</") <= MOST_MARKS, action


def test_every_keyboard_is_taken(everything: Everything) -> None:
    for action, reply in everything.shown.items():
        assert reply.rows, action
        try:
            checked_inline(markup(reply.rows)["reply_markup"])
        except Refusal as refusal:
            pytest.fail(f"{action}: {refusal.description}")


def test_every_label_is_one_line_that_a_phone_shows(everything: Everything) -> None:
    for action, button in buttons(everything):
        assert 1 <= len(button.label) <= LONGEST_LABEL, action
        assert button.label == button.label.strip()
        assert "\n" not in button.label, action


def test_no_button_stands_twice_on_a_page(everything: Everything) -> None:
    for action, reply in everything.shown.items():
        pressed = [button.data for row in reply.rows for button in row if isinstance(button, Press)]
        assert len(pressed) == len(set(pressed)), action


def test_every_spot_on_the_map_has_a_title_and_an_address(everything: Everything) -> None:
    spots = [reply.venue for reply in everything.shown.values() if reply.venue]
    assert len(spots) > 100
    for spot in spots:
        assert spot.title.strip()
        assert spot.address.strip()


def test_every_place_can_be_put_into_any_chat(everything: Everything) -> None:
    for offered in everything.inline.values():
        assert 1 <= len(offered.id.encode()) <= 64
        assert offered.title.strip()
        assert offered.description.strip()
        assert utf16_length(as_read(offered.reply.text)) <= LONGEST_TEXT
        assert len(offered.deep_link) <= LONGEST_START


def test_the_same_can_be_reached_in_every_language(built: Path) -> None:
    english, *others = walked(built).values()
    assert others
    for other in others:
        assert other.shown.keys() == english.shown.keys()


def test_one_tap_shows_a_card_in_each_of_the_other_languages(everything: Everything) -> None:
    led: set[Action] = set()
    for action, reply in everything.shown.items():
        offered = [tap for tap in presses(reply) if isinstance(tap, InLanguage)]
        if offered:
            led.add(action)
            assert {tap.language for tap in offered} == set(available()) - {everything.language}
            assert {tap.shown for tap in offered} == {(action,)}
    assert len(led) > 400
