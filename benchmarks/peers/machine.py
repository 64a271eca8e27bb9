"""The machine on which was measured."""

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Machine:
    """`load`: how many processes wanted a core, on average over the minute before; quiet is well below 1."""

    processor: str
    cores: int
    memory_gb: int
    system: str
    load: float
    measured: str


def machine() -> Machine:
    """This one, now."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    processor = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "unknown")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return Machine(
        processor=processor,
        cores=os.cpu_count() or 1,
        memory_gb=round(memory),
        system=f"{platform.system()} {platform.release().partition('-')[0]}",
        load=round(os.getloadavg()[0], 1),
        measured=datetime.now(UTC).date().isoformat(),
    )
