"""What is counted and measured, as Prometheus reads it. No label holds anything about a person."""

import logging
from collections.abc import Iterable, Mapping
from itertools import product

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from bot.receiving.kinds import ALLOWED_UPDATES, OTHER
from bot.receiving.settling import Again, Settled
from domain.announcements import InDoubt, Throttled, Unavailable

_OUTCOMES = (*Settled, "again")
_REASONS = tuple(kind.__name__.lower() for kind in (InDoubt, Throttled, Unavailable))
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """The metrics of one process. What is counted begins at 0: Prometheus sees no growth in a beginning."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._updates = Counter(
            "rahnuma_updates", "Updates dealt with.", ["kind", "outcome"], registry=registry
        )
        self.seconds = Histogram(
            "rahnuma_update_seconds",
            "From an update's turn in its chat to its end, pauses between attempts included.",
            buckets=_SECONDS,
            registry=registry,
        )
        self.waiting = Gauge(
            "rahnuma_updates_waiting", "Updates that wait or are being dealt with.", registry=registry
        )
        self._not_sent = Counter(
            "rahnuma_replies_failed",
            "Attempts that Telegram did not take, for a reason that passes.",
            ["reason"],
            registry=registry,
        )
        self._deliveries = Gauge(
            "rahnuma_deliveries", "Deliveries of announcements in the ledger.", ["state"], registry=registry
        )
        self._errors = Counter(
            "rahnuma_errors", "Errors in the log, those of the ledger too.", ["event"], registry=registry
        )
        self._error_lines = Counter(
            "rahnuma_error_lines", "The same of all events together.", registry=registry
        )
        _begin(self._updates, product([*ALLOWED_UPDATES, OTHER], _OUTCOMES))
        _begin(self._not_sent, product(_REASONS))

    def dealt_with(self, kind: str, result: Settled | Again) -> None:
        """An update of this kind ended so."""
        self._updates.labels(kind, "again" if isinstance(result, Again) else result).inc()
        if isinstance(result, Again):
            self.not_sent(result)

    def not_sent(self, again: Again) -> None:
        """A reply failed for a reason that passes."""
        self._not_sent.labels(again.reason).inc()

    def page(self, deliveries: Mapping[str, int]) -> bytes:
        """Everything in Prometheus' text format, with the deliveries as they stand now, by state."""
        self._deliveries.clear()
        for state, number in deliveries.items():
            self._deliveries.labels(state).set(number)
        return generate_latest(self._registry)

    def errors(self) -> logging.Handler:
        """A handler for the log that counts its errors by event."""
        return _Counting(self._errors, self._error_lines)


def _begin(counter: Counter, known: Iterable[tuple[str, ...]]) -> None:
    for labels in known:
        counter.labels(*labels)


class _Counting(logging.Handler):
    def __init__(self, errors: Counter, lines: Counter) -> None:
        super().__init__(logging.ERROR)
        self._errors, self._lines = errors, lines

    def emit(self, record: logging.LogRecord) -> None:
        """Counts an event of ours by its name, anything else by who logged it: texts may hold anything."""
        event = record.msg.get("event") if isinstance(record.msg, dict) else record.name
        self._errors.labels(event).inc()
        self._lines.inc()
