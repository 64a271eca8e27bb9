"""Positions in pasted text: map links, coordinates in degrees, plus codes."""

import itertools
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from openlocationcode import openlocationcode  # type: ignore[import-untyped]  # it has no annotations

from domain.geometry import Point

_SOUTH, _NORTH = 23.5, 37.2
_WEST, _EAST = 60.8, 77.9

_MAX_LENGTH = 4096

_NUMBER = r"([+-]?\d{1,3}(?:\.\d{1,20})?)"
_EXACT = r"([+-]?\d{1,3}\.\d{3,20})"
_COARSE = r"([+-]?\d{1,3}\.\d{1,20})"
_LABEL_END = r"[^\w+-]{0,4}"
_GAP = r"\s{0,3}[,;\s]\s{0,3}"
_PAIR = rf"{_NUMBER}(?:,|;|\+|\s|,\+|,\s){_NUMBER}(?![\d.])"
_END = r"°?(?![\w.%])"

_LINKS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"!3d{_NUMBER}!4d{_NUMBER}",
        rf"[?&#](?:q|query|daddr|destination|coordinate)=(?:loc:)?{_PAIR}",
        rf"/dir/\S*/{_PAIR}",
        rf"[?&#]ll={_PAIR}",
        rf"\blat(?:itude)?{_LABEL_END}{_NUMBER}°?\W{{0,3}}[\s,;&]\W?(?:lon|lng|long|longitude){_LABEL_END}{_NUMBER}(?![\d.])",
        rf"\bmlat={_NUMBER}&mlon={_NUMBER}",
        rf"\bgeo:{_PAIR}",
        rf"/@{_PAIR}",
        rf"#map=[\d.]{{1,6}}/{_NUMBER}/{_NUMBER}",
        rf"/(?:place|search)/{_PAIR}",
        rf"[?&](?:sll|center|viewpoint)={_PAIR}",
    )
]
"""Where links and labels put a position, the surest first: the pin before the middle of the map."""

_AMOUNT = r"(\d{1,3}(?:\.\d{1,20})?)\s?"
_DEGREES = rf"{_AMOUNT}°?\s?(?:{_AMOUNT}'\s?(?:{_AMOUNT}\"\s?)?)?"
_SUFFIXED = re.compile(rf"(?<![\w.]){_DEGREES}([NS])[,;\s]{{0,3}}{_DEGREES}([EW])\b", re.IGNORECASE)
_PREFIXED = re.compile(
    rf"\b([NS])\s?{_DEGREES}[,;\s]{{0,3}}([EW])\s?{_DEGREES}(?![\w.])",
    re.IGNORECASE,
)

_ALONE = re.compile(rf"\A[\s(\[]*{_COARSE}°?{_GAP}{_COARSE}{_END}[\s)\].]*\Z")
_IN_TEXT = re.compile(rf"(?<![\w.,:/+-]){_EXACT}°?{_GAP}{_EXACT}{_END}")
_IN_TEXT_COARSE = re.compile(rf"(?<![\w.,:/+-])(\d\d\.\d{{2,20}})°?{_GAP}(\d\d\.\d{{2,20}}){_END}")

_MONEY = re.compile(r"\b(?:rs|pkr|usd|rupees?|lakh|crore)\b|[$€£₨]|روپ", re.IGNORECASE)

_CODE = "23456789CFGHJMPQRVWX"
_PLUS_CODE = re.compile(rf"(?<![\w+])([{_CODE}]{{4,8}}\+[{_CODE}]{{2,7}})(?![\w+])", re.IGNORECASE)

_SHORT_LINK = re.compile(
    r"\b(?:maps\.app\.goo\.gl|goo\.gl/maps|g\.co/maps|maps\.apple/p|osm\.org/go)/\S", re.IGNORECASE
)

_SIGNS = str.maketrans(
    {"،": ",", "٫": ".", "−": "-", "º": "°", "˚": "°"}
    | dict.fromkeys("′’‘`´ʹ", "'")
    | dict.fromkeys("″“”ʺ", '"')
)


