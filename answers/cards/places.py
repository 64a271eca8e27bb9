"""Places in words: one on a card, one on the map, many in a list."""

from collections.abc import Sequence
from urllib.parse import urlencode

from answers.actions import (
    AskWhatIsWrong,
    ListNearby,
    ShowCity,
    ShowOnMap,
    ShowPlace,
    ShowProgramme,
)
from answers.buttons import press
from answers.cards.general import other_languages
from domain.geometry import Point
from domain.languages import Language
from domain.places import City, Openness, Place, PlaceFilter, Precision, Programme, Status
from domain.replies import Button, Copy, Html, Link, Reply, Row, Share, Venue
from texts.phrases import Phrases, lines, paragraphs, shortened

MARKS = {
    Status.OPERATIONAL: "✅",
    Status.UNDER_CONSTRUCTION: "🚧",
    Status.ANNOUNCED: "📣",
    Status.PLANNED: "📝",
    Status.UNKNOWN: "❔",
}
_PUNJAB_TRAINING = "punjab_e_rozgaar"
_LONGEST_COPY = 256
_LONGEST_LABEL = 48


def name_of(t: Phrases, named: Place | City | Programme) -> str:
    """The name in the reader's script, where there is one."""
    return named.name_ur if t.language is Language.URDU and named.name_ur else named.name


def status_words(t: Phrases, place: Place) -> Html:
    """The status in words with the date of its evidence."""
    if place.as_of is None:
        return t.say(f"status.{place.status}.undated")
    return t.say(f"status.{place.status}", date=t.date(place.as_of))


def source_line(t: Phrases, url: str, title: str, date: str | None) -> Html:
    """Where a fact was read, and the date of that page."""
    link = t.link(url, title)
    return t.say("source.dated", link=link, date=t.date(date)) if date else t.say("source.undated", link=link)


def place_card(t: Phrases, place: Place, city: City | None, programme: Programme) -> Reply:
    """Everything known of a place, each fact with its date or the word that it is not known."""
    text = paragraphs(
        [
            _heading(t, place, city),
            _status(t, place),
            _facts(t, place),
            _how_to_use(t, programme),
            _evidence(t, place),
        ]
    )
    return Reply(text, (*_place_rows(t, place, city), other_languages(t, ShowPlace(place.id))))


def _heading(t: Phrases, place: Place, city: City | None) -> Html:
    where = name_of(t, city) if city else t.label(f"province.{place.province}")
    kind = t.say("place.kind", kind=t.label(f"kind.{place.kind}"), city=where)
    return lines([t.say("place.heading", name=name_of(t, place)), kind])


def _status(t: Phrases, place: Place) -> Html:
    status = t.say("place.status", mark=MARKS[place.status], words=status_words(t, place))
    return lines([status, t.say("place.status_note", note=place.status_note)])


def _facts(t: Phrases, place: Place) -> Html:
    return lines(
        [
            t.say("place.address", address=place.address) if place.address else t.say("place.no_address"),
            t.say(f"precision.{place.precision}"),
            t.say("place.host", host=place.host) if place.host else None,
            t.say("place.operator", operator=place.operator) if place.operator else None,
            t.say("place.women_only") if place.women_only else None,
            _seats(t, place),
            t.say("place.companies", n=place.companies) if place.companies else None,
            t.say("place.area", n=place.area_sqft) if place.area_sqft else None,
            t.say("place.opened", date=t.date(place.opened)) if place.opened else None,
        ]
    )


def _seats(t: Phrases, place: Place) -> Html | None:
    # hosts of Punjab's training count training places, not desks (data/SOURCES.md)
    counted = "training" if place.programme_id.startswith(_PUNJAB_TRAINING) else "desks"
    return t.say(f"place.seats.{counted}", n=place.seats) if place.seats else None


def _how_to_use(t: Phrases, programme: Programme) -> Html:
    date = programme.status_as_of or programme.source_date
    return lines(
        [
            t.say("place.programme", name=name_of(t, programme)),
            _or_unknown(t, "programme.who", programme.who_can_use),
            _or_unknown(t, "programme.apply", programme.how_to_apply),
            t.say("programme.as_of", date=t.date(date)) if date else t.say("programme.undated"),
        ]
    )


def _evidence(t: Phrases, place: Place) -> Html:
    return lines(
        [
            source_line(t, place.source_url, place.source_title, place.source_date),
            _more_sources(t, place),
            t.say("as_of", date=t.date(place.as_of)) if place.as_of else t.say("as_of_unknown"),
            t.say("place.ask_first"),
        ]
    )


