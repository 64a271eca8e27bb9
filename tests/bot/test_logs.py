import asyncio
import gc
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.logs import set_up_logs
from bot.settings import LogFormat, LogLevel

TOKEN = "7000000001:ABF0-sandbox_token_of_the_length_of_a_true_one"
ANOTHER = "123456789:ABH-another_bots_token_that_is_not_ours_00"
FORMS = [LogFormat.CONSOLE, LogFormat.JSON]


class Refused(Exception):
    """An error whose words and arguments carry the token, as those of HTTP clients do."""


def fail() -> None:
    raise Refused(f"POST https://api.telegram.org/bot{TOKEN}/getMe failed")


def traceback_by(log: Callable[..., Any]) -> None:
    try:
        fail()
    except Refused:
        log("it failed", exc_info=True)


def chained_by(log: Callable[..., Any]) -> None:
    try:
        try:
            fail()
        except Refused as error:
            raise RuntimeError("no reply") from error
    except RuntimeError:
        log("it failed", exc_info=True)


class Request:
    """Something that only shows the token when it is printed."""

    def __repr__(self) -> str:
        return f"<Request /bot{TOKEN}/getMe>"


def ours() -> Any:
    """A logger that is not yet bound to an earlier set-up."""
    return structlog.get_logger("ours")


LEAKS: dict[str, Callable[[], None]] = {
    "in the event": lambda: ours().error(f"calling {TOKEN}"),
    "as a value": lambda: ours().error("call", url=f"https://api.telegram.org/bot{TOKEN}/getMe"),
    "in a list": lambda: ours().error("call", urls=[f"bot{TOKEN}"]),
    "deep in a structure": lambda: ours().error("call", what={"sent": [{"to": (f"bot{TOKEN}",)}]}),
    "as bytes": lambda: ours().error("call", body=f"bot{TOKEN}".encode()),
    "in an object": lambda: ours().error("call", request=Request()),
    "as an exception's words": lambda: ours().error("call", error=Refused(TOKEN)),
    "in a traceback": lambda: traceback_by(ours().error),
    "in a chain of tracebacks": lambda: chained_by(ours().error),
    "bound to the context": lambda: ours().bind(url=TOKEN).error("call"),
    "by the standard library": lambda: logging.getLogger("httpx").error("POST %s", f"/bot{TOKEN}/getMe"),
    "by its arguments": lambda: logging.getLogger("x").error("%(url)s", {"url": f"/bot{TOKEN}"}),
    "by its objects": lambda: logging.getLogger("x").error("sent %r", Request()),
    "by its tracebacks": lambda: traceback_by(logging.getLogger("telegram").error),
    "with its stack": lambda: logging.getLogger("x").error(TOKEN, stack_info=True),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS.keys())
def test_the_token_is_struck_out_wherever_it_stands(
    capsys: pytest.CaptureFixture[str], form: LogFormat, leak: Callable[[], None]
) -> None:
    set_up_logs(LogLevel.DEBUG, form, TOKEN)
    leak()
    out, err = capsys.readouterr()
    assert "[token]" in err
    assert TOKEN not in out + err
    assert TOKEN.partition(":")[2] not in out + err


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "name",
    [
        *("telegram.ext.Application", "telegram.request.BaseRequest", "httpx", "httpcore.connection"),
        *("aiohttp.client", "aiohttp.access", "aiohttp.server", "aiohttp.internal", "asyncio", "concurrent"),
        *("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi", "starlette", "h11"),
        *("sqlalchemy.engine.Engine", "sqlalchemy.pool", "aiosqlite", "alembic", "psycopg", "py.warnings"),
    ],
)
def test_whoever_logs_it_the_token_is_struck_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, form: LogFormat, name: str
) -> None:
    set_up_logs(LogLevel.DEBUG, form, TOKEN)
    logger = logging.getLogger(name)
    # a server of another test may have given it a way of its own
    monkeypatch.setattr(logger, "propagate", True)
    monkeypatch.setattr(logger, "handlers", [])
    logger.error("POST %s", f"https://api.telegram.org/bot{TOKEN}/getMe")
    traceback_by(logger.error)
    err = capsys.readouterr().err
    assert err.count("[token]") >= 2
    assert TOKEN.partition(":")[2] not in err


