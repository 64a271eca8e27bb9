"""Telegram takes every sentence, and none is longer than the place where it stands."""

import pytest

from domain.languages import Language
from handlers.commands import COMMANDS
from tests.texts.telegram import as_read, utf16_length
from tests.texts.test_keys import MESSAGES, placeholders
from texts.catalogue import available, phrases

AWKWARD = 'R&D <b>"x"</b> لاہور'


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("key", MESSAGES)
def test_telegram_takes_the_sentence_whatever_its_values(key: str, language: Language) -> None:
    values = {name: AWKWARD for name in placeholders(MESSAGES[key]) if name != "n"}
    text = as_read(phrases(language).say(key, n=2, **values))
    assert 1 <= utf16_length(text) <= 4096
    assert text.count(AWKWARD) >= len(values)


@pytest.mark.parametrize("language", available())
def test_what_pops_up_over_a_chat_fits(language: Language) -> None:
    assert 1 <= len(phrases(language).label("button_too_old")) <= 200


@pytest.mark.parametrize("language", available())
def test_the_menu_and_the_descriptions_fit(language: Language) -> None:
    t = phrases(language)
    assert len(COMMANDS) <= 100
    for command in COMMANDS:
        assert 1 <= len(command) <= 32
        assert 1 <= len(t.label(f"command.{command}")) <= 256
    assert 1 <= len(t.label("bot.description")) <= 512
    assert 1 <= len(t.label("bot.short_description")) <= 120


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("key", [key for key in MESSAGES if key.startswith(("button.", "page.", "inline."))])
def test_a_label_is_one_short_line_without_markup(key: str, language: Language) -> None:
    values = dict.fromkeys(placeholders(MESSAGES[key]) - {"n"}, "x")
    label = phrases(language).label(key, n=1, **values)
    assert len(label) <= 64
    assert "\n" not in label
    assert as_read(label) == label
