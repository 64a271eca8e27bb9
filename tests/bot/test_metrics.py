"""What Prometheus reads: everything that can be counted is there before it first happens."""

import logging
from typing import get_args

import pytest

from bot.receiving.kinds import ALLOWED_UPDATES, OTHER
from bot.receiving.metrics import Metrics
from bot.receiving.settling import Again, Settled
from domain.announcements import Delivered, Gone, Moved, Outcome, Rejected


def counted(metrics: Metrics) -> set[str]:
    """The counters with their labels."""
    page = metrics.page({}).decode().splitlines()
    return {
        line.rpartition(" ")[0] for line in page if line.startswith("rahnuma_") and "_created" not in line
    }


@pytest.mark.parametrize("result", [*Settled, Again(1, "unavailable")])
@pytest.mark.parametrize("kind", [*ALLOWED_UPDATES, OTHER])
def test_the_end_of_an_update_begins_no_new_series(kind: str, result: Settled | Again) -> None:
    metrics = Metrics()
    before = counted(metrics)
    metrics.dealt_with(kind, result)
    assert counted(metrics) == before


PASSING = [kind for kind in get_args(Outcome) if kind not in (Delivered, Gone, Moved, Rejected)]


@pytest.mark.parametrize("kind", PASSING)
def test_a_reply_that_fails_begins_no_new_series(kind: type[Outcome]) -> None:
    metrics = Metrics()
    before = counted(metrics)
    metrics.not_sent(Again(1, kind.__name__.lower()))
    assert counted(metrics) == before


def test_the_first_error_in_the_log_is_growth() -> None:
    metrics = Metrics()
    assert "rahnuma_error_lines_total 0.0" in metrics.page({}).decode()
    metrics.errors().handle(logging.makeLogRecord({"msg": {"event": "backup.failed"}}))
    page = metrics.page({}).decode()
    assert "rahnuma_error_lines_total 1.0" in page
    assert 'rahnuma_errors_total{event="backup.failed"} 1.0' in page
