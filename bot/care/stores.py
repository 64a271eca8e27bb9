"""What the doctor looks at on the disk: folders, data files, directory."""

import asyncio
import shutil
import tempfile
from pathlib import Path

from answers.understanding.terms import index_text
from bot.assembly import opened_guide
from bot.care.diagnosis import Diagnosis, fault, ok, warning
from bot.settings import Settings
from storage.directory.build import current_path, newest_built
from storage.directory.faults import FaultyData
from storage.directory.load import load
from storage.ledger.backup import check
from storage.ledger.errors import LedgerError
from storage.ledger.explaining import size

_LOW, _TOO_LOW = 500 << 20, 50 << 20
_SHOWN_FAULTS = 3
_BRING_BACK = "`git status data` shows what was changed, `git checkout -- data` brings it back."


async def state_dir(settings: Settings) -> Diagnosis:
    """Whether STATE_DIR can be written to, and has room."""
    folder = settings.state_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(b"trial" * 1000)
    except OSError as error:
        return fault(
            "state",
            f"STATE_DIR {folder} can't be written to: {error.strerror}",
            f"`ls -ld {folder}`, `df -h {folder}` and `findmnt -T {folder}` show whose it is, whether the "
            "disk is full or read-only. It must belong to the user who runs the bot: `chown -R USER`.",
        )
    return _room(folder)


def _room(folder: Path) -> Diagnosis:
    free = shutil.disk_usage(folder).free
    found = f"STATE_DIR {folder} has {size(free)} left"
    cure = f"`du -sh {folder}/*` shows what takes the room."
    if free < _TOO_LOW:
        return fault("state", found, cure)
    return warning("state", found, cure) if free < _LOW else ok("state", found)


async def data(settings: Settings) -> Diagnosis:
    """Whether the data files are all there and valid, and a question is answered from them."""
    try:
        loaded = await asyncio.to_thread(load, settings.data_dir)
        await _answer(settings)
    except FaultyData as faulty:
        shown = "; ".join(map(str, faulty.faults[:_SHOWN_FAULTS]))
        return fault(
            "data",
            f"DATA_DIR {settings.data_dir} has {len(faulty.faults)} faults: {shown}",
            f"`python -m bot directory check` lists all. {_BRING_BACK}",
        )
    except OSError as error:
        return fault("data", f"{error.filename} can't be read: {error.strerror}", _BRING_BACK)
    except Exception as error:
        return fault("data", f"No question can be answered from {settings.data_dir}: {error!r}", _BRING_BACK)
    return ok("data", f"{len(loaded.places)} places and {len(loaded.topics)} topics without a fault")


async def _answer(settings: Settings) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if not _built(settings).exists():  # then aside: what is examined is not to be changed
            settings = settings.model_copy(update={"state_dir": Path(folder)})
        async with opened_guide(settings) as (guide, _):
            await guide.read("lahore")


def _built(settings: Settings) -> Path:
    return current_path(settings.data_dir, settings.state_dir, index_text)


async def directory(settings: Settings) -> Diagnosis:
    """Whether the directory of today's data is built, and sound."""
    path = _built(settings)
    if path.exists():
        return await asyncio.to_thread(_sound, path)
    earlier = newest_built(settings.state_dir)
    found = f"an older one, {earlier.name}, is there" if earlier else "none is there"
    return warning(
        "directory",
        f"The directory of today's data is not built: {found}",
        "`python -m bot directory build` builds it, as does the next start of the bot.",
    )


def _sound(path: Path) -> Diagnosis:
    try:
        check(path)
    except LedgerError as error:
        return fault("directory", error.fault, f"`rm {path}` and start the bot again: it builds it anew.")
    return ok("directory", f"{path.name}, built of today's data")
