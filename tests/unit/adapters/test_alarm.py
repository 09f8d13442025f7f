"""The alarm is heard where an address is set, and an alarm nobody takes stops nothing."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from pipeline.adapters.alarm import sound, sound_late


@pytest.fixture
def heard(monkeypatch):
    """Give the texts that were heard at the address the environment names."""
    texts = []

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self):
            texts.append(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["text"])
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("NEWSFOLD_ALARM_URL", f"http://127.0.0.1:{server.server_port}/")
    yield texts
    server.shutdown()
    server.server_close()


def test_a_late_run_is_told_by_its_name(heard):
    asyncio.run(sound_late(interval="4:00:00", context={"dag_run": {"run_id": "scheduled__2026-03-02"}}))
    assert heard == ["newsfold: scheduled__2026-03-02 is not done 4:00:00 after it was queued"]


def test_a_late_run_is_told_even_when_airflow_does_not_say_which(heard):
    asyncio.run(sound_late(interval="4:00:00"))
    assert heard == ["newsfold: a run is not done 4:00:00 after it was queued"]


def test_without_an_address_the_alarm_is_in_the_log_alone():
    assert sound("nothing to be heard", address=None) is False


def test_an_address_nobody_listens_at_stops_nothing():
    assert sound("nobody there", address="http://127.0.0.1:9/") is False


@pytest.fixture
def babbler():
    """Give the address of a server that speaks no HTTP."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def babble():
            taken, _ = listening.accept()
            with taken:
                taken.recv(4096)
                taken.sendall(b"good evening\r\n\r\n")

        thread = threading.Thread(target=babble, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/s3cret"
        thread.join(5)


def test_a_listener_that_speaks_no_http_stops_nothing(babbler):
    assert sound("to a babbler", address=babbler) is False


@pytest.mark.parametrize(
    "address", ["http://[bad/s3cret", "http://desk.example/s3cret key", "http:///s3cret"]
)
def test_an_address_that_is_none_stops_nothing_and_is_not_logged(address, capsys):
    assert sound("nobody there", address=address) is False
    said = capsys.readouterr()
    assert "alarm_not_delivered" in said.out + said.err
    assert "s3cret" not in said.out + said.err
