# SPDX-License-Identifier: LGPL-3.0-or-later
"""Starting programs so that none outlives us, and finding what they started themselves."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

STOP_SECONDS = 10


class Failed(Exception):
    """A server or the generator did not do its part; the text says how."""


def cores():
    """(the server's, the generator's): the first two we may use."""
    usable = sorted(os.sched_getaffinity(0))
    return usable[0], usable[1 % len(usable)]


def bound(command, core=None):
    """The command, ending when we do however we end, on one core if one is named."""
    words = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    if core is not None:
        words += ["taskset", "-c", str(core)]
    return words + [str(word) for word in command]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def family(pid):
    """The process and all that descend from it."""
    pids = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            for child in children.read_text().split():
                pids += family(int(child))
        except OSError:
            pass  # ended meanwhile
    return pids


class Process:
    """One program in a session of its own. A context: it has ended when the block has."""

    def __init__(self, command, core=None, log=None, **options):
        self._log = open(log, "ab") if log else None
        options.setdefault("stdin", subprocess.DEVNULL)
        options.setdefault("stdout", self._log or subprocess.DEVNULL)
        self.popen = subprocess.Popen(bound(command, core), start_new_session=True,
                                      stderr=self._log or subprocess.DEVNULL, **options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        left = family(self.popen.pid)
        if self.popen.poll() is None:
            self.popen.terminate()
            try:
                self.popen.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                pass
        for pid in left if self.popen.poll() is None else ():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.popen.wait()
        if self._log:
            self._log.close()


def wait_for_answer(process, port, seconds=30):
    """Until it does something about a request: a port may be open before anybody serves it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.popen.poll() is not None:
            raise Failed(f"it ended with status {process.popen.returncode}")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=seconds) as probe:
                probe.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                probe.recv(1)
                return
        except ConnectionResetError:
            return
        except OSError:
            time.sleep(0.02)
    raise Failed(f"nobody serves after {seconds} s")
