"""Whoever begins a request and does not end it is not waited for, and keeps nobody else waiting."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from contextlib import ExitStack

import pytest
import uvicorn

from pipeline.web.half_open import BoundedProtocol

WHOLE = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


async def app(scope, receive, send):
    """Answer any request once its body has come; a long answer at /long."""
    assert scope["type"] == "http"
    while (await receive()).get("more_body"):
        pass
    body = b"x" * (50_000_000 if scope["path"] == "/long" else 2)
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]}
    )
    await send({"type": "http.response.body", "body": body[:1], "more_body": True})
    await send({"type": "http.response.body", "body": body[1:]})


class Hasty(BoundedProtocol):
    """Half a second for each."""

    request_seconds = 0.5
    answer_seconds = 0.5


@pytest.fixture
def port():
    listening = socket.create_server(("127.0.0.1", 0))
    settings = uvicorn.Config(app, http=Hasty, lifespan="off", log_level="critical", timeout_keep_alive=60)
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])))
    thread.start()
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join()
    listening.close()


def connected(port: int, sent: bytes) -> socket.socket:
    opened = socket.create_connection(("127.0.0.1", port), timeout=30)
    opened.sendall(sent)
    return opened


def ends(opened: socket.socket) -> bool:
    """Whether the other side closes the connection within half a minute, whatever it says before."""
    with opened:
        try:
            while opened.recv(65_536):
                pass
        except ConnectionResetError:
            return True
        except TimeoutError:
            return False
        return True


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf",
        WHOLE + b"GET / HT",
    ],
)
def test_a_request_that_does_not_end_is_not_waited_for(port, sent):
    assert ends(connected(port, sent))


def test_a_hundred_of_them_keep_nobody_waiting(port):
    with ExitStack() as stack:
        for _ in range(100):
            stack.enter_context(connected(port, b"GET / HT"))
        with connected(port, WHOLE) as asked:
            assert asked.recv(65_536).startswith(b"HTTP/1.1 200 OK")


def test_an_answer_that_nobody_takes_is_given_up(port):
    """The connection is there, and nothing is read from it until the server has given it up."""
    opened = connected(port, WHOLE.replace(b"/ ", b"/long ", 1))
    opened.settimeout(0.2)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            opened.send(b"x")  # it fails once the other side has closed
            time.sleep(0.1)
        except OSError:
            break
    else:
        pytest.fail("it is held still")
    opened.close()