def find_point(text: str, reference: Point | None = None) -> Point | None:
    """The position that a text holds, or None.

    Understands links of Google, Apple and OpenStreetMap, `geo:` addresses, degrees with or without minutes
    and seconds, and plus codes; a short plus code needs a `reference` near it, such as the centre of the
    city that was named. A position anywhere on the globe is returned; two numbers the wrong way round are
    turned when only so they lie in Pakistan.
    """
    text = _plain(text)
    return next((point for point in _readings(text, reference) if point), None)


def in_pakistan(point: Point) -> bool:
    """Whether the point lies in the box around Pakistan (23.5 to 37.2 N, 60.8 to 77.9 E)."""
    return _SOUTH <= point.lat <= _NORTH and _WEST <= point.lon <= _EAST


def is_short_map_link(text: str) -> bool:
    """Whether the text has a shortened map link, whose position only its server knows."""
    return bool(_SHORT_LINK.search(text))


def _plain(text: str) -> str:
    text = unquote(text[:_MAX_LENGTH]).translate(_SIGNS).replace("''", '"')
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def _readings(text: str, reference: Point | None) -> Iterator[Point | None]:
    for link in _LINKS:
        for match in link.finditer(text):
            yield _either_way(match[1], match[2])
    yield _plus_code(text, reference)
    yield from _with_hemispheres(text)
    yield from _bare_pairs(text)


def _bare_pairs(text: str) -> Iterator[Point | None]:
    for match in _IN_TEXT.finditer(text):
        yield _either_way(match[1], match[2])
    # Few decimals may be a time, a mark or a price, so only Pakistan is believed, and no sum of money.
    if not _MONEY.search(text):
        for match in itertools.chain(_ALONE.finditer(text), _IN_TEXT_COARSE.finditer(text)):
            point = _either_way(match[1], match[2])
            yield point if point and in_pakistan(point) else None


def _with_hemispheres(text: str) -> Iterator[Point | None]:
    for match in _SUFFIXED.finditer(text):
        lat_d, lat_m, lat_s, lat_sign, lon_d, lon_m, lon_s, lon_sign = match.groups()
        yield _signed(_degrees(lat_d, lat_m, lat_s), lat_sign, _degrees(lon_d, lon_m, lon_s), lon_sign)
    for match in _PREFIXED.finditer(text):
        lat_sign, lat_d, lat_m, lat_s, lon_sign, lon_d, lon_m, lon_s = match.groups()
        yield _signed(_degrees(lat_d, lat_m, lat_s), lat_sign, _degrees(lon_d, lon_m, lon_s), lon_sign)


def _degrees(degrees: str, minutes: str | None, seconds: str | None) -> float | None:
    """Decimal degrees, or None where minutes or seconds are not below sixty."""
    parts = [float(part or 0) for part in (minutes, seconds)]
    return None if max(parts) >= 60 else float(degrees) + parts[0] / 60 + parts[1] / 3600


def _signed(lat: float | None, lat_sign: str, lon: float | None, lon_sign: str) -> Point | None:
    if lat is None or lon is None:
        return None
    return _point(-lat if lat_sign in "Ss" else lat, -lon if lon_sign in "Ww" else lon)


def _plus_code(text: str, reference: Point | None) -> Point | None:
    for match in _PLUS_CODE.finditer(text):
        code = match[1].upper()
        if code.replace("+", "").isdigit():
            continue  # a sum or a phone number: codes in Pakistan have a letter
        if openlocationcode.isShort(code) and reference:
            code = openlocationcode.recoverNearest(code, reference.lat, reference.lon)
        if openlocationcode.isFull(code):
            area = openlocationcode.decode(code)
            return _point(area.latitudeCenter, area.longitudeCenter)
    return None


def _either_way(first: str, second: str) -> Point | None:
    """The point (first, second), or (second, first) when only that one lies in Pakistan."""
    point, turned = _point(float(first), float(second)), _point(float(second), float(first))
    return turned if turned and in_pakistan(turned) else point


def _point(lat: float, lon: float) -> Point | None:
    # Programs that know no position say 0, 0.
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or lat == lon == 0:
        return None
    return Point(lat, lon)
