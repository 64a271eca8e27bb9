"""Why something was not done, in words, and the way on."""

from announcements import errors
from announcements.cards.taps import Tap, Verb, asking, press
from announcements.cards.words import languages, moment, open_row
from announcements.composing import LONGEST_CAPTION, LONGEST_LABEL, LONGEST_TEXT, MOST_BUTTONS, Fault, Unfit
from domain.prompts import Awaited
from domain.replies import Html, Reply, Row
from texts.phrases import Phrases

_PLAIN: dict[type[errors.Refused], str] = {
    errors.NotAllowed: "staff.refused.not_allowed",
    errors.UnknownAnnouncement: "staff.refused.unknown",
    errors.Outdated: "staff.refused.outdated",
    errors.TooLongAgo: "staff.refused.too_long_ago",
    errors.NobodyToReach: "staff.refused.nobody",
    errors.MomentPast: "staff.refused.moment_past",
    errors.AudienceFrozen: "staff.refused.audience_frozen",
    errors.OtherAttachment: "staff.refused.other_attachment",
    errors.NotPayable: "staff.refused.not_payable",
    errors.FixedAdministrator: "staff.refused.fixed",
}
_LIMITS = {
    Fault.TOO_LONG: LONGEST_TEXT,
    Fault.CUT_OFF: LONGEST_TEXT,
    Fault.CAPTION_TOO_LONG: LONGEST_CAPTION,
    Fault.LABEL: LONGEST_LABEL,
    Fault.TOO_MANY_BUTTONS: MOST_BUTTONS,
}


def refused(t: Phrases, why: errors.Refused, about: int, by: str = "") -> Reply:
    """Why a staff action was not done; nothing has changed. `about` is an announcement, 0 for none, `by` the
    name of whoever was faster.
    """
    return Reply(_words(t, why, by), _ways_on(t, why, about))


def _words(t: Phrases, why: errors.Refused, by: str) -> Html:
    match why:
        case Unfit():
            return _unfit(t, why)
        case errors.WrongPhase(phase=phase):
            return t.say("staff.refused.phase", phase=t.label(f"staff.phase.{phase}"))
        case errors.AlreadyApproved(at=at):
            return t.say("staff.refused.approved", name=by, moment=moment(t, at))
        case errors.TextsMissing(languages=missing):
            return t.say("staff.missing", languages=languages(t, missing))
        case errors.CountChanged(recipients=recipients):
            return t.say("staff.refused.count", n=recipients)
        case errors.SecondPersonNeeded(above=above):
            return t.say("staff.second_person", above=above)
    return t.say(_PLAIN[type(why)])


def _unfit(t: Phrases, why: Unfit) -> Html:
    limit = t.number(_LIMITS.get(why.fault, 0))
    return t.say(f"staff.unfit.{why.fault}", limit=limit, excess=t.number(why.excess))


def _ways_on(t: Phrases, why: errors.Refused, about: int) -> tuple[Row, ...]:
    if not about or isinstance(why, errors.UnknownAnnouncement):
        return ()
    preview = press(t.label("button.staff.preview"), Tap(Verb.PREVIEW, about))
    match why:
        case errors.MomentPast():
            return ((press(t.label("button.staff.another_time"), asking(Awaited.MOMENT, about)),),)
        case errors.CountChanged() | errors.Outdated():
            return ((preview,), open_row(t, about))
    return (open_row(t, about),)


def refused_by_telegram(t: Phrases, reason: str, announcement_id: int) -> Reply:
    """Telegram does not take a text as it stands; its own words say why."""
    return Reply(t.say("staff.refused.telegram", reason=reason), (open_row(t, announcement_id),))
