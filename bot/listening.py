"""The address of this machine on which the bot's web face, or the sandbox, is found."""

import errno
import socket

from bot.settings import CannotRun
from sandbox.listening import listening


def listener(listen: str) -> socket.socket:
    """A socket that listens on LISTEN. Raises CannotRun, which says why it can't be had."""
    try:
        return listening(listen)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotRun(
                f"LISTEN={listen}: another program has this port. End that program or choose another port;"
                " LISTEN=127.0.0.1:0 takes any that is free"
            ) from error
        raise CannotRun(f"LISTEN={listen} can't be listened on: {error.strerror}") from error
