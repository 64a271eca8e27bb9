"""`directory check`, `build` and `show`, and what the others do with faulty data."""

import json
import shutil
from pathlib import Path

import pytest

from tests.bot.conftest import Command
from tests.conftest import DATA


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """The data files with an opening that no source gives: the status of one place is no status."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    places = folder / "places.csv"
    text = places.read_text(encoding="utf-8")
    assert text.count(",operational,") > 1
    places.write_text(text.replace(",operational,", ",open,", 1), encoding="utf-8")
    return folder


def line_of(faulty: Path, words: str) -> int:
    lines = (faulty / "places.csv").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)


def directories(folder: Path) -> list[Path]:
    return sorted(folder.glob("directory-*"))


def test_check_counts_what_there_is(command: Command) -> None:
    printed = command("directory", "check")
    assert (printed.code, printed.err) == (0, "")
    assert printed.out.startswith("No fault: 340 cities, 164 places, ")
    assert "82 figures, 175 answers" in printed.out


def test_check_lists_faults_with_file_and_line(command: Command, faulty: Path, state_dir: Path) -> None:
    (faulty / "answers" / "paypal.toml").write_text('topic = "paypal"\nanswers = 3\n', encoding="utf-8")
    printed = command("directory", "check", DATA_DIR=str(faulty))
    assert printed.code == 1
    assert f"\nplaces.csv:{line_of(faulty, ',open,')}: " in f"\n{printed.out}"
    assert "answers/paypal.toml:2: " in printed.out
    assert printed.err == f"Error: {len(printed.out.splitlines())} faults\n"


def test_check_of_a_folder_without_data_says_what_is_missing(command: Command, tmp_path: Path) -> None:
    printed = command("directory", "check", DATA_DIR=str(tmp_path / "nowhere"))
    assert printed.code == 1
    assert "places.csv:1: " in printed.out


def test_build_prints_the_path_and_does_nothing_the_second_time(command: Command, tmp_path: Path) -> None:
    state = tmp_path / "new"
    first = command("directory", "build", STATE_DIR=str(state))
    assert first.code == 0
    (built,) = directories(state)
    assert first.out == f"{built}\n"
    before = built.stat()
    assert command("directory", "build", STATE_DIR=str(state)) == first
    assert built.stat() == before


def test_build_of_faulty_data_leaves_the_earlier_directory(
    command: Command, faulty: Path, state_dir: Path
) -> None:
    before = directories(state_dir)
    printed = command("directory", "build", DATA_DIR=str(faulty))
    assert printed.code == 1
    assert f"places.csv:{line_of(faulty, ',open,')}: " in printed.out
    assert printed.err == "Error: 1 faults; nothing was changed\n"
    assert directories(state_dir) == before


def test_show_prints_everything_known_of_a_place(command: Command) -> None:
    place_id = (DATA / "places.csv").read_text(encoding="utf-8").splitlines()[1].partition(",")[0]
    printed = command("directory", "show", place_id)
    assert printed.code == 0
    place = json.loads(printed.out)
    assert place["id"] == place_id
    assert {"name", "status", "status_note", "source_url", "as_of", "precision"} <= set(place)


def test_show_of_an_id_that_nothing_has_is_an_error(command: Command) -> None:
    printed = command("directory", "show", "atlantis-stp")
    assert (printed.code, printed.out) == (1, "")
    assert printed.err == "Error: There is no place 'atlantis-stp'\n"


def test_with_faulty_data_the_bot_goes_on_with_the_earlier_directory_and_says_so(
    command: Command, faulty: Path
) -> None:
    printed = command("ask", "lahore", DATA_DIR=str(faulty))
    assert printed.code == 0
    assert "Lahore, Punjab" in printed.out
    assert "directory.faulty_data" in printed.err
    assert f"places.csv:{line_of(faulty, ',open,')}: " in printed.err


def test_with_faulty_data_and_no_earlier_directory_the_faults_are_listed(
    command: Command, faulty: Path, tmp_path: Path
) -> None:
    for arguments in (["ask", "lahore"], ["chat"], ["run"], ["directory", "show", "x"]):
        printed = command(*arguments, DATA_DIR=str(faulty), STATE_DIR=str(tmp_path / "new"))
        assert printed.code == 1
        assert printed.err.startswith("Error: The data files are faulty and there is no earlier directory:\n")
        assert f"places.csv:{line_of(faulty, ',open,')}: " in printed.err
