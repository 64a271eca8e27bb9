"""The staff: who is on it, as what, and who is appointed."""

from collections.abc import Mapping, Sequence

from announcements.cards.taps import Tap, Verb, asking, press
from announcements.cards.words import list_row
from domain.announcements import Role
from domain.prompts import Awaited
from domain.replies import Press, Reply
from domain.staff import StaffMember
from texts.phrases import Phrases, lines, paragraphs

YES = "yes"
"""What a button says that was asked about before."""


def staff(t: Phrases, members: Sequence[StaffMember], names: Mapping[int, str]) -> Reply:
    """Everybody, with a button for each whose role can be changed. `names` are by user id."""
    told = [
        t.say("staff.member", name=names[one.user_id], role=t.label(f"staff.role.{one.role}"))
        for one in members
    ]
    rows = [
        (press(names[one.user_id], Tap(Verb.MEMBER, one.user_id)),)
        for one in members
        if one.appointed_by is not None
    ]
    appoint = press(t.label("button.staff.appoint"), asking(Awaited.APPOINTEE))
    return Reply(paragraphs([t.say("staff.members"), lines(told)]), (*rows, (appoint,)))


def member(t: Phrases, user_id: int, name: str, role: Role | None) -> Reply:
    """Somebody, with the roles they may be given; `role` is the one they have."""
    now = (
        t.say("staff.member", name=name, role=t.label(f"staff.role.{role}"))
        if role
        else t.say("staff.stranger", name=name)
    )
    told = lines(t.say(f"staff.role.{one}.may") for one in Role)
    rows = [(_choice(t, user_id, one),) for one in Role if one is not role]
    dismiss = press(t.label("button.staff.dismiss"), Tap(Verb.DISMISS, user_id))
    back = press(t.label("button.staff.staff"), Tap(Verb.STAFF))
    return Reply(paragraphs([now, told]), (*rows, *([(dismiss,)] if role else []), (back,)))


def sure_to_dismiss(t: Phrases, user_id: int, name: str) -> Reply:
    """Asks before somebody is dismissed."""
    yes = press(t.label("button.staff.dismiss"), Tap(Verb.DISMISS, user_id, YES))
    no = press(t.label("button.staff.back"), Tap(Verb.MEMBER, user_id))
    return Reply(t.say("staff.dismiss", name=name), ((yes,), (no,)))


def appointed(t: Phrases, role: Role) -> Reply:
    """Tells somebody that they are on the staff now, and how to begin."""
    about = t.say(f"staff.role.{role}.may")
    return Reply(
        paragraphs([t.say("staff.appointed", role=t.label(f"staff.role.{role}")), about]), (list_row(t),)
    )


def unreached(t: Phrases, name: str) -> Reply:
    """Somebody who was appointed could not be told."""
    return Reply(t.say("staff.unreached", name=name))


def _choice(t: Phrases, user_id: int, role: Role) -> Press:
    return press(t.label(f"staff.role.{role}"), Tap(Verb.ROLE, user_id, role))
