"""The names that mean a city or a region, as the data files give them."""

from collections.abc import Iterable, Mapping

from answers.understanding.fold import fold
from answers.understanding.regions import REGION_NAMES
from storage.directory.cities import CityName


def targets_by_name(names: Iterable[CityName]) -> dict[str, str]:
    """The id of the city, or the key of the region, behind each folded name.

    A district means its headquarters, and a name may go without its brackets ("Dir" for "Dir (Upper Dir)"),
    unless a town is called so.
    """
    towns, derived = {}, {}
    for name in names:
        if name.kind == "district":
            derived[fold(name.name)] = name.city_id
        else:
            towns[fold(name.name)] = name.city_id
            derived[fold(name.name.partition(" (")[0])] = name.city_id
    regions = {fold(name): str(region) for region, spellings in REGION_NAMES.items() for name in spellings}
    return derived | towns | regions


def ambiguous_names(rows: Iterable[Mapping[str, str]]) -> dict[str, bool]:
    """The names in rows of ambiguous_places.csv, and whether each means the city when it stands alone."""
    return {fold(row["name"]): row["alone"] == "yes" for row in rows}
