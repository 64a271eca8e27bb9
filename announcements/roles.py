"""Who may do what: the one place that says so."""

from enum import StrEnum

from domain.announcements import Role


class Act(StrEnum):
    """What staff can do. The audit names it so."""

    SEE = "see"
    DRAFT = "draft"
    WRITE = "write"
    WAIVE = "waive"
    AIM = "aim"
    SCHEDULE = "schedule"
    PAY = "pay"
    APPROVE = "approve"
    APPROVE_LARGE = "approve_large"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    CORRECT = "correct"
    RECALL = "recall"
    FOLLOW_UP = "follow_up"
    RETRY = "retry"
    RESEND = "resend"
    LEAVE = "leave"
    APPOINT = "appoint"
    DISMISS = "dismiss"
    SWITCH = "switch"


_STOP = frozenset({Act.PAUSE, Act.RESUME, Act.CANCEL})
_WRITE = frozenset({Act.DRAFT, Act.WRITE})
_RUN = frozenset({Act.WAIVE, Act.AIM, Act.SCHEDULE, Act.APPROVE})
_AFTERWARDS = frozenset({Act.CORRECT, Act.RECALL, Act.FOLLOW_UP, Act.RETRY, Act.RESEND, Act.LEAVE})

_MAY: dict[Role, frozenset[Act]] = {
    Role.EDITOR: frozenset({Act.SEE}) | _WRITE,
    Role.ANNOUNCER: frozenset({Act.SEE}) | _WRITE | _RUN | _STOP | _AFTERWARDS,
    Role.APPROVER: frozenset({Act.SEE, Act.APPROVE, Act.APPROVE_LARGE}) | _STOP,
    Role.ADMIN: frozenset(Act),
}


def may(role: Role | None, act: Act) -> bool:
    """Whether a role allows something. Without a role nothing is allowed."""
    return role is not None and act in _MAY[role]
