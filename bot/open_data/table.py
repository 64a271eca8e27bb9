"""A table of open data: its columns, each with its meaning and where its cells come from."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic, TypeVar

Cell = str | int | float | bool | None | Sequence[str]
Kind = Mapping[str, object]
"""The type of a column and what it may hold, as Table Schema says it (https://datapackage.org)."""

STRING: Kind = {"type": "string"}
INTEGER: Kind = {"type": "integer"}
NUMBER: Kind = {"type": "number"}
BOOLEAN: Kind = {"type": "boolean"}
DATE: Kind = {"type": "string", "constraints": {"pattern": r"\d{4}(-\d{2}(-\d{2})?)?"}}
"""As precise as the source: Table Schema has no type that takes a year, a month and a day alike."""
_BETWEEN = "|"
"""Parts the items of a list in one cell, as in the data files."""

T = TypeVar("T")


def one_of(values: Iterable[str]) -> Kind:
    """A string out of a closed list."""
    return {"type": "string", "constraints": {"enum": list(values)}}


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column. `cell` takes what stands in it from the thing that a row is about."""

    name: str
    description: str
    cell: Callable[[T], Cell]
    kind: Kind


def attribute(
    name: str, description: str, kind: Kind = STRING, of: str | None = None, *, part: str | None = None
) -> Column[Any]:
    """A column that shows an attribute of a thing, or of a part of it: `of`, else the one called like it."""
    wanted = of or name
    return Column(name, description, attrgetter(f"{part}.{wanted}" if part else wanted), kind)


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """Columns under a name. No two rows have the same `key`."""

    name: str
    title: str
    description: str
    columns: Sequence[Column[T]]
    key: Sequence[str] = ("id",)

    @property
    def schema(self) -> dict[str, object]:
        """The columns as Table Schema."""
        fields = [
            {"name": column.name, "description": column.description, **column.kind} for column in self.columns
        ]
        return {"fields": fields, "primaryKey": list(self.key)}

    def row(self, thing: T) -> dict[str, Cell]:
        """The cells of a thing, by column."""
        return {column.name: column.cell(thing) for column in self.columns}

    def csv(self, things: Iterable[T]) -> bytes:
        """A header and a row for each thing, in UTF-8, as RFC 4180 has it. What is not known is empty."""
        written = io.StringIO(newline="")
        writer = csv.writer(written)
        writer.writerow(column.name for column in self.columns)
        writer.writerows(map(_shown, self.row(thing).values()) for thing in things)
        return written.getvalue().encode()


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    return str(cell) if isinstance(cell, str | int | float) else _BETWEEN.join(cell)
