"""What the bot is to say, from the data files and the catalogue."""

from typing import Any

from domain.languages import Language
from domain.replies import Html, Reply
from storage.directory.rows import PROVINCES
from tests.conversations.reading import reviewed_answers, rows, seen
from texts.catalogue import phrases


def reviewed_answer(answer_id: str) -> dict[str, Any]:
    """One answer as it stands in its file: its `question` and `text` under each language."""
    (found,) = (one for one in reviewed_answers() if one["id"] == answer_id)
    return found


def said_in(language: Language, key: str, **values: str) -> str:
    """A sentence of the catalogue as a reader sees it."""
    return seen(Reply(Html(phrases(language).say(key, None, **values))))


def city_heading(city_id: str, language: Language) -> str:
    """The first line of what is said about a city, in the script of the language."""
    (city,) = (row for row in rows("cities.csv") if row["id"] == city_id)
    name = city["name_ur"] if language is Language.URDU else city["name"]
    province = phrases(language).label(f"province.{PROVINCES[city['province']]}")
    return said_in(language, "city.heading", city=name, province=province)
