"""Make a local server answer only to its own host names.

A page elsewhere on the web may point its own host name at this machine and make a browser read the answers; such a
request names that other host. A numeric address cannot be redirected like this.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

Scope: TypeAlias = MutableMapping[str, Any]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application: TypeAlias = Callable[[Scope, Any, Send], Awaitable[None]]

_MISDIRECTED = 421
_REFUSAL = b"This server does not answer to that name.\n"


def names(host: str) -> frozenset[str]:
    """List the names of a server that listens on ``host``."""
    return frozenset({host.lower(), "localhost", socket.gethostname().lower(), socket.getfqdn().lower()})


def only(application: Application, host: str) -> Application:
    """Wrap the application so that requests that name another host are refused with 421."""
    own = names(host)

    async def guarded(scope: Scope, receive: Any, send: Send) -> None:
        if scope["type"] == "http" and not _is_own(_named(scope), own):
            headers = [(b"content-type", b"text/plain; charset=utf-8")]
            await send({"type": "http.response.start", "status": _MISDIRECTED, "headers": headers})
            await send({"type": "http.response.body", "body": _REFUSAL})
            return
        await application(scope, receive, send)

    return guarded


def _named(scope: Scope) -> str:
    """Return the host that a request names, without its port; empty if it names none or several."""
    found = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    host = found[0].strip().lower() if len(found) == 1 else ""
    return host.partition("]")[0].removeprefix("[") if host.startswith("[") else host.partition(":")[0]


def _is_own(host: str, own: frozenset[str]) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.rstrip(".") in own
    return True
