from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.allowances import Allowance, Rate, Verdict, ask

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RATE = Rate(at_once=4, every=timedelta(seconds=2), again=2)


def verdicts(seconds: list[float], rate: Rate = RATE) -> list[Verdict]:
    """What becomes of updates that come at these moments."""
    allowance: Allowance | None = None
    told = []
    for second in seconds:
        verdict, allowance = ask(rate, allowance, NOW + timedelta(seconds=second))
        told.append(verdict)
    return told


def test_so_many_are_heard_at_once_then_one_is_warned_and_the_others_ignored() -> None:
    assert verdicts([0] * 7) == [Verdict.HEARD] * 4 + [Verdict.WARNED] + [Verdict.IGNORED] * 2


def test_after_the_pause_they_are_heard_again_and_the_next_too_many_is_warned_again() -> None:
    again = verdicts([*[0] * 5, 3.9, 4, 4, 4, 4])[5:]
    heard, warned, ignored = Verdict.HEARD, Verdict.WARNED, Verdict.IGNORED
    assert again == [ignored, heard, heard, warned, ignored]


def test_whoever_goes_on_meanwhile_waits_no_longer() -> None:
    assert verdicts([*[0] * 5, *[tenth / 10 for tenth in range(40)], 4])[-1] is Verdict.HEARD


def test_one_every_so_often_is_always_heard() -> None:
    assert set(verdicts([2.0 * number for number in range(100)])) == {Verdict.HEARD}


def test_a_clock_that_jumps_back_gives_nothing_and_takes_nothing() -> None:
    _, before = ask(RATE, None, NOW)
    verdict, after = ask(RATE, before, NOW - timedelta(days=1))
    assert verdict is Verdict.HEARD
    assert after == replace(before, left=before.left - 1, at=NOW - timedelta(days=1))


@given(
    gaps=st.lists(st.floats(0, 20), max_size=60),
    at_once=st.integers(1, 30),
    every=st.floats(0.1, 10),
    again=st.integers(1, 5),
)
def test_whatever_the_rhythm(gaps: list[float], at_once: int, every: float, again: int) -> None:
    rate = Rate(at_once, timedelta(seconds=every), min(again, at_once))
    moments = [sum(gaps[: number + 1]) for number in range(len(gaps))]
    told = verdicts(moments, rate)
    assert set(told[:at_once]) <= {Verdict.HEARD}
    heard = [moment for moment, verdict in zip(moments, told, strict=True) if verdict is Verdict.HEARD]
    for number, start in enumerate(heard):
        for count, end in enumerate(heard[number:], 1):
            assert count <= at_once + (end - start) / every + 0.01
    pairs = pairwise(told)
    assert all(one is Verdict.HEARD for one, two in pairs if two is Verdict.WARNED)
