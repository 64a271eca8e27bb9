import dataclasses

import pytest
from pydantic import ValidationError

from domain.places import COMING, EVERY_PLACE, PARKS, Kind, Openness, Place, PlaceFilter, Status

KNOWN = {
    "id": "stp-x",
    "kind": "software_technology_park",
    "programme_id": "pseb_stp",
    "name": "Park X",
    "province": "punjab",
    "status_note": "Named in a report.",
    "precision": "none",
    "source_url": "https://example.org",
    "source_title": "A report",
    "confidence": "low",
}


def place(status: Status) -> Place:
    return Place.model_validate({**KNOWN, "status": status})


@pytest.mark.parametrize("status", Status)
def test_only_an_operational_place_is_open(status: Status) -> None:
    assert place(status).is_open == (status is Status.OPERATIONAL)


def test_what_is_coming_is_neither_open_nor_unknown() -> None:
    assert set(Status) - COMING == {Status.OPERATIONAL, Status.UNKNOWN}


def test_a_tech_park_is_a_park_whoever_built_it_and_never_a_centre() -> None:
    assert {Kind.SOFTWARE_TECHNOLOGY_PARK, Kind.IT_PARK, Kind.WOMEN_TECHNOLOGY_PARK} == PARKS


def test_a_place_without_coordinates_has_no_point() -> None:
    assert place(Status.PLANNED).point is None


def test_the_filter_that_keeps_every_place_names_no_kind_no_status_and_everybody() -> None:
    assert PlaceFilter(frozenset(), Openness.ANY, women_only=False) == EVERY_PLACE


def test_filters_and_places_are_values_that_nobody_changes() -> None:
    field, value = "women_only", True
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(EVERY_PLACE, field, value)
    with pytest.raises(ValidationError):
        setattr(place(Status.PLANNED), field, value)


def test_a_fact_nobody_knows_is_not_taken_in() -> None:
    with pytest.raises(ValidationError):
        Place.model_validate({**KNOWN, "status": "operational", "telephone": "042 111"})
