"""Who may use the page: browsers on this machine, and no other site that is open in them."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Another name that leads to this machine (DNS rebinding) is not one of ours.
_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data: blob:",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items()),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-cache",
}


class Guard:
    """ASGI middleware: turns away requests from elsewhere, and adds `HEADERS` to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """https://asgi.readthedocs.io/en/latest/specs/www.html"""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        reason = turned_away(str(scope["method"]), str(scope["path"]), Headers(scope=scope))
        answer = JSONResponse({"error": reason}, 403) if reason else self._app
        await answer(scope, receive, send_guarded)


def turned_away(method: str, path: str, headers: Headers) -> str | None:
    """Why a request is refused; None where it may pass. Other sites may link to the page, no more."""
    host = headers.get("host", "")
    if _hostname(f"//{host}") not in _HOSTS:
        return "The page answers on this machine's own names only."
    if headers.get("origin") not in (None, f"http://{host}", f"https://{host}"):
        return "Another site may not do this."
    if path != "/" and headers.get("sec-fetch-site") not in (None, "same-origin", "none"):
        return "Another site may not do this."
    json = headers.get("content-type", "").partition(";")[0].strip() == "application/json"
    return "Actions are JSON." if method == "POST" and not json else None


def _hostname(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
