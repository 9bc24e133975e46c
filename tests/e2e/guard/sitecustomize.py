"""Loaded by every Python process under test: what would leave this machine is written down and fails.

The record begins each line with `loaded` for a process that is watched, with `tried` for an attempt.
"""

import os
import sys
from typing import Any

HERE = {"", "localhost", "localhost.localdomain", "ip6-localhost", "::1", "0.0.0.0", "::"}  # noqa: S104 - names to let through, none to bind
ASKS_FOR_A_NAME = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
REACHES_OUT = {"socket.connect", "socket.sendto", "socket.sendmsg"}


def _target(event: str, arguments: tuple[Any, ...]) -> str | None:
    """Return the host an event is about; nothing when it is about none."""
    if event in ASKS_FOR_A_NAME:
        host = arguments[0]
    elif event in REACHES_OUT and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return None
    return host.decode() if isinstance(host, bytes) else str(host or "")


def _refuse_to_reach_out(event: str, arguments: tuple[Any, ...]) -> None:
    host = _target(event, arguments)
    if host is None or host in HERE or host.startswith("127."):
        return
    _write(f"tried {event} {host} by")
    raise PermissionError(f"{event} to {host}: nothing here may leave this machine")


def _write(what: str) -> None:
    """Append one line about this process; a program given with -c may have several lines itself."""
    command = " ".join(" ".join(sys.orig_argv).split())
    with open(os.environ["NETWORK_RECORD"], "a") as record:  # noqa: PTH123 - as little as possible is imported here
        record.write(f"{what} {command}\n")


if "NETWORK_RECORD" in os.environ:
    sys.addaudithook(_refuse_to_reach_out)
    _write("loaded")
