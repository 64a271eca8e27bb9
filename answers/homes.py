"""Where people say they are at home, so that announcements can be aimed."""

from answers.announcement_actions import AskHome
from answers.cards import subscription as cards
from domain.people import Person
from domain.places import City
from domain.replies import Reply
from storage.directory.reader import Directory
from texts.phrases import Phrases


class Homes:
    """The use cases of somebody who says where they are at home."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    async def ask(self, t: Phrases, action: AskHome) -> Reply:
        """The provinces, or the cities of one, to choose from."""
        if action.province is None:
            return cards.provinces(t)
        cities = await self._directory.cities.of_province(action.province)
        return cards.cities(t, action.province, [city for city, _ in cities], action.page)

    async def city(self, city_id: str) -> City | None:
        """A city that was chosen, if it is still known."""
        return await self._directory.cities.get(city_id)

    async def of(self, person: Person | None) -> City | None:
        """The city in which a person is at home, if they have told."""
        return await self.city(person.city_id) if person and person.city_id else None
