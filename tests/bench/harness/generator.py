# SPDX-License-Identifier: LGPL-3.0-or-later
"""The load generator, driven line by line (see loadgen/main.cpp)."""

import json
import subprocess
import threading

from processes import Failed, Process, cores

LONGEST_SECONDS = 150  # of one command; then it hangs


class Generator(Process):
    """A context; what goes wrong in it is Failed."""

    def __init__(self, program, running, dialect=None):
        command = [program, "--port", running.port,
                   "--dialect", dialect or running.server.dialect]
        for pid in running.pids:
            command += ["--pid", pid]
        super().__init__(command, cores()[1], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                         text=True)

    def do(self, *words):
        """One command; its figures."""
        watchdog = threading.Timer(LONGEST_SECONDS, self.popen.kill)
        watchdog.start()
        try:
            self.popen.stdin.write(" ".join(str(word) for word in words) + "\n")
            self.popen.stdin.flush()
            line = self.popen.stdout.readline()
        except BrokenPipeError as error:
            raise Failed("the generator is gone") from error
        finally:
            watchdog.cancel()
        if not line:
            raise Failed(f"the generator ended while it did '{words[0]}'")
        answer = json.loads(line)
        if "error" in answer:
            raise Failed(answer["error"])
        if answer.get("missing", 0) > 0:
            raise Failed(f"{answer['missing']:.0f} deliveries never came")
        return answer

    def stop(self):
        super().stop()
        self.popen.stdin.close()
        self.popen.stdout.close()
