"""Words that several cards have in common."""

import datetime
from collections.abc import Collection, Mapping

from announcements.cards.taps import Tap, Verb, press
from announcements.scheduling import KARACHI
from domain.announcements import Announcement, Audience, Purpose
from domain.interests import Interest
from domain.languages import Language
from domain.replies import Html, Row
from texts.phrases import Phrases

Names = Mapping[str, str]
"""The names of cities by their ids, in the reader's language."""

_AND, _OR = " · ", " / "


def languages(t: Phrases, chosen: Collection[Language]) -> Html:
    """Languages in words, in their usual order."""
    names = (t.label(f"language.{language}") for language in Language if language in chosen)
    return Html(_AND.join(map(t.shown, names)))


def moment(t: Phrases, at: datetime.datetime) -> str:
    """A moment by Pakistan's clock, with its weekday first: that is what one reads over least."""
    here = at.astimezone(KARACHI)
    weekday = t.label(f"staff.weekday.{here.weekday()}")
    day = t.date(here.date().isoformat())
    return t.label("staff.moment", weekday=weekday, date=day, time=f"{here:%H:%M}")


def audience(t: Phrases, announcement: Announcement, cities: Names) -> str:
    """Whom it is for, in words: every facet has to fit, of each facet one value."""
    if announcement.parent_id:
        return t.label("staff.audience.parent", number=str(announcement.parent_id))
    facets = [_OR.join(facet) for facet in _facets(t, announcement.audience, cities) if facet]
    return _AND.join(facets) or t.label("staff.audience.everybody")


def _facets(t: Phrases, chosen: Audience, cities: Names) -> tuple[list[str], ...]:
    provinces = [t.label(f"province.{province}") for province in sorted(chosen.provinces)]
    towns = [cities.get(city_id, city_id) for city_id in sorted(chosen.cities)]
    return (
        [t.label(f"language.{language}") for language in Language if language in chosen.languages],
        [*provinces, *towns],
        [t.label(f"interest.{key}") for key in Interest if key in chosen.interests],
        [t.label(f"staff.role.{role}") for role in sorted(chosen.roles)],
    )


def heading(t: Phrases, announcement: Announcement) -> str:
    """What kind of announcement it is, and its number."""
    number, parent = str(announcement.id), str(announcement.parent_id)
    if announcement.purpose is Purpose.ORIGINAL:
        return t.label("staff.number", number=number)
    return t.label(f"staff.number.{announcement.purpose}", number=number, parent=parent)


def when_line(t: Phrases, it: Announcement) -> Html:
    """When it goes out."""
    if it.scheduled_at:
        return t.say("staff.when.at", moment=moment(t, it.scheduled_at))
    return t.say("staff.when.at_once")


def off_line(t: Phrases, off: bool) -> Html | None:
    """That it waits, whatever its moment, while announcements are switched off."""
    return t.say("staff.off.waits") if off else None


def list_row(t: Phrases) -> Row:
    """The way to all announcements."""
    return (press(t.label("button.staff.all"), Tap(Verb.LIST)),)


def open_row(t: Phrases, announcement_id: int) -> Row:
    """The way to an announcement as it is."""
    return (press(t.label("button.staff.open"), Tap(Verb.OPEN, announcement_id)),)
