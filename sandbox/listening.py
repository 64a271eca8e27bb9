"""The address on which the sandbox, or the bot's web face, is found."""

import socket
from ipaddress import ip_address


def listening(address: str) -> socket.socket:
    """A socket that listens on `host:port`; port 0 finds a free one. OSError if that can't be had."""
    host, _, port = address.rpartition(":")
    host = host.strip("[]")
    return socket.create_server((host, int(port)), family=socket.AF_INET6 if ":" in host else socket.AF_INET)


def url(listener: socket.socket) -> str:
    """The address of the page, and the base for Bot API clients."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def private(listener: socket.socket) -> bool:
    """Whether only programs on this machine reach it."""
    return ip_address(listener.getsockname()[0]).is_loopback
