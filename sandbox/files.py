"""Files: what is uploaded with a call, and what the world keeps of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_ATTACHED = "attach://"


@dataclass(frozen=True, slots=True)
class Upload:
    """A part of a multipart request."""

    name: str  # of the file
    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that Telegram keeps. One that was named by its address was never fetched: it has no content."""

    file_id: str
    file_unique_id: str
    kind: str  # the field of the message that it was sent in: photo, document, voice ...
    path: str  # the `file_path` of getFile
    content: bytes
    content_type: str
    object: dict[str, Any]  # the Bot API's PhotoSize, Document, Voice ...


class Files(Mapping[str, StoredFile]):
    """All files, by their file_id."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._paths: dict[str, StoredFile] = {}

    def __getitem__(self, file_id: str) -> StoredFile:
        return self._files[file_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def at(self, path: str) -> StoredFile:
        """The file with this `file_path`; KeyError if there is none."""
        return self._paths[path]

    def add(self, kind: str, upload: Upload, details: dict[str, Any]) -> StoredFile:
        """Keeps a file under new identifiers; `details` is what its object says besides these."""
        number = len(self._files) + 1
        names = {"file_id": f"{kind}-{number}", "file_unique_id": f"unique-{kind}-{number}"}
        extension = upload.name.rpartition(".")[2] if "." in upload.name else "bin"
        file = StoredFile(
            names["file_id"],
            names["file_unique_id"],
            kind,
            f"{kind}s/file_{number}.{extension}",
            upload.content,
            upload.content_type,
            {**names, **details, "file_size": len(upload.content)},
        )
        self._files[file.file_id] = file
        self._paths[file.path] = file
        return file


def attach(given: dict[str, Any], names: Iterable[str], files: Mapping[str, Upload]) -> None:
    """Puts uploads in the place of what refers to them in the parameters of these names, however deep.

    A parameter may refer to one by `attach://name`, or by not being there while a file has its name. One
    that refers to a file that was not sent is taken away.
    """
    for name in names:
        if name not in given and name in files:
            given[name] = files[name]
        elif name in given:
            given[name] = _attached(given[name], files)
            if isinstance(given[name], str) and given[name].startswith(_ATTACHED):
                del given[name]


def _attached(value: Any, files: Mapping[str, Upload]) -> Any:
    match value:
        case str():
            return files.get(value.removeprefix(_ATTACHED), value) if value.startswith(_ATTACHED) else value
        case list():
            return [_attached(one, files) for one in value]
        case dict():
            return {name: _attached(one, files) for name, one in value.items()}
    return value
