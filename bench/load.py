"""A small load generator: a few connections that each ask, wait for the whole answer, and ask again.

It sends only to 127.0.0.1, and stops after a number of seconds. Plain sockets, since ``http.client`` would take more
of the two cores than a kept page does.
"""

import socket
import threading
import time
from dataclasses import dataclass, field

HOST = "127.0.0.1"
MOST_SECONDS = 30


@dataclass
class Answers:
    """What came back: seconds of each answer, and sizes."""

    seconds: list = field(default_factory=list)
    sizes: set = field(default_factory=set)
    statuses: set = field(default_factory=set)


def request_bytes(path, port, cookie=""):
    lines = [f"GET {path} HTTP/1.1", f"Host: {HOST}:{port}", "User-Agent: leerkring-bench", "Connection: keep-alive"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def read_answer(connection, buffer):
    """Status and size of one answer, which says how long it is or comes in chunks."""
    while b"\r\n\r\n" not in buffer:
        _receive(connection, buffer)
    end = buffer.index(b"\r\n\r\n") + 4
    head = bytes(buffer[:end]).lower()
    length = next((int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"content-length:")), None)
    if length is None:
        while not buffer.endswith(b"0\r\n\r\n"):
            _receive(connection, buffer)
    else:
        while len(buffer) < end + length:
            _receive(connection, buffer)
    size = len(buffer) - end
    buffer.clear()
    return int(head[9:12]), size


def _receive(connection, buffer):
    more = connection.recv(65536)
    if not more:
        raise ConnectionError("the server closed the connection")
    buffer += more


def run(port, paths, *, cookie="", connections=4, seconds=1.0, skip=0):
    """Ask for ``paths`` in turn, from place ``skip`` on, over some connections for some seconds.

    Returns Answers and the seconds it took.
    """
    seconds = min(seconds, MOST_SECONDS)
    asked = [request_bytes(path, port, cookie) for path in paths]
    answers, errors = Answers(), []
    started = time.perf_counter()
    end = started + seconds

    def ask(place):
        try:
            with socket.create_connection((HOST, port), timeout=30) as connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                buffer = bytearray()
                while (before := time.perf_counter()) < end:
                    connection.sendall(asked[place % len(asked)])
                    status, size = read_answer(connection, buffer)
                    answers.seconds.append(time.perf_counter() - before)
                    answers.statuses.add(status)
                    answers.sizes.add(size)
                    place += connections
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=ask, args=(skip + place,)) for place in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return answers, time.perf_counter() - started