def _more_sources(t: Phrases, place: Place) -> Html | None:
    if not place.extra_sources:
        return None
    return t.say("source.more", links=source_links(t, place.extra_sources))


def source_links(t: Phrases, urls: Sequence[str]) -> Html:
    """Pages as numbered links."""
    return Html(", ".join(t.link(url, t.number(number)) for number, url in enumerate(urls, start=1)))


def _or_unknown(t: Phrases, key: str, known: str | None) -> Html:
    return t.say(key, text=known) if known else t.say(f"{key}_unknown")


def _place_rows(t: Phrases, place: Place, city: City | None) -> tuple[Row, ...]:
    on_map: list[Button] = []
    if place.point:
        on_map = [
            press(t.label("button.map"), ShowOnMap(place.id)),
            Link(t.label(_directions_key(place)), directions_url(place.point)),
        ]
    around: list[Button] = []
    if place.point:
        near = ListNearby(place.point, PlaceFilter(openness=Openness.OPEN))
        around.append(press(t.label("button.nearest_others"), near))
    if city:
        around.append(press(t.label("button.city", city=name_of(t, city)), ShowCity(city.id)))
    more: list[Button] = [press(t.label("button.programme"), ShowProgramme(place.programme_id))]
    if place.address and len(place.address) <= _LONGEST_COPY:
        more.insert(0, Copy(t.label("button.copy_address"), place.address))
    last: list[Button] = [
        Share(t.label("button.share"), place.name),
        press(t.label("button.wrong"), AskWhatIsWrong(f"place_{place.id}")),
    ]
    web: list[Button] = [Link(t.label("button.website"), place.website)] if place.website else []
    if place.apply_url and place.apply_url != place.website:
        web.append(Link(t.label("button.apply"), place.apply_url))
    return tuple(tuple(row) for row in (on_map, web, more, around, last) if row)


def _directions_key(place: Place) -> str:
    return "button.directions_town" if place.precision is Precision.CITY else "button.directions"


def directions_url(point: Point) -> str:
    """A link that opens directions to a point in the phone's maps."""
    query = urlencode({"api": 1, "destination": f"{point.lat},{point.lon}"}, safe=",")
    return f"https://www.google.com/maps/dir/?{query}"


def on_map(t: Phrases, place: Place, city: City | None) -> Reply:
    """The place as a spot on Telegram's map, with what its precision means."""
    rows = ((press(t.label("button.card"), ShowPlace(place.id)),),)
    if place.point is None:
        return Reply(t.say("place.no_point", name=name_of(t, place)), rows)
    address = place.address or (city and name_of(t, city)) or t.label(f"province.{place.province}")
    about = place.precision in (Precision.CITY, Precision.AREA)
    title = t.label("venue.about", name=place.name) if about else place.name
    precision = t.say(f"precision.{place.precision}")
    words = t.say("place.status", mark=MARKS[place.status], words=status_words(t, place))
    return Reply(lines([words, precision]), rows, venue=Venue(title, address, place.point))


def programme_card(t: Phrases, programme: Programme, places: Sequence[Place]) -> Reply:
    """What a programme is, who may use it, how to apply, what it costs."""
    date = programme.status_as_of or programme.source_date
    dated = t.say("as_of", date=t.date(date)) if date else t.say("as_of_unknown")
    text = paragraphs(
        [
            lines(
                [
                    t.say("place.heading", name=name_of(t, programme)),
                    t.say("programme.run_by", text=programme.run_by),
                ]
            ),
            t.text(programme.summary),
            lines(
                [
                    _or_unknown(t, "programme.who", programme.who_can_use),
                    _or_unknown(t, "programme.apply", programme.how_to_apply),
                    _or_unknown(t, "programme.cost", programme.cost),
                    t.say("programme.contact", text=programme.contact) if programme.contact else None,
                ]
            ),
            lines([source_line(t, programme.source_url, programme.name, programme.source_date), dated]),
        ]
    )
    rows = [(press(place_label(t, place), ShowPlace(place.id)),) for place in places[:8]]
    web: list[Row] = [(Link(t.label("button.website"), programme.website),)] if programme.website else []
    return Reply(text, (*rows, *web))


def place_label(t: Phrases, place: Place) -> str:
    """A place on a button: the mark of its status and its name, cut where a phone would cut it."""
    return f"{MARKS[place.status]} {shortened(name_of(t, place), _LONGEST_LABEL)}"
