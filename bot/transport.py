"""The way to Telegram: HTTP by aiohttp, JSON by orjson (why so: docs/adr/0012-transport.md)."""

import json
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import orjson
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

_CONNECTIONS = 256
"""A hundred updates dealt with side by side, or a paid broadcast at 1,000 a second and 0.25 s a call."""
_CONNECT_SECONDS = 5.0
_WRITE_SECONDS = 5.0
_FILE_SECONDS = 300.0
"""For files, either way: the 50 MB that a bot may send, at 1.4 Mbit/s."""
_READ_SECONDS = 20.0
_IDLE_SECONDS = 30.0
"""Shorter than Telegram keeps an idle connection, it is hoped: what is sent while it hangs up may be lost."""

_NEVER_LEFT = (
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientConnectorError,  # refused, no such host, no route, a failed TLS handshake
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)


class NotSentError(NetworkError):
    """No connection was to be had: the request never left, and may be made again."""


class Transport(BaseRequest):
    """Calls the Bot API and fetches files.

    Made again, once and at once, is only what can't be done twice by it: a request that never left, and a
    read (`get...`, a file) whose connection broke off. Redirects are not followed, since the token stands in
    the address; and no error tells the address, though aiohttp's do.
    """

    def __init__(
        self, api_url: str, connections: int = _CONNECTIONS, read_seconds: float = _READ_SECONDS
    ) -> None:
        """Takes the proxy from the environment (HTTPS_PROXY, HTTP_PROXY, NO_PROXY).

        `connections` are open side by side at most; the next call waits for one. `read_seconds` is what an
        answer may take, for getUpdates beyond the time that it waits for updates.
        """
        self._proxy = _proxy(api_url)
        self._connections, self._read_seconds = connections, read_seconds
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds that an answer may take."""
        return self._read_seconds

    async def initialize(self) -> None:
        """Opens the pool of connections."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=_IDLE_SECONDS),
                cookie_jar=aiohttp.DummyCookieJar(),
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        """Closes all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - waiting for a connection is connecting
    ) -> tuple[int, bytes]:
        """The HTTP status and the body of the answer. Times are in seconds, None is without end.

        Raises NotSentError where the request never left; where it may have arrived, TimedOut if no answer
        came in time and NetworkError with a cause if the connection broke off or somebody else answered.
        """
        files = method == "GET" or (request_data is not None and request_data.contains_files)
        times = _times(
            _or(connect_timeout, _CONNECT_SECONDS),
            _or(write_timeout, _FILE_SECONDS if files else _WRITE_SECONDS),
            _or(read_timeout, self._read_seconds),
        )
        try:
            answer = await self._exchange(url, method, request_data, times)
        except NetworkError as error:
            if not _repeatable(error, url, method):
                raise
            answer = await self._exchange(url, method, request_data, times)
        return _of_telegram(*answer)

    async def _exchange(
        self, url: str, method: str, request_data: RequestData | None, times: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("the transport is not initialised")
        body, headers = _body(request_data)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=times, allow_redirects=False
            ) as answer:
                return answer.status, await answer.read()
        except _NEVER_LEFT as error:
            why = getattr(error, "os_error", None) or type(error).__name__
            raise NotSentError(f"no connection: {why}") from None
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            cause = ConnectionError(type(error).__name__)
            raise NetworkError(f"the connection broke off: {cause}") from cause

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """What Telegram answered. Raises NetworkError with a cause where that is no answer of the Bot API."""
        answer = _answer(payload)
        if answer is None:
            raise _foreign("HTTP 200")
        return answer


def _proxy(url: str) -> str | None:
    # aiohttp's own way, trust_env, looks it up anew for each call, in two threads
    address = urlsplit(url)
    return None if proxy_bypass(address.hostname or "") else getproxies().get(address.scheme)


def _or(given: Any, default: float) -> float | None:
    seconds: float | None = default if given is BaseRequest.DEFAULT_NONE else given
    return seconds


def _times(connect: float | None, write: float | None, read: float | None) -> aiohttp.ClientTimeout:
    """aiohttp sets no time for writing, so that all three together bound the whole."""
    whole = None if connect is None or write is None or read is None else connect + write + read
    return aiohttp.ClientTimeout(total=whole, connect=connect, sock_read=read)


def _repeatable(error: NetworkError, url: str, method: str) -> bool:
    if isinstance(error, NotSentError):
        return True
    reads = method == "GET" or url.rpartition("/")[2].startswith("get")
    return reads and not isinstance(error, TimedOut)


def _body(request_data: RequestData | None) -> tuple[Any, dict[str, str]]:
    if request_data is None:
        return None, {}
    if not request_data.contains_files:
        return orjson.dumps(request_data.parameters), {"Content-Type": "application/json"}
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, content_type) in request_data.multipart_data.items():
        body = BytesIO(content) if isinstance(content, bytes) else content  # leaves piece by piece
        form.add_field(name, body, filename=filename, content_type=content_type)
    return form, {}


def _of_telegram(status: int, body: bytes) -> tuple[int, bytes]:
    # python-telegram-bot goes by the status: it would take a firewall's 403 for a person who blocked the bot
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES and _answer(body) is None:
        raise _foreign(f"HTTP {status}")
    return status, body


def _answer(body: bytes) -> dict[str, Any] | None:
    """What Telegram answered; None for anything else."""
    try:
        answer = from_json(body)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) and "ok" in answer else None


def _foreign(what: str) -> NetworkError:
    error = NetworkError(f"not an answer of the Bot API ({what})")
    error.__cause__ = ValueError(what)
    return error


def from_json(payload: bytes) -> Any:
    """What JSON from Telegram holds. Raises ValueError, and RecursionError where it is nested too deep."""
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        # half a surrogate pair, say: a single update must not hold up all that come after it
        return json.loads(payload.decode(errors="replace"))
