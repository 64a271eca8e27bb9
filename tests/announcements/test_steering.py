from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from announcements import scheduling, steering
from announcements.desk import Desk
from announcements.errors import NotAllowed, WrongPhase
from domain.announcements import Announcement, DeliveryState, PauseReason, Phase
from tests.announcements.conftest import Post
from tests.announcements.office import (
    ADMIN,
    ANNOUNCER,
    EDITOR,
    approved,
    counts,
    found,
    sent_to,
    subscribe,
    written,
)

Action = Callable[[Desk, int, int], Awaitable[Announcement]]


async def test_a_pause_twice_is_one_pause(desk: Desk) -> None:
    announcement = await sent_to(desk, [1])
    first = await steering.pause(desk, ANNOUNCER, announcement.id)
    assert await steering.pause(desk, ADMIN, announcement.id) == first
    assert (first.phase, first.pause_reason) == (Phase.PAUSED, PauseReason.STAFF)


async def test_a_resume_twice_is_one_resume(desk: Desk) -> None:
    announcement = await sent_to(desk, [1])
    await steering.pause(desk, ANNOUNCER, announcement.id)
    first = await steering.resume(desk, ANNOUNCER, announcement.id)
    assert await steering.resume(desk, ADMIN, announcement.id) == first
    assert (first.phase, first.pause_reason) == (Phase.SENDING, None)


async def test_a_cancel_twice_is_one_cancel_and_leaves_nobody_waiting(desk: Desk) -> None:
    announcement = await sent_to(desk, [1, 2])
    first = await steering.cancel(desk, ANNOUNCER, announcement.id)
    assert await steering.cancel(desk, ADMIN, announcement.id) == first
    assert first.phase is Phase.CANCELLED
    assert await counts(desk, announcement.id) == {DeliveryState.SKIPPED: 2}


async def test_a_resume_by_staff_does_not_pass_a_canary_that_has_not_run(desk: Desk) -> None:
    announcement = await sent_to(desk, [1])
    await steering.pause(desk, ANNOUNCER, announcement.id)
    assert not (await steering.resume(desk, ANNOUNCER, announcement.id)).canary_passed


async def test_what_was_paused_before_its_moment_waits_for_it_again(desk: Desk) -> None:
    await subscribe(desk, [1])
    draft = await written(desk)
    await scheduling.schedule(desk, ANNOUNCER, draft.id, desk.now() + timedelta(hours=1))
    await approved(desk, draft)
    await steering.pause(desk, ANNOUNCER, draft.id)
    assert (await steering.resume(desk, ANNOUNCER, draft.id)).phase is Phase.SCHEDULED


@pytest.mark.parametrize("action", [steering.pause, steering.resume, steering.cancel])
async def test_what_has_finished_stays_so(desk: Desk, post: Post, action: Action) -> None:
    announcement = await sent_to(desk, [1])
    await post.run()
    with pytest.raises(WrongPhase):
        await action(desk, ADMIN, announcement.id)
    assert (await found(desk, announcement.id)).phase is Phase.FINISHED


@pytest.mark.parametrize("action", [steering.pause, steering.resume, steering.cancel])
async def test_an_editor_steers_nothing(desk: Desk, action: Action) -> None:
    announcement = await sent_to(desk, [1])
    with pytest.raises(NotAllowed):
        await action(desk, EDITOR, announcement.id)
