"""Builds are whole or not there, and a broken data file never takes a good directory away."""

import asyncio
import importlib.util
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from answers.understanding.terms import index_text
from storage.directory.build import build, current_path, newest_built
from storage.directory.faults import FaultyData
from tests.conftest import DATA
from tests.storage.directory.conftest import Editor

PROJECT = Path(__file__).parents[3]


def directories(state_dir: Path) -> list[str]:
    return sorted(path.name for path in state_dir.glob("directory-*"))


def is_whole(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as database:
        counted = [
            database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("cities", "places", "figures", "answers")
        ]
        return database.execute("PRAGMA integrity_check").fetchone() == ("ok",) and all(counted)


@pytest.fixture
def state_dir(tmp_path: Path) -> Path:
    return tmp_path / "state"


def test_a_build_leaves_one_whole_directory_and_nothing_unfinished(state_dir: Path) -> None:
    path = build(DATA, state_dir, index_text)
    assert directories(state_dir) == [path.name]
    assert is_whole(path)


def test_the_same_data_are_built_once(state_dir: Path) -> None:
    path = build(DATA, state_dir, index_text)
    written = path.stat().st_mtime_ns
    assert build(DATA, state_dir, index_text) == path
    assert path.stat().st_mtime_ns == written


def test_a_copy_of_the_same_data_has_the_same_name(tmp_path: Path, state_dir: Path) -> None:
    copy = Path(shutil.copytree(DATA, tmp_path / "copy"))
    assert current_path(copy, state_dir, index_text) == current_path(DATA, state_dir, index_text)


@pytest.mark.parametrize("file", ["cities.csv", "places.csv", "answers/loan.toml", "figure_questions.toml"])
def test_changed_data_have_another_name(editor: Editor, state_dir: Path, file: str) -> None:
    before = current_path(editor.folder, state_dir, index_text)
    with (editor.folder / file).open("a", encoding="utf-8") as changed:
        changed.write("\n")
    assert current_path(editor.folder, state_dir, index_text) != before


def test_a_new_file_and_a_renamed_file_change_the_name(editor: Editor, state_dir: Path) -> None:
    names = {current_path(editor.folder, state_dir, index_text)}
    (editor.folder / "answers" / "new.toml").write_text("")
    names.add(current_path(editor.folder, state_dir, index_text))
    (editor.folder / "answers" / "new.toml").rename(editor.folder / "answers" / "other.toml")
    names.add(current_path(editor.folder, state_dir, index_text))
    assert len(names) == 3


def test_another_way_of_folding_has_another_name(state_dir: Path, tmp_path: Path) -> None:
    """Also where only a module changed that the folding calls."""
    (tmp_path / "folding.py").write_text("def folded(text: str) -> str:\n    return text\n")
    (tmp_path / "sounds.py").write_text("SILENT = 'h'\n")
    fold = _folded_in(tmp_path / "folding.py")
    before = current_path(DATA, state_dir, fold)
    assert before != current_path(DATA, state_dir, index_text)
    (tmp_path / "sounds.py").write_text("SILENT = 'hw'\n")
    assert current_path(DATA, state_dir, fold) != before


def _folded_in(path: Path) -> Callable[[str], str]:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    fold: Callable[[str], str] = module.folded
    return fold


def test_faulty_data_write_nothing(editor: Editor, state_dir: Path) -> None:
    editor.cells("places.csv", "it-park-karachi", status="operational")
    with pytest.raises(FaultyData):
        build(editor.folder, state_dir, index_text)
    assert not state_dir.exists()


def test_a_file_that_cannot_be_read_is_a_fault_of_the_data_and_no_accident(
    editor: Editor, state_dir: Path
) -> None:
    (editor.folder / "answers" / ".#loan.toml").symlink_to("editor@machine.1234")
    with pytest.raises(FaultyData):
        build(editor.folder, state_dir, index_text)


def test_faulty_data_leave_the_good_directory_where_it_is(editor: Editor, state_dir: Path) -> None:
    good = build(editor.folder, state_dir, index_text)
    editor.cells("places.csv", "it-park-karachi", status="operational")
    with pytest.raises(FaultyData):
        build(editor.folder, state_dir, index_text)
    assert newest_built(state_dir) == good
    assert is_whole(good)


def test_only_the_two_newest_releases_are_kept(editor: Editor, state_dir: Path) -> None:
    paths = []
    for companies in range(1, 5):
        editor.cells("places.csv", "it-park-karachi", companies=str(companies))
        paths.append(build(editor.folder, state_dir, index_text))
        os.utime(paths[-1], (companies, companies))
    assert directories(state_dir) == sorted(path.name for path in paths[-2:])
    assert newest_built(state_dir) == paths[-1]


def test_a_folder_with_an_awkward_name_does(tmp_path: Path) -> None:
    assert is_whole(build(DATA, tmp_path / "a b#c%20?d=e", index_text))


def test_two_that_build_at_once_do_not_spoil_each_other(state_dir: Path) -> None:
    second: list[Path] = []
    rival = threading.Thread(target=lambda: second.append(build(DATA, state_dir, interrupted)))

    def interrupted(text: str) -> str:
        if not rival.ident:
            rival.start()
            rival.join(timeout=0.3)
        return index_text(text)

    first = build(DATA, state_dir, interrupted)
    rival.join()
    assert second == [first]
    assert is_whole(first)
    assert directories(state_dir) == [first.name]


def build_slowly(state_dir: str) -> None:
    """The child: says when it is in the middle of the build, and dawdles there."""
    folded = 0

    def slowly(text: str) -> str:
        nonlocal folded
        folded += 1
        if folded == 1500:
            sys.stdout.write("in the middle\n")
            sys.stdout.flush()
            time.sleep(60)
        return index_text(text)

    build(DATA, Path(state_dir), slowly)


async def test_a_build_that_is_killed_leaves_nothing_that_looks_whole_and_the_next_one_succeeds(
    state_dir: Path,
) -> None:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, str(state_dir), cwd=PROJECT, stdout=asyncio.subprocess.PIPE
    )
    assert child.stdout
    assert await child.stdout.readline() == b"in the middle\n"
    child.kill()
    await child.wait()
    assert directories(state_dir)  # what it had begun
    assert newest_built(state_dir) is None
    path = build(DATA, state_dir, index_text)
    assert is_whole(path)
    assert directories(state_dir) == [path.name]


def asked(editor: Editor, state_dir: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DATA_DIR": str(editor.folder), "STATE_DIR": str(state_dir)}
    command = [sys.executable, "-m", "bot", "ask", "STP in Faisalabad"]
    return subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, check=False)


def test_with_faulty_data_the_bot_answers_from_the_last_good_directory_and_says_so_in_its_log(
    editor: Editor, state_dir: Path
) -> None:
    good = build(editor.folder, state_dir, index_text)
    line = editor.cells("places.csv", "it-park-karachi", status="operational")
    done = asked(editor, state_dir)
    assert done.returncode == 0
    assert "Faisalabad, Punjab" in done.stdout
    assert "directory.faulty_data" in done.stderr
    assert f"places.csv:{line}" in done.stderr
    assert good.name in done.stderr


def test_with_faulty_data_and_no_good_directory_the_faults_are_told(editor: Editor, state_dir: Path) -> None:
    line = editor.cells("places.csv", "it-park-karachi", status="operational")
    done = asked(editor, state_dir)
    assert done.returncode == 1
    assert f"places.csv:{line}: must not be called open" in done.stderr
    assert "Traceback" not in done.stderr


if __name__ == "__main__":
    build_slowly(sys.argv[1])
