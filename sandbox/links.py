"""Which addresses Telegram takes for links, and how it writes them.

The rules were learnt from Telegram's own parser (TDLib) and are compared with it in the tests.
"""

import re
import socket

from sandbox.refusal import bad_request

_SCHEME = re.compile(r"([^:/?#@\[\]]*)://")
_AUTHORITY = re.compile(r"[^/?#]*")
_PORT = re.compile(r"(?s)(.+):([^\]:@]*)\Z")
_ALLOWED = re.compile(r"(?:[A-Za-z0-9._!$,~*'();&+=\-]|%[0-9A-Fa-f]{2}|[^\x00-\x7f])*")
_ALLOWED_WITH_COLON = re.compile(r"(?:[A-Za-z0-9._!$,~*'();&+=:\-]|%[0-9A-Fa-f]{2}|[^\x00-\x7f])*")
_OWN_SCHEME = re.compile(r"(?ai)(tg|tonsite|ton):(?://)?")
_PARAMETERS = r"(?ai)tg:(?://)?{host}/?\?([^#]*)"
_USER_IDS_END = 1 << 40
_BLANK = " \t\r\n\0\v"
_UPPER_TO_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def ascii_lower(text: str) -> str:
    """Lower case for A to Z only, as Telegram does for tags, hosts and tokens."""
    return text.translate(_UPPER_TO_LOWER)


def tg_parameters(link: str, host: str) -> list[tuple[str, str]]:
    """The parameters of "tg://host?name=value&...", none if the link is another."""
    matched = re.match(_PARAMETERS.format(host=host), link)
    pairs = (parameter.partition("=") for parameter in matched[1].split("&")) if matched else ()
    return [(name, value) for name, _, value in pairs]


def linked_person(link: str) -> int | None:
    """The user id in "tg://user?id=123456", else None."""
    for name, value in tg_parameters(ascii_lower(link), "user"):
        if name == "id":
            number = int(value) if re.fullmatch(r"[1-9][0-9]{0,12}", value) else 0
            return number if 0 < number < _USER_IDS_END else None
    return None


def written(link: str) -> str | None:
    """The link as Telegram writes it ("Example.org" -> "http://example.org/"), None if it is none."""
    try:
        return _written(link)
    except ValueError:
        return None


def for_button(link: str) -> str:
    """The same for a button's address; a `Refusal` in Telegram's words if it is no link."""
    return link if linked_person(link) else _checked(link, "inline keyboard button")


def for_entity(link: str) -> str:
    """The same for the address of a link in a text."""
    return _checked(link, "entity")


def _checked(link: str, place: str) -> str:
    try:
        return _written(link)
    except ValueError as error:
        raise bad_request(f"{place} URL '{link}' is invalid: {error}") from error


def _written(link: str) -> str:
    own = _OWN_SCHEME.match(link)
    if own:
        return _own_link(ascii_lower(own[1]), link[own.end() :])
    scheme, user, host, port, rest = _parsed(link)
    if "." not in host and not host.startswith("["):
        raise ValueError("Wrong HTTP URL")
    return f"{scheme}://{user + '@' if user else ''}{host}{f':{port}' if port else ''}{rest}"


def _own_link(scheme: str, link: str) -> str:
    """tg://resolve?domain=... and its relatives: no user, port or other scheme within."""
    inner, user, host, port, rest = _parsed(link)
    if ascii_lower(link).startswith("http://") or inner == "https" or user or port or host.startswith("["):
        raise ValueError(f"Wrong {'tg' if scheme == 'tg' else 'ton'} URL")
    if not re.fullmatch(r"[A-Za-z0-9_.-]*" if scheme == "tonsite" else r"[A-Za-z0-9_-]*", host):
        raise ValueError("Unallowed characters in URL host")
    return f"{scheme}://{host}{rest[1:] if rest.startswith('/?') else rest}"


def _parsed(link: str) -> tuple[str, str, str, int, str]:
    """Scheme, user information, host, port (0: none given), and the rest from "/" on."""
    scheme, start = "http", 0
    if matched := _SCHEME.match(link):
        scheme, start = ascii_lower(matched[1]), matched.end()
        if scheme not in ("http", "https"):
            raise ValueError("Unsupported URL protocol")
    authority = _AUTHORITY.match(link, start)
    assert authority is not None  # noqa: S101 - the pattern matches the empty string too
    place, port = _with_port(authority[0])
    user, _, host = place.rpartition("@")
    _check_host(host, user)
    return scheme, user, ascii_lower(host), port, _rest(link[authority.end() :])


def _with_port(authority: str) -> tuple[str, int]:
    matched = _PORT.match(authority)
    if not matched:
        return authority, 0
    if not re.fullmatch(r"[0-9]{1,30}", matched[2]) or not 0 < int(matched[2]) <= 65535:
        raise ValueError("Wrong port number specified in the URL")
    return matched[1], int(matched[2])


def _check_host(host: str, user: str) -> None:
    if host.startswith("[") and host.endswith("]"):
        try:
            socket.inet_pton(socket.AF_INET6, host[1:-1])
        except (OSError, UnicodeError, ValueError) as error:
            raise ValueError("Wrong IPv6 address specified in the URL") from error
        return
    if not host:
        raise ValueError("URL host is empty")
    if host == ".":
        raise ValueError("Host is invalid")
    for part, name, allowed in ((host, "host", _ALLOWED), (user, "userinfo", _ALLOWED_WITH_COLON)):
        if wrong := allowed.sub("", part, count=1):
            what = "Wrong percent-encoded symbol" if wrong.startswith("%") else "Disallowed character"
            raise ValueError(f"{what} in URL {name}")


def _rest(rest: str) -> str:
    rest = rest.rstrip(_BLANK) or "/"
    if not rest.startswith("/"):
        rest = f"/{rest}"
    return "".join(f"%{ord(c):02X}" if c <= " " else c for c in rest)