async def test_what_a_task_that_nobody_awaits_dies_of_is_struck_out_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logs(LogLevel.INFO, LogFormat.JSON, TOKEN)

    async def refused() -> None:
        fail()

    task = asyncio.create_task(refused())
    await asyncio.wait([task])
    del task
    gc.collect()
    line = json.loads(capsys.readouterr().err)
    assert line["logger"] == "asyncio"
    assert "[token]" in line["exception"]
    assert TOKEN.partition(":")[2] not in str(line)


@pytest.mark.parametrize("form", FORMS)
def test_what_looks_like_any_bots_token_is_struck_out_too(
    capsys: pytest.CaptureFixture[str], form: LogFormat
) -> None:
    set_up_logs(LogLevel.INFO, form, "")
    ours().info("call", url=f"https://api.telegram.org/bot{ANOTHER}/getMe")
    logging.getLogger("x").warning("bot%s", ANOTHER)
    traceback_by(ours().error)
    err = capsys.readouterr().err
    assert err.count("[token]") >= 3
    assert ANOTHER not in err
    assert TOKEN not in err


@pytest.mark.parametrize("token", ["short", "7:x", "with spaces", "a+b(c", "ٹوکن"])
def test_our_token_is_struck_out_whatever_its_shape(capsys: pytest.CaptureFixture[str], token: str) -> None:
    set_up_logs(LogLevel.INFO, LogFormat.JSON, token)
    ours().info("call", url=f"/bot{token}/getMe")
    assert json.loads(capsys.readouterr().err)["url"] == "/bot[token]/getMe"


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(before=st.text(max_size=20), after=st.text(max_size=20))
def test_no_neighbourhood_hides_the_token(
    capsys: pytest.CaptureFixture[str], before: str, after: str
) -> None:
    set_up_logs(LogLevel.INFO, LogFormat.JSON, TOKEN)
    ours().info("call", url=f"{before}{TOKEN}{after}")
    assert TOKEN not in json.loads(capsys.readouterr().err)["url"]


def test_without_a_token_and_anything_like_one_nothing_is_struck_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logs(LogLevel.INFO, LogFormat.JSON, "")
    ours().info("update.failed", update_id=12, ratio=0.5, ok=True, nothing=None, time="12:30:00 on 1234567")
    line = json.loads(capsys.readouterr().err)
    kept = {"update_id": 12, "ratio": 0.5, "ok": True, "nothing": None, "time": "12:30:00 on 1234567"}
    assert {name: line[name] for name in kept} == kept


def test_a_json_line_is_one_object_with_time_level_logger_and_event(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logs(LogLevel.INFO, LogFormat.JSON, TOKEN)
    ours().warning("لاہور نہیں ملا")
    traceback_by(logging.getLogger("theirs").error)
    mine, theirs = map(json.loads, capsys.readouterr().err.splitlines())
    assert (mine["level"], mine["logger"], mine["event"]) == ("warning", "ours", "لاہور نہیں ملا")
    assert mine["timestamp"].endswith("Z")
    assert (theirs["level"], theirs["logger"], theirs["event"]) == ("error", "theirs", "it failed")
    assert "Refused: POST" in theirs["exception"]


def test_the_level_holds_for_our_loggers_and_those_of_libraries(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(LogLevel.WARNING, LogFormat.CONSOLE, TOKEN)
    ours().info("quiet")
    logging.getLogger("theirs").info("quiet")
    ours().warning("loud one")
    logging.getLogger("theirs").warning("loud two")
    err = capsys.readouterr().err
    assert "quiet" not in err
    assert "loud one" in err
    assert "loud two" in err


def test_every_request_of_the_http_client_is_not_worth_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(LogLevel.DEBUG, LogFormat.CONSOLE, TOKEN)
    logging.getLogger("httpx").info("HTTP Request: POST /getUpdates")
    assert capsys.readouterr().err == ""


def test_setting_up_twice_does_not_double_the_lines(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(LogLevel.INFO, LogFormat.CONSOLE, TOKEN)
    set_up_logs(LogLevel.INFO, LogFormat.CONSOLE, TOKEN)
    logging.getLogger("theirs").info("once")
    assert capsys.readouterr().err.count("once") == 1
