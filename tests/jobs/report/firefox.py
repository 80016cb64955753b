"""A headless Firefox, driven by the protocol that every Firefox speaks itself, Marionette: no driver is needed."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

FIREFOX = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)

# The file in which a Firefox that was told to take any free port says which one it took.
_PORT = "MarionetteActivePort"
_SECONDS = 60
# No page may be fetched, not even one of the browser's own.
_PREFERENCES = {
    "marionette.port": 0,
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "toolkit.telemetry.enabled": False,
}


class Firefox:
    """A browser that shows one page in a frame of any width: its own window cannot be as narrow as a telephone."""

    def __init__(self, connection: socket.socket, folder: Path) -> None:
        self._connection, self._folder = connection, folder
        self._stream = connection.makefile("rb")
        self._numbers = count(1)
        self._message()
        self._ask("WebDriver:NewSession", {})

    def show(self, page: Path, width: int, height: int) -> None:
        """Open a page in a frame of this size; what runs afterwards runs in the page."""
        frame = self._folder / "frame.html"
        style = f"width: {width}px; height: {height}px; border: 0"
        frame.write_text(f"<!DOCTYPE html><body><iframe src='{page.as_uri()}' style='{style}'></iframe>", "utf-8")
        self._ask("WebDriver:SwitchToFrame", {"id": None})
        self._ask("WebDriver:Navigate", {"url": frame.as_uri()})
        self._ask("WebDriver:SwitchToFrame", {"id": 0})

    def run(self, script: str) -> Any:
        """Run the body of a function in the page, and return what it returns."""
        return self._ask("WebDriver:ExecuteScript", {"script": script, "args": []})["value"]

    def _ask(self, command: str, parameters: dict[str, Any]) -> Any:
        number = next(self._numbers)
        words = json.dumps([0, number, command, parameters])
        self._connection.sendall(f"{len(words.encode())}:{words}".encode())
        _, answered, error, result = self._message()
        assert answered == number
        assert error is None, error
        return result

    def _message(self) -> Any:
        length = b""
        while (byte := self._stream.read(1)) != b":":
            assert byte, "Firefox closed the connection"
            length += byte
        return json.loads(self._stream.read(int(length)))


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """Start a Firefox with a new profile in a folder, and end it."""
    profile = folder / "profile"
    profile.mkdir()
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _PREFERENCES.items())
    (profile / "user.js").write_text("\n".join(lines), "utf-8")
    command = [str(FIREFOX), "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    with (folder / "log").open("wb") as log:
        child = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "HOME": str(folder)})
    try:
        with socket.create_connection(("127.0.0.1", _port(profile, child)), timeout=_SECONDS) as connection:
            yield Firefox(connection, folder)
    finally:
        child.terminate()
        child.wait(_SECONDS)


def _port(profile: Path, child: subprocess.Popen[bytes]) -> int:
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline and child.poll() is None:
        if (profile / _PORT).exists() and (text := (profile / _PORT).read_text("utf-8")):
            return int(text)
        time.sleep(0.05)
    raise AssertionError(f"Firefox takes no orders: {(profile.parent / 'log').read_text('utf-8', 'replace')[-2000:]}")
