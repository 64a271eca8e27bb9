"""What is switched off, and the buttons that switch."""

from collections.abc import Mapping, Sequence

from announcements.cards.taps import Tap, Verb, press
from announcements.cards.words import moment
from domain.replies import Html, Reply, Row
from domain.switches import Function, SwitchedOff
from texts.phrases import Phrases, lines, paragraphs


def switches(t: Phrases, off: Sequence[SwitchedOff], names: Mapping[int, str]) -> Reply:
    """Every function with its state and a button for the other one. `names` are by user id."""
    since = {one.function: one for one in off}
    told = [_told(t, function, since.get(function), names) for function in Function]
    rows = tuple(_row(t, function, function in since) for function in Function)
    return Reply(paragraphs([t.say("staff.switches"), lines(told), t.say("staff.switches.how")]), rows)


def _told(t: Phrases, function: Function, off: SwitchedOff | None, names: Mapping[int, str]) -> Html:
    name = t.label(f"staff.function.{function}")
    if off is None:
        return t.say("staff.switch.on", function=name)
    return t.say("staff.switch.off", function=name, moment=moment(t, off.at), name=names[off.by])


def _row(t: Phrases, function: Function, is_off: bool) -> Row:
    name = t.label(f"staff.function.{function}")
    if is_off:
        return (press(t.label("button.staff.on", function=name), Tap(Verb.SWITCH_ON, chosen=function)),)
    return (press(t.label("button.staff.off", function=name), Tap(Verb.SWITCH_OFF, chosen=function)),)


def raid(t: Phrases, many: int) -> Reply:
    """Tells administrators that very many new people write, and what rests meanwhile."""
    return Reply(t.say("staff.raid", n=many))
