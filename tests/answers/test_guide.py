"""The guide, asked twice."""

from answers.actions import ListPlaces, ShowAnswer, ShowPlace
from bot.assembly import opened_guide
from bot.settings import Settings
from domain.languages import Language
from domain.replies import Viewer

ACTIONS = (ShowAnswer("pseb-freelancer-fee"), ListPlaces(None), ShowPlace("no-such-place"))


async def test_what_was_shown_before_is_shown_again_without_a_look_at_the_directory(
    settings: Settings,
) -> None:
    async with opened_guide(settings) as (guide, _):
        first = [await guide.show(action, Viewer(language)) for action in ACTIONS for language in Language]
    # the directory is closed now
    again = [await guide.show(action, Viewer(language)) for action in ACTIONS for language in Language]
    assert again == first
    assert len({reply.text for reply in first}) > len(ACTIONS)
