"""What a directory is asked for again and again comes from memory."""

import asyncio
from collections.abc import Sequence

from storage.directory.recent import Recent


class Library:
    """Knows the length of each word but "nothing", and which were asked for together."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    async def lengths(self, words: Sequence[str]) -> dict[str, int]:
        self.asked.append(list(words))
        await asyncio.sleep(0)
        return {word: len(word) for word in words if word != "nothing"}


async def test_what_was_asked_before_is_not_asked_again_and_the_rest_in_one_go() -> None:
    library = Library()
    recent = Recent(library.lengths, most=10)
    assert await recent.get(["b", "aaa"]) == {"b": 1, "aaa": 3}
    found = await recent.get(["cc", "aaa", "dd", "cc"])
    assert list(found.items()) == [("cc", 2), ("aaa", 3), ("dd", 2)]
    assert await recent.get([]) == {}
    assert library.asked == [["b", "aaa"], ["cc", "dd"]]


async def test_what_has_no_value_is_left_out_and_asked_for_each_time() -> None:
    library = Library()
    recent = Recent(library.lengths, most=10)
    assert await recent.get(["nothing", "b"]) == {"b": 1}
    assert await recent.get(["nothing", "b"]) == {"b": 1}
    assert library.asked == [["nothing", "b"], ["nothing"]]


async def test_what_was_longest_not_asked_for_goes_first() -> None:
    library = Library()
    recent = Recent(library.lengths, most=2)
    for word in ("a", "b", "a", "c", "a", "b"):
        await recent.get([word])
    assert library.asked == [["a"], ["b"], ["c"], ["b"]]


async def test_more_than_fits_is_found_all_the_same() -> None:
    library = Library()
    recent = Recent(library.lengths, most=2)
    assert await recent.get(["a", "b", "c"]) == {"a": 1, "b": 1, "c": 1}
    await recent.get(["b", "c"])
    assert library.asked == [["a", "b", "c"]]


async def test_those_who_ask_at_the_same_moment_all_get_theirs() -> None:
    library = Library()
    recent = Recent(library.lengths, most=1)
    words = ["a", "bb", "a", "ccc", "bb"]
    found = await asyncio.gather(*(recent.get([word, "dddd"]) for word in words))
    assert found == [{word: len(word), "dddd": 4} for word in words]
