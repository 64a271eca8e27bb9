"""Reads the .po files beside it: one sentence list a language, the form translators' tools edit."""

import io
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from domain.languages import Language
from texts.phrases import Phrases

_FOLDER = Path(__file__).parent
# CLDR has no Roman Urdu; people who write it read English month names and digits
_LOCALES = {Language.ENGLISH: "en_GB", Language.URDU: "ur_PK", Language.ROMAN_URDU: "en_GB"}


@cache
def phrases(language: Language) -> Phrases:
    """The sentences of a language; a language that is not there yet, or a sentence, is said in English."""
    if not _file(language).exists():
        return phrases(Language.ENGLISH)
    catalogue = _read(language)
    if language is not Language.ENGLISH:
        catalogue.add_fallback(_read(Language.ENGLISH))
    return Phrases(language, catalogue, Locale.parse(_LOCALES[language]))


def available() -> list[Language]:
    """The languages that have their sentences."""
    return [language for language in Language if _file(language).exists()]


def _file(language: Language) -> Path:
    return _FOLDER / f"{language}.po"


def _read(language: Language) -> Translations:
    with _file(language).open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
