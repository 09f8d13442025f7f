"""Airflow's REST API as the demo and the tests of the DAGs ask it."""

from __future__ import annotations

import threading
import urllib.error
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from demo import local_airflow
from demo.local_airflow import Api


@pytest.fixture
def airflow(monkeypatch):
    """Give a server that answers each request by the next of these codes, and what it was asked."""
    monkeypatch.setattr(local_airflow.time, "sleep", lambda _: None)
    codes, asked = [], []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append(self.path)
            self.send_response(codes.pop(0))
            self.end_headers()
            self.wfile.write(b'{"access_token": "t"}')

        def log_message(self, *_):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Api(str(server.server_port), "secret"), codes, asked
    server.shutdown()
    server.server_close()


def test_a_request_that_meets_a_locked_database_is_made_again(airflow):
    api, codes, asked = airflow
    codes += [201, 500, 500, 200]
    assert api.send("POST", "dags/one/dagRuns", {}) == {"access_token": "t"}
    assert asked == ["/auth/token", *["/api/v2/dags/one/dagRuns"] * 3]


@pytest.mark.parametrize("answers", [[409], [500] * 5])
def test_a_refusal_is_final_and_so_is_the_last_attempt(airflow, answers):
    api, codes, _ = airflow
    codes += [201, *answers]
    with pytest.raises(urllib.error.HTTPError):
        api.send("POST", "dags/one/dagRuns", {})
    assert codes == []
