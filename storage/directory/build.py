"""Builds the directory: from checked data to one SQLite file, renamed into place when it is whole."""

import datetime
import fcntl
import inspect
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from storage.directory.data import Data, fingerprint
from storage.directory.faults import CannotBuild
from storage.directory.load import load
from storage.directory.rows import AnswerRow, CityRow
from storage.directory.wording_rows import Worded, WordedProgramme

Fold = Callable[[str], str]
"""Brings a text into the spelling space in which it is searched."""

_SCHEMA = Path(__file__).with_name("schema.sql")
_KEPT_RELEASES = 2


def current_path(data_dir: Path, state_dir: Path, fold: Fold) -> Path:
    """Where the directory of today's data stands, built or not.

    The name depends on the data, and on every module beside this one and beside `fold`.
    """
    rooms = (Path(__file__).parent, Path(inspect.getfile(fold)).parent)
    builders = [module for room in rooms for module in sorted(room.glob("*.py"))]
    return state_dir / f"directory-{fingerprint(data_dir, [*builders, _SCHEMA])}.sqlite"


def newest_built(state_dir: Path) -> Path | None:
    """The last directory that was built, if there is any."""
    return next(reversed(_by_age(state_dir)), None)


def build(data_dir: Path, state_dir: Path, fold: Fold) -> Path:
    """Makes the directory of today's data unless it stands already, and returns its path.

    Raises FaultyData before anything is written, and CannotBuild, as on a full disk; older directories stay
    until a newer one is whole.
    """
    path = current_path(data_dir, state_dir, fold)
    if path.exists():
        return path
    data = load(data_dir)
    with _alone(state_dir):
        if not path.exists():
            _build(path, data, fold)
    return path


