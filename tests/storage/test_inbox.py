import asyncio
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.inbox import KEPT_SECONDS, Content, Inbox, opened_inbox

_NOW = 1_800_000_000.0


def now() -> float:
    return _NOW


def question(number: int) -> Content:
    return {
        "update_id": number,
        "message": {"text": "لاہور \ud83d\n"},
    }  # half an emoji and a line break in it


def left(file: Path) -> list[int]:
    """What the next process finds to be done."""
    return [update["update_id"] for update in Inbox(file, now).unsettled()]


def content(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""


def break_off(file: Path, length: int) -> None:
    """As a power cut does."""
    file.write_bytes(content(file)[:length])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "inbox.jsonl"


async def test_what_is_kept_and_not_settled_is_there_for_the_next_process(file: Path) -> None:
    with opened_inbox(file, now) as inbox:
        await inbox.keep([question(1), question(2)])
        await inbox.keep([question(3)])
        inbox.settled(2)
    again = Inbox(file, now)
    assert again.unsettled() == [question(1), question(3)]
    assert [number in again for number in (1, 2, 3, 4)] == [True, True, True, False]


async def test_what_is_settled_before_it_stands_in_the_file_is_settled(file: Path) -> None:
    with opened_inbox(file, now) as inbox:
        keeping = asyncio.create_task(inbox.keep([question(1), question(2)]))
        await asyncio.sleep(0)
        inbox.settled(1)
        await keeping
    assert left(file) == [2]


async def test_once_telegram_has_confirmed_and_all_is_settled_the_file_is_empty(file: Path) -> None:
    with opened_inbox(file, now) as inbox:
        await inbox.keep([question(1), question(2)])
        inbox.settled(1)
        inbox.confirmed()
        assert left(file) == [2]
        inbox.settled(2)
        inbox.confirmed()
        assert content(file) == b""
        await inbox.keep([question(3)])
    assert left(file) == [3]


async def test_half_a_line_spoils_neither_what_was_before_nor_what_comes_after(file: Path) -> None:
    with opened_inbox(file, now) as inbox:
        await inbox.keep([question(1)])
        whole = len(content(file))
        await inbox.keep([question(2)])
    break_off(file, whole + whole // 2)
    with opened_inbox(file, now) as inbox:
        await inbox.keep([question(3)])
    assert left(file) == [1, 3]


async def test_what_telegram_itself_would_have_dropped_is_not_dealt_with(file: Path) -> None:
    with opened_inbox(file, lambda: _NOW - KEPT_SECONDS - 1) as too_long_ago:
        await too_long_ago.keep([question(1)])
    with opened_inbox(file, lambda: _NOW - KEPT_SECONDS + 1) as within_a_day:
        await within_a_day.keep([question(2)])
    assert left(file) == [2]


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file of this process can grow beyond so many bytes meanwhile."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_a_full_disk_is_told_loses_nothing_and_keeps_nothing_more_until_there_is_room(
    file: Path,
) -> None:
    with opened_inbox(file, now) as inbox:
        await inbox.keep([question(1)])
        with room_for(len(content(file)) + 20), pytest.raises(OSError, match="bytes written"):
            await inbox.keep([question(2)])
        assert 2 not in inbox
        await inbox.keep([question(3)])
    assert left(file) == [1, 3]


def test_only_the_owner_may_read_the_file(file: Path) -> None:
    with opened_inbox(file, now) as inbox:
        asyncio.run(inbox.keep([question(1)]))
    assert file.stat().st_mode & 0o077 == 0


@given(
    batches=st.lists(st.integers(1, 4), max_size=5),
    settling=st.lists(st.integers(0, 19), unique=True),
    lost=st.integers(0, 200),
)
def test_whatever_a_power_cut_takes_from_the_end_nothing_that_was_kept_is_lost(
    batches: list[int], settling: list[int], lost: int
) -> None:
    numbers = iter(range(20))
    kept = [[next(numbers) for _ in range(size)] for size in batches]

    async def work(file: Path) -> int:
        with opened_inbox(file, now) as inbox:
            for batch in kept:
                await inbox.keep([question(number) for number in batch])
            on_disk = len(content(file))
            for number in settling:
                inbox.settled(number)
        return on_disk

    with TemporaryDirectory() as folder:
        file = Path(folder, "inbox.jsonl")
        on_disk = asyncio.run(work(file))
        break_off(file, max(on_disk, len(content(file)) - lost))
        all_kept = {number for batch in kept for number in batch}
        assert all_kept - set(settling) <= set(left(file)) <= all_kept
