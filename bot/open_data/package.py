"""The description of all files in one: a Data Package (https://datapackage.org/standard/data-package/)."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storage.directory.reader import Release

_LICENSES = (
    ("CC-BY-4.0", "Place data from GeoNames (geonames.org), CC BY 4.0"),
    ("CC0-1.0", "Data from Who's On First: own work CC0; parts CC BY (GeoNames, Quattroshapes)"),
    ("CC-BY-SA-4.0", "Wikipedia (Urdu): single facts"),
    ("MIT", "airportsdata, pak-geodata"),
)
"""As data/SOURCES.md has them, each for what is from there (`coordinate_source` tells of each point)."""

_SOURCES = (
    {"title": "GeoNames", "path": "https://www.geonames.org"},
    {"title": "Who's On First", "path": "https://whosonfirst.org"},
    {"title": "Wikipedia (Urdu)"},
    {"title": "airportsdata, pak-geodata"},
    {"title": "News and official pages: facts, in our own words", "path": "sources.csv"},
)

_DESCRIPTION = (
    "What Rahnuma, a guide on Telegram, knows, collected from public web pages. An empty cell means: not"
    " known. Dates are as precise as their source: 2025, 2025-09 or 2025-09-04. Every row has its source and,"
    " where one is known, its date. Of the places only those with status `operational` are reported as"
    " working, and that only as of their date: ask before you travel. A point of precision `city` is the town"
    " centre, not the place itself. Answers on tax and law are information, not advice. The licences are"
    " those of the sources, each for what is from there."
)


@dataclass(frozen=True, slots=True)
class File:
    """A file of open data: its content, how many of what are in it, and what describes it."""

    name: str
    content: bytes
    rows: int
    described: Mapping[str, object]
    counted: str = "rows"

    @property
    def resource(self) -> dict[str, object]:
        """The file as a Data Resource."""
        whole = {"bytes": len(self.content), "hash": f"sha256:{hashlib.sha256(self.content).hexdigest()}"}
        return {**self.described, "path": self.name, "encoding": "utf-8", **whole}


def data_package(release: Release, files: Iterable[File]) -> dict[str, object]:
    """Describes the files of a release."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "rahnuma",
        "title": "Technology parks, e-Rozgaar centres and freelancer support in Pakistan",
        "description": _DESCRIPTION,
        "version": release.fingerprint,
        "created": release.built_at,
        "licenses": [{"name": name, "title": title} for name, title in _LICENSES],
        "sources": list(_SOURCES),
        "resources": [file.resource for file in files],
    }