@contextmanager
def _alone(state_dir: Path) -> Iterator[None]:
    """Waits until no other process builds there. The lock goes with the process, also with a killed one."""
    state_dir.mkdir(parents=True, exist_ok=True)
    with (state_dir / "directory.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(path: Path, data: Data, fold: Fold) -> None:
    for left_over in path.parent.glob("directory-*.unfinished*"):
        left_over.unlink()
    unfinished = path.with_suffix(".unfinished")
    try:
        with closing(sqlite3.connect(unfinished)) as database:
            write(database, data, fold, path.stem.removeprefix("directory-"))
    except sqlite3.OperationalError as error:
        unfinished.unlink(missing_ok=True)
        raise CannotBuild(f"{path.parent}: {error}") from error
    unfinished.replace(path)
    for old in _by_age(path.parent)[:-_KEPT_RELEASES]:
        old.unlink(missing_ok=True)


def _by_age(state_dir: Path) -> list[Path]:
    return sorted(state_dir.glob("directory-*.sqlite"), key=lambda path: path.stat().st_mtime_ns)


def write(database: sqlite3.Connection, data: Data, fold: Fold, release: str) -> None:
    """Makes the tables in an empty database and fills them; `release` is their fingerprint."""
    database.executescript(_SCHEMA.read_text(encoding="utf-8"))
    database.execute("PRAGMA foreign_keys = ON")
    with database:
        _write_cities(database, data, fold)
        _write_programmes(database, data)
        _write_places(database, data, fold)
        _write_figures(database, data, fold)
        _write_wordings(database, data)
        _write_answers(database, data, fold)
        _write_topics(database, data, fold)
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        database.execute("INSERT INTO release VALUES (?, ?)", (release, now))
    for table in ("topic_search", "figure_search", "place_search"):
        database.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
    _check(database)


def _check(database: sqlite3.Connection) -> None:
    for pragma in ("integrity_check", "foreign_key_check"):
        found = database.execute(f"PRAGMA {pragma}").fetchall()
        if found not in ([], [("ok",)]):
            raise sqlite3.DatabaseError(f"{pragma}: {found}")


def _insert(database: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    database.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(row.values()))


def _write_cities(database: sqlite3.Connection, data: Data, fold: Fold) -> None:
    for city in data.cities:
        _insert(database, "cities", city.row.city().model_dump(mode="json"))
        database.executemany("INSERT INTO city_names VALUES (?, ?, ?)", _names(city.row, fold))


def _names(city: CityRow, fold: Fold) -> Iterable[tuple[str, str, str]]:
    spelled = {"name": [city.name, city.name_ur or ""], "alias": city.aliases, "district": city.hq_of}
    for kind, names in spelled.items():
        yield from ((name, city.id, kind) for name in names if fold(name))


def _write_programmes(database: sqlite3.Connection, data: Data) -> None:
    for programme in data.programmes:
        _insert(database, "programmes", programme.row.programme().model_dump(mode="json"))


def _write_places(database: sqlite3.Connection, data: Data, fold: Fold) -> None:
    towns = {city.row.id: f"{city.row.name} {city.row.name_ur or ''}" for city in data.cities}
    for number, place in enumerate((located.row for located in data.places), start=1):
        row = place.place().model_dump(mode="json")
        extra = json.dumps(place.extra_sources)
        _insert(database, "places", {**row, "number": number, "extra_sources": extra})
        if place.lat is not None:
            box = (number, place.lat, place.lat, place.lon, place.lon)
            database.execute("INSERT INTO place_box VALUES (?, ?, ?, ?, ?)", box)
        said = (place.name, place.name_ur, place.host, place.address, towns.get(place.city_id or ""))
        words = fold(" ".join(filter(None, said)))
        database.execute("INSERT INTO place_search (rowid, words) VALUES (?, ?)", (number, words))


def _write_figures(database: sqlite3.Connection, data: Data, fold: Fold) -> None:
    stats = data.stats.row.stats if data.stats else {}
    rows_by_id = {located.row.id: located.row for located in data.figures}
    newest_first = sorted(rows_by_id.values(), key=lambda row: row.superseded_by is not None)
    database.execute("PRAGMA defer_foreign_keys = ON")
    for number, row in enumerate(newest_first, start=1):
        stat = next((key for key, asked in stats.items() if row.id in asked.figures), None)
        figure = row.model_dump(
            include={"id", "subject", "statement", "value", "unit", "as_of", "superseded_by"}
        )
        _insert(
            database,
            "figures",
            {"number": number, **figure, "source": row.source.model_dump_json(), "stat": stat},
        )
        leads = stat is not None and stats[stat].figures[0] == row.id
        asked = stats[stat].asked.all if stat and leads else ()
        phrasings = [("", row.id, fold(phrasing)) for phrasing in asked]
        database.executemany("INSERT INTO phrasings VALUES (?, ?, ?)", phrasings)
        database.execute(
            "INSERT INTO figure_search (rowid, asked, statement) VALUES (?, ?, ?)",
            (number, _folded(asked, fold), fold(f"{row.subject} {row.statement}")),
        )


def _write_wordings(database: sqlite3.Connection, data: Data) -> None:
    rows: list[tuple[str, str, Worded | WordedProgramme]] = []
    if data.programme_wordings:
        rows += [("programme", row.id, row) for row in data.programme_wordings.row.programmes]
    if data.figure_wordings:
        worded = data.figure_wordings.row
        rows += [("figure", row.id, row) for row in worded.figures]
        rows += [("subject", name, row) for name, row in worded.subjects.items()]
        rows += [("unit", name, row) for name, row in worded.units.items()]
    for kind, its_id, row in rows:
        for language, wording in row.wordings.items():
            cells = wording if isinstance(wording, str) else wording.model_dump(exclude_none=True)
            values = (kind, its_id, language, json.dumps(cells))
            database.execute("INSERT INTO wordings VALUES (?, ?, ?, ?)", values)


def _write_topics(database: sqlite3.Connection, data: Data, fold: Fold) -> None:
    for number, topic in enumerate((located.row for located in data.topics), start=1):
        _insert(database, "topics", {"number": number, "id": topic.topic})
        asked = [(answer.id, fold(phrasing)) for answer in topic.answers for phrasing in _questions(answer)]
        rows = [(topic.topic, answer_id, words) for answer_id, words in asked]
        database.executemany("INSERT INTO phrasings VALUES (?, ?, ?)", rows)
        everything = " ".join(words for _, words in asked)
        database.execute("INSERT INTO topic_search (rowid, asked) VALUES (?, ?)", (number, everything))


def _questions(answer: AnswerRow) -> Iterable[str]:
    return (*answer.asked.all, *(wording.question for wording in answer.wordings.values()))


def _write_answers(database: sqlite3.Connection, data: Data, fold: Fold) -> None:
    topical = [(topic.row.topic, answer) for topic in data.topics for answer in topic.row.answers]
    for number, (topic, answer) in enumerate(topical, start=1):
        kept = answer.model_dump(mode="json", include={"id", "section", "as_of", "confidence", "volatile"})
        links = json.dumps(answer.links)
        source = answer.source.model_dump_json()
        _insert(
            database, "answers", {"number": number, "topic": topic, **kept, "source": source, "links": links}
        )
        for language, wording in answer.wordings.items():
            values = (answer.id, language, wording.model_dump_json())
            database.execute("INSERT INTO answer_wordings VALUES (?, ?, ?)", values)
    _write_words(database, [_words(answer, fold) for _, answer in topical])


def _words(answer: AnswerRow, fold: Fold) -> set[str]:
    # one language's text is enough: the filler words of three would count for little anywhere
    said = (*_questions(answer), answer.en.text, *answer.en.steps)
    return set(_folded(said, fold).split())


def _write_words(database: sqlite3.Connection, answers: Iterable[set[str]]) -> None:
    counts = Counter(word for words in answers for word in words)
    database.executemany("INSERT INTO words VALUES (?, ?)", counts.items())


def _folded(texts: Iterable[str], fold: Fold) -> str:
    return " ".join(fold(text) for text in texts)
