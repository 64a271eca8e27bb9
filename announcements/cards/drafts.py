"""Drafts: their texts in every language, and what is missing before they can be approved."""

from collections.abc import Iterator

from announcements.cards import payments
from announcements.cards.taps import Tap, Verb, asking, press
from announcements.cards.words import Names, audience, heading, languages, list_row, off_line, when_line
from announcements.drafting import Preview
from announcements.roles import Act, may
from announcements.wording import given, written
from domain.announcements import Announcement, Content, Phase, Role, Text
from domain.languages import Language
from domain.prompts import Awaited
from domain.replies import Html, Reply, Row
from texts.phrases import Phrases, lines, paragraphs


def draft(t: Phrases, preview: Preview, role: Role, cities: Names) -> Reply:
    """The draft as a workbench: what there is, what is missing, and a button for each."""
    it = preview.announcement
    title = t.say("staff.draft", heading=heading(t, it), title=it.title)
    texts = [_text_line(t, preview, language) for language in Language]
    missing = t.say("staff.missing", languages=languages(t, preview.missing)) if preview.missing else None
    approved = None if it.phase is Phase.DRAFT else t.say("staff.edit_warning")
    text = paragraphs([title, lines(texts), _whom_and_when(t, preview, cities), missing, approved])
    return Reply(text, (*_text_rows(t, preview, role), *_other_rows(t, it, role), list_row(t)))


def _text_line(t: Phrases, preview: Preview, language: Language) -> Html:
    name = t.label(f"language.{language}")
    text = preview.texts.get(language)
    if text is None:
        return t.say("staff.text.missing", language=name)
    if text.content is None:
        return _waived_line(t, preview, language)
    return Html(" · ".join([t.say("staff.text.written", language=name), *_besides(t, text.content)]))


def _besides(t: Phrases, content: Content) -> Iterator[Html]:
    """What goes with a text."""
    if content.attachment:
        yield t.say(f"staff.text.{content.attachment.kind}")
    if number := sum(map(len, content.buttons)):
        yield t.say("staff.text.buttons", n=number)


def _waived_line(t: Phrases, preview: Preview, language: Language) -> Html:
    name = t.label(f"language.{language}")
    if not (there := written(preview.texts)):
        return t.say("staff.text.waived", language=name)
    other = t.label(f"language.{given(there)[language]}")
    return t.say("staff.text.instead", language=name, other=other)


def _whom_and_when(t: Phrases, preview: Preview, cities: Names) -> Html:
    it = preview.announcement
    whom = t.say("staff.audience", whom=audience(t, it, cities))
    people = t.say("staff.people", n=preview.count)
    return lines([whom, people, when_line(t, it), off_line(t, preview.off), payments.note(t, preview)])


def _text_rows(t: Phrases, preview: Preview, role: Role) -> tuple[Row, ...]:
    if not may(role, Act.WRITE):
        return ()
    return tuple(_text_row(t, preview, role, language) for language in Language)


def _text_row(t: Phrases, preview: Preview, role: Role, language: Language) -> Row:
    it, text = preview.announcement.id, preview.texts.get(language)
    name = t.label(f"language.{language}")
    write = press(t.label("button.staff.write", language=name), asking(Awaited.TEXT, it, language))
    if text and text.content:
        return (write, *_link_buttons(t, it, text))
    if text is None and may(role, Act.WAIVE):
        return (write, press(t.label("button.staff.waive", language=name), Tap(Verb.WAIVE, it, language)))
    return (write,)


def _link_buttons(t: Phrases, announcement_id: int, text: Text) -> Row:
    more = asking(Awaited.LINK, announcement_id, text.language)
    none = Tap(Verb.UNLINK, announcement_id, text.language)
    add = press(t.label("button.staff.link"), more)
    if text.content and text.content.buttons:
        return (add, press(t.label("button.staff.unlink"), none))
    return (add,)


def _other_rows(t: Phrases, it: Announcement, role: Role) -> tuple[Row, ...]:
    choices = [
        (Act.AIM, "button.staff.audience", Tap(Verb.AUDIENCE, it.id)) if not it.parent_id else None,
        (Act.SCHEDULE, "button.staff.when", Tap(Verb.WHEN, it.id)) if not it.started_at else None,
    ]
    offered = [press(t.label(key), tap) for act, key, tap in filter(None, choices) if may(role, act)]
    preview = press(t.label("button.staff.preview"), Tap(Verb.PREVIEW, it.id))
    cancel = press(t.label("button.staff.do.cancel"), Tap(Verb.SURE, it.id, Act.CANCEL))
    paid = payments.rows(t, it, role)
    rows = (tuple(offered), *paid, (preview,), (cancel,) if may(role, Act.CANCEL) else ())
    return tuple(row for row in rows if row)
