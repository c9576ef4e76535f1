# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""The environment of a suite: its own home and, where needed, a display, a session bus and an unlocked keyring.

The environment starts empty, so that no test can read the developer's keyring, settings or proxy, and no two suites share
a folder.
"""
import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

_KEPT = ("PATH", "CI", "TZ", "USER", "LOGNAME", "CASTELLAN_PEERS", "CASTELLAN_PICTURES", "FLOWFUSE_VERSION")


class Surroundings(contextlib.ExitStack):
    """`with Surroundings(work, labels) as s:` runs programs with `s.environment`; all processes it started end with it."""

    def __init__(self, work: Path, labels: set[str]):
        super().__init__()
        self._work = work
        self._labels = labels
        self.environment: dict[str, str] = {}

    def __enter__(self):
        super().__enter__()
        try:
            self._make_home()
            if self._labels & {"gui", "keyring"}:
                self._start_bus()
                self._unlock_keyring()
            if "gui" in self._labels:
                self._start_display()
        except BaseException:
            self.close()
            raise
        return self

    def _make_home(self):
        shutil.rmtree(self._work, ignore_errors=True)
        home = self._work / "home"
        home.mkdir(parents=True)
        # Short, because it holds sockets, whose paths are limited to 107 bytes.
        runtime = Path(tempfile.mkdtemp(prefix="castellan-", dir="/tmp"))
        self.callback(shutil.rmtree, runtime, ignore_errors=True)
        env = {name: os.environ[name] for name in _KEPT if name in os.environ}
        env |= {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "XDG_DATA_HOME": str(home / ".local/share"),
            "XDG_STATE_HOME": str(home / ".local/state"),
            "XDG_CACHE_HOME": str(home / ".cache"),
            "XDG_RUNTIME_DIR": str(runtime),
            "LANG": "C.UTF-8",
            "NO_AT_BRIDGE": "1",
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
            "QT_QPA_PLATFORM": "offscreen",
            "QTEST_FUNCTION_TIMEOUT": "300000",
        }
        env.setdefault(
            "CASTELLAN_PEERS",
            str(Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "castellan-peers"),
        )
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            Path(env[name]).mkdir(parents=True)
        self.environment = env

    def _start(self, log: str, command: list[str], **options) -> subprocess.Popen:
        out = self.enter_context(open(self._work / log, "wb"))
        process = subprocess.Popen(
            command, env=self.environment, stderr=out, start_new_session=True, **({"stdout": out} | options)
        )
        self.callback(end, process)
        return process

    def _start_display(self):
        read, write = os.pipe()
        self._start(
            "display.log",
            ["Xvfb", "-displayfd", str(write), "-screen", "0", os.environ.get("CASTELLAN_SCREEN", "1400x900x24"), "-nolisten", "tcp", "-noreset"],
            pass_fds=(write,),
            stdin=subprocess.DEVNULL,
        )
        os.close(write)
        with open(read) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError(f"Xvfb did not start: {(self._work / 'display.log').read_text()}")
        self.environment |= {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        # Without a window manager the focus does not return to a window when its dialog closes.
        self._start("windows.log", ["openbox", "--sm-disable"], stdin=subprocess.DEVNULL)
        _wait_until(
            lambda: _succeeds(["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"], self.environment, b"window id"),
            "openbox did not start",
        )

    def _start_bus(self):
        bus = self._start(
            "bus.log",
            ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"],
            stdout=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
        )
        address = bus.stdout.readline().decode().strip()
        if not address:
            raise RuntimeError(f"dbus-daemon did not start: {(self._work / 'bus.log').read_text()}")
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = address

    def _unlock_keyring(self):
        keyring = self._start(
            "keyring.log",
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            stdin=subprocess.PIPE,
        )
        keyring.stdin.write(b"test")  # an empty password would leave the keyring locked
        keyring.stdin.close()
        question = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"]
        question += ["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]
        _wait_until(lambda: _succeeds(question, self.environment, b"true"), "gnome-keyring did not start")


def _succeeds(command: list[str], environment: dict[str, str], expected: bytes) -> bool:
    answer = subprocess.run(command, env=environment, capture_output=True)
    return answer.returncode == 0 and expected in answer.stdout


def _wait_until(condition, otherwise: str, seconds: float = 20):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise RuntimeError(otherwise)
        time.sleep(0.05)


def end(process: subprocess.Popen):
    """Ends a process that was started in its own session, with all its children."""
    for each in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, each)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
            break
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
