# SPDX-License-Identifier: LGPL-3.0-or-later
"""Stands for the server and its gateways towards one service in Python, which is a real process."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile

import lanroom

PATIENCE_S = 60


class End:
    """One end of a link: what comes is read as it is asked for."""

    def __init__(self, connection):
        self.connection = connection
        self.connection.settimeout(PATIENCE_S)
        self._decoder = lanroom.FrameDecoder()
        self._frames = []

    def send(self, kind, message=None, client=0, topic=b"", raw=b""):
        payload = raw if message is None else lanroom.cbor_encode(message)
        self.connection.sendall(lanroom.frame_encode(kind, client, topic, payload))

    def next(self):
        """(kind, client, topic, payload); None when the other end has closed."""
        while not self._frames:
            data = self.connection.recv(65536)
            if not data:
                return None
            self._frames += self._decoder.feed(data)
        return self._frames.pop(0)

    def close(self):
        self.connection.close()


class Control(End):
    def next(self):
        """The next frame that is no heartbeat."""
        while True:
            frame = super().next()
            if frame is None or frame[0] != lanroom.HEARTBEAT:
                return frame


class FakeServer:
    """Starts the service and hears its hello. program: in Python, or a command. standby: as if another
    process of it served."""

    def __init__(self, program, standby=False):
        command = [sys.executable, "-c", program] if isinstance(program, str) else program
        self.folder = tempfile.mkdtemp()
        self.address = os.path.join(self.folder, "service")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(os.path.join(self.folder, "control"))
            listener.listen()
            listener.settimeout(PATIENCE_S)
            environment = {**os.environ, "LANROOM_CONTROL": os.path.join(self.folder, "control"),
                           "LANROOM_TOKEN": "one-time", "PYTHONPATH": os.path.dirname(lanroom.__file__)}
            self.process = subprocess.Popen(command, env=environment,
                                            stderr=subprocess.PIPE, text=True)
            self.control = Control(listener.accept()[0])
        self.hello = lanroom.decode_map(self.control.next()[3])
        self.control.send(lanroom.HELLO_OK, {
            "protocol": 1, "name": "probe", "path": "/probe", "data_dir": self.folder,
            "socket": self.address, "data_token": b"data", "generation": 1, "standby": standby,
            "settings": {"place.name": "Here"}, "of a later version": [1, 2.5, None]})

    def gateway(self, slot=1, generation=7, token=b"data"):
        """A data link after its hello; what answered it is the first frame unless that was as it must be."""
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(PATIENCE_S)
        connection.connect(self.address)
        link = End(connection)
        link.send(lanroom.HELLO, {"protocol": 1, "token": token, "pid": os.getpid(), "slot": slot,
                                  "generation": generation})
        return link

    def end(self):
        """Its exit status and what it said on stderr."""
        words = self.process.communicate(timeout=PATIENCE_S)[1]
        return self.process.returncode, words

    def clean_up(self):
        self.process.kill()
        self.process.communicate()
        self.control.close()
        shutil.rmtree(self.folder)
