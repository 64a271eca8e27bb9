"""A folder that is there with all its files or not at all."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory


class CannotWrite(Exception):
    """The folder can't be written; the message says which and why. What was there before is as it was."""


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes the files into a new folder, made beside it and renamed into place; it may exist if it is empty.

    Raises CannotWrite, as for a folder in which something is, a full disk or a place that is not writable.
    """
    try:
        _refuse_occupied(folder)
        _write(folder.resolve(), files)
    except OSError as error:
        raise CannotWrite(f"{folder} can't be written: {error.strerror}") from error


def _refuse_occupied(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotWrite(f"{folder} is there already and not an empty folder: name a new one")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        # only its owner may enter a temporary folder: the one inside has the usual permissions
        whole = Path(beside) / folder.name
        whole.mkdir()
        for name, content in files.items():
            (whole / name).write_bytes(content)
        whole.rename(folder)  # which the system refuses if something is in it by now
