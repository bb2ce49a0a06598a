# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the figures were measured on."""

import json
import os
import platform
import statistics
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryFile

FLUSHES = 200
PACKAGES = ("libboost-dev", "libnginx-mod-nchan", "nginx-light", "libwebsockets-dev", "golang-go",
            "golang-github-gorilla-websocket-dev", "libqt6core6", "libqt6websockets6", "g++",
            "libsqlite3-0")


def said(*command):
    """The first line of what a command says; nothing when it cannot."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20)
    except OSError:
        return ""
    return (done.stdout.strip().splitlines() or [""])[0]


def commit(root):
    if not said("git", "-C", root, "rev-parse", "HEAD"):
        return "unknown"
    name = said("git", "-C", root, "log", "-1", "--format=%h %ad %s", "--date=short")
    return name + (" (with changes)" if said("git", "-C", root, "status", "--porcelain") else "")


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor() or "unknown"


def memory_gib():
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def versions(modules):
    found = {}
    for package in PACKAGES:
        version = said("dpkg-query", "-W", "-f", "${Version}", package)
        if version:
            found[package] = version
    found["node"] = said("node", "--version")
    for manifest in sorted(modules.glob("node_modules/**/package.json")):
        name = str(manifest.parent.relative_to(modules / "node_modules"))
        if name in wanted_modules(modules):
            found[f"{name} (npm)"] = json.loads(manifest.read_text())["version"]
    return found


def wanted_modules(modules):
    return json.loads((modules / "package.json").read_text())["dependencies"]


def flush_ms(folder):
    """(median, 99 %) of a 4 KiB write and fdatasync on this disk."""
    times = []
    with TemporaryFile(dir=folder, buffering=0) as file:
        for _ in range(FLUSHES):
            start = time.perf_counter()
            file.write(b"x" * 4096)
            os.fdatasync(file.fileno())
            times.append((time.perf_counter() - start) * 1e3)
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.99)]


def describe(root, modules, scratch):
    median, worst = flush_ms(scratch)
    return {
        "commit": commit(root),
        "date": time.strftime("%Y-%m-%d %H:%M", time.gmtime()) + " UTC",
        "processor": f"{processor()}, {len(os.sched_getaffinity(0))} cores usable",
        "memory": f"{memory_gib():.0f} GiB",
        "kernel": platform.release(),
        "load_before": os.getloadavg()[0],
        "flush_ms": {"median": median, "p99": worst},
        "versions": versions(modules),
    }
