"""A sender that is killed, again and again, in a process of its own."""

import asyncio
import os
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from announcements import sender
from announcements.desk import Desk
from announcements.messenger import Clearance
from domain.announcements import Announcement, Content, Delivered, Delivery, DeliveryState, Outcome
from storage.ledger.engine import open_ledger
from tests.announcements import office
from tests.announcements.telegram import Telegram

PROJECT = Path(__file__).parents[2]
IN_FLIGHT = 8
RECIPIENTS = range(1, 151)


class Post(Telegram):
    """What arrives is in a file before it is answered, and survives whoever sent it."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    async def deliver(self, delivery: Delivery, content: Content, clearance: Clearance) -> Outcome:
        clearance()
        os.write(self.file, b"%d\n" % delivery.chat_id)
        os.fsync(self.file)
        sys.stdout.write(f"{delivery.chat_id}\n")
        sys.stdout.flush()
        await asyncio.sleep(0.002)
        return Delivered(delivery.chat_id)


def utc_now() -> datetime:
    return datetime.now(UTC)


async def send(url: str, folder: Path) -> None:
    """The child: sends until nothing is left, and says each chat when its message has arrived."""
    # so that the next one takes over soon
    sender.LEASE, sender.HEARTBEAT = timedelta(seconds=0.5), 0.1
    over = asyncio.Event()

    async def tell(_announcement: Announcement) -> None:
        over.set()

    async with open_ledger(url, folder) as ledger:
        post = Post(folder / "arrived")
        sending = sender.Sender(ledger, post, utc_now, asyncio.sleep, uuid4().hex, IN_FLIGHT, tell)
        running = asyncio.create_task(sending.run())
        await over.wait()
        sending.stop()
        await running


async def send_in_a_child(url: str, folder: Path, kill_after: int | None = None) -> None:
    """Runs the child to its end, or kills it when so many messages have arrived."""
    command = [sys.executable, "-m", __name__, url, str(folder)]
    child = await asyncio.create_subprocess_exec(*command, cwd=PROJECT, stdout=asyncio.subprocess.PIPE)
    assert child.stdout
    if kill_after:
        arrived = 0
        while arrived < kill_after:
            arrived += (await child.stdout.readline()).strip().isdigit()
        child.kill()
    await child.communicate()
    assert child.returncode == (-9 if kill_after else 0)


async def test_however_often_the_sender_is_killed_nobody_gets_it_twice_and_every_doubt_is_known(
    tmp_path: Path,
) -> None:
    url, kills = f"sqlite:///{tmp_path}/ledger.db", [1, 20, 61]
    async with open_ledger(url, tmp_path) as ledger:
        desk = Desk(ledger, utc_now)
        await office.hire(desk)
        announcement = await office.sent_to(desk, RECIPIENTS)
        for kill_after in kills:
            await send_in_a_child(url, tmp_path, kill_after)
        await send_in_a_child(url, tmp_path)
        records = (await office.records(ledger, announcement.id)).values()
    times = Counter(map(int, (tmp_path / "arrived").read_text(encoding="ascii").split()))
    state = {record.person_id: record.state for record in records}
    in_doubt = {person_id for person_id, one in state.items() if one is DeliveryState.IN_DOUBT}
    delivered = {person_id for person_id, one in state.items() if one is DeliveryState.DELIVERED}
    assert set(times.values()) == {1}
    assert delivered <= times.keys() <= delivered | in_doubt
    assert delivered | in_doubt == set(RECIPIENTS)
    assert len(in_doubt) <= IN_FLIGHT * len(kills)


if __name__ == "__main__":
    asyncio.run(send(sys.argv[1], Path(sys.argv[2])))
