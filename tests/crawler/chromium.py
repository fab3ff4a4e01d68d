"""A real browser for tests: Chromium without a window, told what to do through a pair of pipes.

The DevTools protocol needs nothing installed but the browser: commands and events are JSON, each ended by a zero byte.
Clicks and keys are sent as a mouse and a keyboard send them, to the place where the element is drawn.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

EXECUTABLE = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PATIENCE = 60.0
_FLAGS = """--headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run
    --disable-component-update --disable-sync --remote-debugging-pipe""".split()
_KEYS = {"Enter": ("\r", 13), "Tab": ("", 9)}


class Chromium:
    """One browser with one page. `requests` are the addresses the page asked for, `complaints` what the browser logged."""

    def __init__(self, profile: Path) -> None:
        assert EXECUTABLE is not None
        commands, self._to = os.pipe()
        self._from, answers = os.pipe()

        def as_third_and_fourth() -> None:
            high = [os.dup(commands), os.dup(answers)]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self._process = subprocess.Popen(
            [EXECUTABLE, *_FLAGS, f"--user-data-dir={profile}", "about:blank"],
            preexec_fn=as_third_and_fourth,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(commands)
        os.close(answers)
        self._number, self._unread, self._session = 0, b"", None
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._loaded = False
        target = self._do("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._do("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self._do(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._to)
        os.close(self._from)

    def go(self, address: str) -> None:
        """Open an address and wait until it is loaded."""
        self._loaded = False
        self._do("Page.navigate", url=address)
        self._wait_for_load()

    def width(self, pixels: int) -> None:
        """The width of the window; below 500 that of a telephone, which zooms out where a page is too wide."""
        self._do(
            "Emulation.setDeviceMetricsOverride",
            width=pixels,
            height=800,
            deviceScaleFactor=1,
            mobile=pixels < 500,
        )

    def ask(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page."""
        answer = self._do("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def text(self, selector: str) -> str:
        """What a reader sees of the first element of a selector."""
        return str(self.ask(f"document.querySelector({json.dumps(selector)}).innerText"))

    def count(self, selector: str) -> int:
        return int(self.ask(f"document.querySelectorAll({json.dumps(selector)}).length"))

    def click(self, selector: str, leads: bool = False) -> None:
        """Press the mouse where the first element of a selector is drawn; with `leads` wait for the page it leads to."""
        x, y = self.ask(
            f"""(() => {{ const one = document.querySelector({json.dumps(selector)});
                one.scrollIntoView({{block: "center"}});
                const place = one.getClientRects()[0];
                return [place.x + place.width / 2, place.y + place.height / 2]; }})()"""
        )
        self._loaded = False
        for what in ("mousePressed", "mouseReleased"):
            self._do("Input.dispatchMouseEvent", type=what, x=x, y=y, button="left", clickCount=1)
        if leads:
            self._wait_for_load()

    def write(self, text: str) -> None:
        """Text at the place of the cursor."""
        self._do("Input.insertText", text=text)

    def press(self, key: str, leads: bool = False) -> None:
        text, code = _KEYS[key]
        self._loaded = False
        for what in ("keyDown", "keyUp"):
            self._do(
                "Input.dispatchKeyEvent", type=what, key=key, code=key, text=text, windowsVirtualKeyCode=code
            )
        if leads:
            self._wait_for_load()

    def _wait_for_load(self) -> None:
        until = time.monotonic() + PATIENCE
        while not self._loaded:
            self._heed(self._next(until))

    def _do(self, method: str, **parameters: Any) -> Any:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        until = time.monotonic() + PATIENCE
        while (answer := self._next(until)).get("id") != self._number:
            self._heed(answer)
        assert "error" not in answer, (method, answer["error"])
        return answer["result"]

    def _heed(self, event: dict[str, Any]) -> None:
        match event.get("method"):
            case "Page.loadEventFired":
                self._loaded = True
            case "Network.requestWillBeSent":
                self.requests.append(event["params"]["request"]["url"])
            case "Log.entryAdded":
                self.complaints.append(event["params"]["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.complaints.append(event["params"]["exceptionDetails"]["text"])

    def _next(self, until: float) -> dict[str, Any]:
        while b"\0" not in self._unread:
            ready, _, _ = select.select([self._from], [], [], max(0.0, until - time.monotonic()))
            assert ready, f"Chromium said nothing for {PATIENCE:.0f} seconds"
            more = os.read(self._from, 1 << 16)
            assert more, "Chromium is gone"
            self._unread += more
        message, _, self._unread = self._unread.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found
