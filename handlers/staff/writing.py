"""Writing: the texts of an announcement in every language, and the buttons under them."""

from dataclasses import replace

from telegram import Message

from announcements import drafting
from announcements.cards import drafts as cards
from announcements.cards.taps import Tap
from announcements.composing import NEARLY_FULL, Fault, Unfit, check, length, link_of
from announcements.errors import TextsMissing, WrongPhase
from domain.announcements import Announcement, Content, Phase
from domain.languages import Language
from domain.prompts import Awaited, Prompt
from handlers.staff import asking
from handlers.staff.composing import content_of, title_of
from handlers.staff.visits import Visit

_EDITABLE = (Phase.DRAFT, Phase.SCHEDULED, Phase.PAUSED)


async def show_draft(visit: Visit, announcement_id: int, anew: bool = False) -> None:
    """The workbench of an announcement, in place of the card that was tapped or anew."""
    preview = await drafting.preview(visit.desk, visit.user_id, announcement_id)
    names = await visit.city_names(preview.announcement.audience.cities)
    card = cards.draft(visit.t, preview, visit.role, names)
    await (visit.say(card) if anew else visit.show(card))


async def edit(visit: Visit, tap: Tap) -> None:
    """A tap that opens the workbench, as long as there is something to be changed."""
    preview = await drafting.preview(visit.desk, visit.user_id, tap.about)
    if preview.announcement.phase not in _EDITABLE:
        raise WrongPhase(preview.announcement.phase)
    await show_draft(visit, tap.about)


async def take_text(visit: Visit, prompt: Prompt, message: Message) -> None:
    """A message is the text in a language."""
    if message.media_group_id and message.media_group_id == prompt.album:
        return
    if message.media_group_id:
        await asking.put(visit, replace(prompt, album=message.media_group_id))
    content, language = content_of(message), prompt.language or visit.reader
    if prompt.announcement_id is None:
        begun = await _begin(visit, message)
        # should this process end before the text is written, the message comes again and finds the draft
        prompt = replace(prompt, announcement_id=begun.id)
        await asking.put(visit, prompt)
    it = await drafting.write(visit.desk, visit.user_id, prompt.announcement_id or 0, language, content)
    if length(message.text or "") >= NEARLY_FULL:
        await asking.put(visit, replace(prompt, what=Awaited.REST, language=language, at=visit.now))
    else:
        await asking.drop(visit)
    await show_draft(visit, it.id, anew=True)


async def take_rest(visit: Visit, prompt: Prompt, _message: Message) -> None:
    """An app has cut off what was too long, and sends the rest: all of it is asked for again."""
    await asking.put(visit, replace(prompt, what=Awaited.TEXT, at=visit.now))
    raise Unfit(Fault.CUT_OFF)


async def take_link(visit: Visit, prompt: Prompt, message: Message) -> None:
    """A message is one more button under the text in a language."""
    link = link_of(message.text or "")
    content, language = await _content(visit, prompt.announcement_id or 0, prompt.language or visit.reader)
    with_it = replace(content, buttons=(*content.buttons, (link,)))
    check(with_it, content.html)
    await _rewrite(visit, prompt.announcement_id or 0, language, with_it)


async def without_links(visit: Visit, tap: Tap) -> None:
    """A tap takes the buttons from a text."""
    content, language = await _content(visit, tap.about, Language(tap.chosen))
    await drafting.write(visit.desk, visit.user_id, tap.about, language, replace(content, buttons=()))
    await show_draft(visit, tap.about)


async def waive(visit: Visit, tap: Tap) -> None:
    """A tap leaves a language out."""
    await drafting.waive(visit.desk, visit.user_id, tap.about, Language(tap.chosen))
    await show_draft(visit, tap.about)


async def _begin(visit: Visit, message: Message) -> Announcement:
    title = title_of(message) or visit.t.label("staff.untitled")
    return await drafting.begin(visit.desk, visit.user_id, title)


async def _content(visit: Visit, announcement_id: int, language: Language) -> tuple[Content, Language]:
    preview = await drafting.preview(visit.desk, visit.user_id, announcement_id)
    text = preview.texts.get(language)
    if text is None or text.content is None:
        raise TextsMissing(frozenset({language}))
    return text.content, language


async def _rewrite(visit: Visit, announcement_id: int, language: Language, content: Content) -> None:
    await drafting.write(visit.desk, visit.user_id, announcement_id, language, content)
    await asking.drop(visit)
    await show_draft(visit, announcement_id, anew=True)
