"""What holds for every page of the real directory."""

from collections.abc import Iterator

from answers.actions import Action, ListNearby, ShowAnswer, ShowCity, ShowFigure, ShowOnMap, ShowPlace
from domain.replies import Button, Copy, Html, Link, Press, Reply, Share
from sandbox.links import for_button
from storage.directory.load import load
from tests.conftest import DATA
from tests.texts.telegram import as_read, utf16_length

Pages = dict[Action, Reply]


def ids(pages: Pages, kind: type[Action], name: str) -> set[str]:
    return {getattr(action, name) for action in pages if isinstance(action, kind)}


def buttons(pages: Pages) -> Iterator[tuple[Action, Button]]:
    for action, reply in pages.items():
        for row in reply.rows:
            for button in row:
                yield action, button


def test_every_place_city_figure_and_answer_is_reached_by_taps_alone(pages: Pages) -> None:
    data = load(DATA)
    answers = {answer.id for topic in data.topics for answer in topic.row.answers}
    assert ids(pages, ShowPlace, "place_id") == {place.row.id for place in data.places}
    assert ids(pages, ShowCity, "city_id") == {city.row.id for city in data.cities}
    assert ids(pages, ShowFigure, "figure_id") == {figure.row.id for figure in data.figures}
    assert ids(pages, ShowAnswer, "answer_id") == answers


def test_no_button_leads_to_a_page_that_is_gone(pages: Pages) -> None:
    assert [action for action, reply in pages.items() if "This button is too old" in reply.text] == []


def test_telegram_takes_every_page_and_none_is_too_long(pages: Pages) -> None:
    too_long = {}
    for action, reply in pages.items():
        length = utf16_length(as_read(reply.text))
        if not 1 <= length <= 4096:
            too_long[action] = length
    assert too_long == {}


def test_every_label_can_be_read_on_a_phone(pages: Pages) -> None:
    labels = {button.label for _, button in buttons(pages)}
    assert [label for label in labels if not label.strip() or len(label) > 64 or "\n" in label] == []


def test_every_button_is_one_that_telegram_takes(pages: Pages) -> None:
    for action, button in buttons(pages):
        match button:
            case Press():
                assert 1 <= len(button.data.encode()) <= 64, action
            case Copy():
                assert 1 <= len(button.text) <= 256, action
            case Link():
                assert for_button(button.url), action
            case Share():
                assert 1 <= len(button.query) <= 256, action


def test_no_page_has_more_buttons_than_telegram_takes_and_all_but_a_few_lead_on(pages: Pages) -> None:
    for action, reply in pages.items():
        assert sum(map(len, reply.rows)) <= 100, action
        assert max(map(len, reply.rows), default=0) <= 8, action
        assert reply.rows or reply.ask_location, action


def test_every_map_spot_has_a_title_and_an_address_that_telegram_takes(pages: Pages) -> None:
    for action, reply in pages.items():
        if isinstance(action, ShowOnMap):
            assert reply.venue, action
            assert reply.venue.title.strip()
            assert reply.venue.address.strip()


def test_nothing_in_a_text_looks_like_a_value_that_was_not_filled_in(pages: Pages) -> None:
    for action, reply in pages.items():
        assert not {"{", "}"} & set(as_read(reply.text)), action


def test_only_the_texts_make_html(pages: Pages) -> None:
    assert all(isinstance(reply.text, Html) for reply in pages.values())


def test_every_list_of_near_places_says_how_far_which_way_and_measured_to_what(pages: Pages) -> None:
    lists = {action: as_read(reply.text) for action, reply in pages.items() if isinstance(action, ListNearby)}
    assert len(lists) > 100
    for action, text in lists.items():
        entries = [part for part in text.split("\n\n") if "(source: " in part]
        assert entries, action
        for entry in entries:
            assert "↔️" in entry, action
            assert " km " in entry or "in this town" in entry, entry
