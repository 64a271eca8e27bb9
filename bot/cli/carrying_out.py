"""How a command is carried out, and how it says what it found."""

import json
from typing import Any

import click
import uvloop

from storage.directory.faults import FaultyData
from storage.ledger.errors import LedgerError


def carry_out(coroutine: Any) -> Any:
    """Runs a coroutine to its end; what whoever runs the bot can mend is one line. Raises ClickException."""
    try:
        return uvloop.run(coroutine)
    except FaultyData as faulty:
        raise click.ClickException(
            f"The data files are faulty and there is no earlier directory:\n{faulty}"
        ) from None
    except LedgerError as error:
        raise click.ClickException(str(error)) from None
    except (FileNotFoundError, FileExistsError, NotADirectoryError, PermissionError) as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from None


def as_json(value: object) -> str:
    """A value as indented JSON, other scripts as they are."""
    return json.dumps(value, ensure_ascii=False, indent=2)
