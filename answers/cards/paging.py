"""Lists in pages, turned by buttons."""

import math
from collections.abc import Callable, Sequence
from typing import TypeVar

from answers.actions import Action
from answers.buttons import press
from domain.replies import Row
from texts.phrases import Phrases

PAGE = 6
"""Entries a page: what a phone shows without scrolling."""

Item = TypeVar("Item")


def page_of(items: Sequence[Item], page: int) -> Sequence[Item]:
    """The items of a page; of the last page, if there are fewer."""
    start = min(page, last_page(len(items))) * PAGE
    return items[start : start + PAGE]


def last_page(total: int) -> int:
    """The number of the last page, counted from 0."""
    return max(0, math.ceil(total / PAGE) - 1)


def pager(t: Phrases, total: int, page: int, turned_to: Callable[[int], Action]) -> tuple[Row, ...]:
    """A row with the way back, where one is, and the way on; no row where there is one page only."""
    last = last_page(total)
    page = min(page, last)
    if not last:
        return ()
    here = t.label("page.here", page=t.number(page + 1), pages=t.number(last + 1))
    row = [press(here, turned_to(page))]
    if page:
        row.insert(0, press(t.label("page.back"), turned_to(page - 1)))
    if page < last:
        row.append(press(t.label("page.on"), turned_to(page + 1)))
    return (tuple(row),)
