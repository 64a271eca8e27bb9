"""Turns keys into sentences: arguments escaped and kept apart by direction, dates and numbers in words."""

import datetime
import html
import re
import unicodedata
from collections.abc import Iterable

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from babel.support import Translations

from domain.languages import Language
from domain.replies import Html

# "PSEB", "0800 01010", "2025-26", "/mydata": from letter or digit to letter or digit, without line breaks
_LATIN_RUN = re.compile("/?[A-Za-z0-9](?:[ -~]*[A-Za-z0-9%+])?")
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


class MissingText(KeyError):
    """There is no sentence with this key, not even in English."""


class Phrases:
    """The sentences of one language; what it lacks is said in English."""

    def __init__(self, language: Language, catalogue: Translations, locale: Locale) -> None:
        self.language = language
        self._catalogue = catalogue
        self._locale = locale

    def say(self, key: str, n: int | None = None, **values: str | int | Html) -> Html:
        """The sentence as Telegram HTML. Plain values are escaped, Html goes in as it is.

        `n` chooses between singular and plural and can be shown as `{n}`. Raises MissingText.
        """
        shown = {name: self.shown(value) for name, value in values.items()}
        return Html(self._sentence(key, n).format(n=self.number(n or 0), **shown))

    def label(self, key: str, n: int | None = None, **values: str | int) -> str:
        """The sentence as plain text, for buttons and titles. Raises MissingText."""
        shown = {name: self._isolated(str(value)) for name, value in values.items()}
        return self._sentence(key, n).format(n=self.number(n or 0), **shown)

    def has(self, key: str) -> bool:
        """Whether there is a sentence with this key."""
        return self._catalogue.gettext(key) != key

    def text(self, plain: str) -> Html:
        """A text from the directory, escaped; in Urdu its Latin words and numbers kept apart by direction."""
        if self.language == Language.URDU:
            plain = _LATIN_RUN.sub(f"{_FIRST_STRONG_ISOLATE}\\g<0>{_POP_ISOLATE}", plain)
        return Html(html.escape(plain, quote=False))

    def link(self, url: str, title: str | Html) -> Html:
        """A link with its title."""
        return Html(f'<a href="{html.escape(url)}">{self.shown(title)}</a>')

    def number(self, value: float) -> str:
        """A number with the separators of the language, in ASCII digits; one decimal below ten."""
        rounded = round(value, 1) if value < 10 else round(value)
        return format_decimal(rounded, locale=self._locale, numbering_system="latn")

    def date(self, partial: str) -> str:
        """A partial date in words, as precise as it is."""
        parts = [int(part) for part in partial.split("-")]
        if len(parts) == 1:
            return str(parts[0])
        pattern = "d MMMM y" if len(parts) == 3 else "MMMM y"
        return format_date(datetime.date(*[*parts, 1][:3]), pattern, locale=self._locale)

    def _sentence(self, key: str, n: int | None) -> str:
        found = key if n is None else self._catalogue.ngettext(key, key, n)
        if found == key:
            found = self._catalogue.gettext(key)
        if found == key:
            raise MissingText(key)
        return found

    def shown(self, value: str | int | Html) -> Html:
        """A value as a sentence shows it: numbers with separators, texts that can't turn others round."""
        if isinstance(value, int):
            return Html(self.number(value))
        return value if isinstance(value, Html) else Html(html.escape(self._isolated(value), quote=False))

    def _isolated(self, text: str) -> str:
        """Wraps what runs against the sentence's direction, so that neither turns the other round."""
        against = {"L"} if self.language is Language.URDU else {"R", "AL"}
        if against.intersection(map(unicodedata.bidirectional, text)):
            return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"
        return text


def capital(text: str) -> str:
    """The text with a capital first letter, as at the head of a message; "e-Rozgaar" stays as it is."""
    return text if text[1:2] == "-" else text[:1].upper() + text[1:]


def shortened(text: str, longest: int) -> str:
    """The text, cut with an ellipsis where it has more than `longest` characters."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def lines(parts: Iterable[Html | None]) -> Html:
    """Puts parts below one another, without the absent and the empty ones."""
    return Html("\n".join(part for part in parts if part))


def paragraphs(parts: Iterable[Html | None]) -> Html:
    """Puts parts below one another with a blank line between, without the absent and the empty ones."""
    return Html("\n\n".join(part for part in parts if part))
