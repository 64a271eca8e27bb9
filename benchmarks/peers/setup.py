"""What a bot is told when it is started: one JSON object as its only argument."""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import uvloop

from benchmarks.peers.places import SEARCH

TOKEN = "1:peers"  # noqa: S105
SECRET = "peers"  # noqa: S105
HOOK = "/hook/"


@dataclass(frozen=True, slots=True)
class Setup:
    """The mode is polling or webhook; `api` is the address of the Bot API, `port` where a webhook listens."""

    mode: str
    api: str
    port: int
    places: str
    token: str = TOKEN
    secret: str = SECRET
    search: str = SEARCH

    @property
    def polling(self) -> bool:
        """Whether updates are fetched."""
        return self.mode == "polling"

    @property
    def file(self) -> Path:
        """The places."""
        return Path(self.places)

    @property
    def hook(self) -> str:
        """Where updates are to be pushed."""
        return f"http://127.0.0.1:{self.port}{HOOK}"

    def argument(self) -> str:
        """As the bot is told."""
        return json.dumps(asdict(self) | {"hook": self.hook})


def told() -> Setup:
    """What this process was told. All bots in Python run on uvloop."""
    uvloop.install()
    given = json.loads(sys.argv[1])
    del given["hook"]
    return Setup(**given)
