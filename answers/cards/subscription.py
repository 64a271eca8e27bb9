"""Announcements for somebody: whether they get them, and which besides those for everybody."""

from collections.abc import Collection, Sequence

from answers.actions import ShowMenu
from answers.announcement_actions import (
    AddInterest,
    AskHome,
    AskInterests,
    DropInterest,
    ListNews,
    LiveIn,
    LiveInProvince,
    ShowSubscription,
    Subscribe,
    Unsubscribe,
)
from answers.buttons import press
from answers.cards.paging import page_of, pager
from answers.cards.places import name_of
from domain.interests import Interest
from domain.people import Person
from domain.places import City, Province
from domain.replies import Press, Reply, Row
from texts.phrases import Phrases, paragraphs

_CITIES_A_ROW = 2


def subscription(t: Phrases, person: Person, city: City | None) -> Reply:
    """Whether the person gets announcements, and what they have told so that more concern them."""
    if person.subscribed_at is None:
        return unsubscribed(t)
    wishes = t.say(
        "subscribe.wishes",
        home=home(t, person, city) or t.label("home.unset"),
        interests=interests(t, person) or t.label("interests.unset"),
    )
    rows = (
        (press(t.label("button.home"), AskHome()),),
        (press(t.label("button.interests"), AskInterests()),),
        (press(t.label("button.unsubscribe"), Unsubscribe()),),
        (press(t.label("button.news"), ListNews()), press(t.label("button.menu"), ShowMenu())),
    )
    return Reply(paragraphs([t.say("subscribe.done"), wishes]), rows)


def unsubscribed(t: Phrases) -> Reply:
    """Confirms that there are no announcements for the person."""
    rows = ((press(t.label("button.subscribe"), Subscribe()), press(t.label("button.menu"), ShowMenu())),)
    return Reply(t.say("unsubscribe.done"), rows)


def home(t: Phrases, person: Person, city: City | None) -> str:
    """Where the person is at home, as a plain text, empty if unknown; `city` is that of `person.city_id`."""
    if city:
        province = t.label(f"province.{city.province}")
        return t.label("home.city", city=name_of(t, city), province=province)
    return t.label(f"province.{person.province}") if person.province else ""


def interests(t: Phrases, person: Person) -> str:
    """What the person is interested in, as a plain text, empty if unknown."""
    return " · ".join(t.label(f"interest.{one}") for one in Interest if one in person.interests)


def provinces(t: Phrases) -> Reply:
    """Asks where the person is at home: in all of Pakistan, or in which province."""
    rows = [(press(t.label(f"province.{province}"), AskHome(province)),) for province in Province]
    everywhere = press(t.label("button.all_of_pakistan"), LiveInProvince())
    return Reply(t.say("home.ask"), ((everywhere,), *rows, _done(t)))


def cities(t: Phrases, province: Province, known: Sequence[City], page: int) -> Reply:
    """Asks in which city of a province, or whether anywhere in it."""
    name = t.label(f"province.{province}")
    buttons = [press(name_of(t, city), LiveIn(city.id)) for city in page_of(known, page)]
    grid = [tuple(buttons[start : start + _CITIES_A_ROW]) for start in range(0, len(buttons), _CITIES_A_ROW)]
    anywhere = press(t.label("button.anywhere_in", province=name), LiveInProvince(province))
    turn = pager(t, len(known), page, lambda turned: AskHome(province, turned))
    text = paragraphs([t.say("browse.cities", province=name), t.say("home.ask_city")])
    back = press(t.label("button.provinces"), AskHome())
    return Reply(text, ((anywhere,), *grid, *turn, (back, *_done(t))))


def ask_interests(t: Phrases, chosen: Collection[str]) -> Reply:
    """Asks what the person is interested in; what was chosen has a tick."""
    rows = [(_interest(t, interest, interest in chosen),) for interest in Interest]
    return Reply(t.say("interests.ask"), (*rows, _done(t)))


def _interest(t: Phrases, interest: Interest, is_chosen: bool) -> Press:
    name = t.label(f"interest.{interest}")
    if is_chosen:
        return press(t.label("chosen", name=name), DropInterest(interest))
    return press(name, AddInterest(interest))


def _done(t: Phrases) -> Row:
    return (press(t.label("button.done"), ShowSubscription()),)
