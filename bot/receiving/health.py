"""Whether everything is as it should be, and what there is to know about it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog

log = structlog.get_logger(__name__)

_PATIENCE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether something is as it should be, and what there is to know about it."""

    ok: bool
    told: Mapping[str, Any] = field(default_factory=dict)


Check = Callable[[], Awaitable[Finding]]


async def examined(checks: Mapping[str, Check]) -> dict[str, Finding]:
    """What the checks find, made side by side; one that fails or takes too long finds nothing in order."""
    found = await asyncio.gather(*(_safely(name, check) for name, check in checks.items()))
    return dict(zip(checks, found, strict=True))


async def _safely(name: str, check: Check) -> Finding:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await check()
    except Exception as error:
        log.warning("check.failed", check=name, error=repr(error))
        return Finding(False, {"error": type(error).__name__})
