"""Points, venues and contacts as parts of messages."""

from sandbox.refusal import bad_request
from sandbox.specification import Object

_VENUE_EXTRAS = ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type")
_LOCATION_EXTRAS = ("horizontal_accuracy", "live_period", "heading", "proximity_alert_radius")
_FOR_EVER = 0x7FFFFFFF


def location(given: Object) -> Object:
    """A Location from parameters; degrees. Live ones last 60 to 86,400 seconds, or for ever."""
    _check_point(given, "invalid location specified")
    period = given.get("live_period", 0)
    if period and period != _FOR_EVER and not 60 <= period <= 86400:
        raise bad_request("wrong live location period specified")
    if not 0 <= given.get("heading", 0) <= 360:
        raise bad_request("wrong live location heading specified")
    if not 0 <= given.get("horizontal_accuracy", 0) <= 1500:
        raise bad_request("invalid location specified")
    return {"latitude": given["latitude"], "longitude": given["longitude"], **_some(given, _LOCATION_EXTRAS)}


def venue(given: Object) -> Object:
    """A Venue from parameters."""
    _check_point(given, "wrong venue location specified")
    for name in ("title", "address"):
        if not given[name].strip():
            raise bad_request(f'parameter "{name}" is required')
    point = {"latitude": given["latitude"], "longitude": given["longitude"]}
    named = {"location": point, "title": given["title"], "address": given["address"]}
    return {**named, **_some(given, _VENUE_EXTRAS)}


def contact(given: Object) -> Object:
    """A Contact from parameters."""
    for name in ("phone_number", "first_name"):
        if not given[name].strip():
            raise bad_request(f'field "{name}" must be non-empty')
    named = {"phone_number": given["phone_number"], "first_name": given["first_name"]}
    return {**named, **_some(given, ("last_name", "vcard"))}


def _check_point(given: Object, otherwise: str) -> None:
    if abs(given["latitude"]) > 90 or abs(given["longitude"]) > 180:
        raise bad_request(otherwise)


def _some(given: Object, names: tuple[str, ...]) -> Object:
    return {name: given[name] for name in names if given.get(name)}
