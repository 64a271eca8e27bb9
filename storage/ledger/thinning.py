"""Which backups are kept: close together for the near past, far apart for the distant."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

ALL_FOR = timedelta(days=1)
DAYS = 30
MONTHS = 12


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """Of these moments: all of the last day, the last of each of 30 days, the last of each of 12 months.

    Counted from the newest, and only days and months that have one: neither a clock that jumps nor a bot that
    was off for a year makes all of them old at once.
    """
    newest_first = sorted(moments, reverse=True)
    recent = {moment for moment in newest_first if newest_first[0] - moment <= ALL_FOR}
    days = _first_of_each(newest_first, lambda moment: (moment.year, moment.month, moment.day))
    months = _first_of_each(newest_first, lambda moment: (moment.year, moment.month))
    return {*recent, *days[:DAYS], *months[:MONTHS]}


def _first_of_each(moments: Sequence[datetime], period: Callable[[datetime], object]) -> list[datetime]:
    first: dict[object, datetime] = {}
    for moment in moments:
        first.setdefault(period(moment), moment)
    return list(first.values())
