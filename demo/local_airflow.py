"""An Airflow for this machine only: its environment, its start, and its REST API."""

from __future__ import annotations

import json
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from demo import processes
from demo.homes import ROOT, Homes, airflow_environment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

HEALTHY_WITHIN_SECONDS = 300
"""Measured on two cores: 17 seconds on a quiet machine, 100 on a loaded one."""

PARTS = ("metadatabase", "scheduler", "dag_processor", "triggerer")

AIRFLOW = (sys.executable, "-m", "airflow")

SCHEDULER = "scheduler"


def is_free(port: str) -> bool:
    """Whether this is a port on which no process of this machine listens."""
    if not port.isdecimal():
        return False
    try:
        with socket.create_server(("127.0.0.1", int(port))):
            return True
    except (OSError, OverflowError):
        return False


def environment_of(homes: Homes, port: str) -> dict[str, str]:
    """Return the environment of every part of this Airflow; each call makes a new secret."""
    address = f"http://127.0.0.1:{port}"
    return {
        **airflow_environment(homes),
        # By this secret the parts trust each other.
        "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_urlsafe(64),
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": port,
        # Without it the tasks would look for the API server on port 8080.
        "AIRFLOW__API__BASE_URL": address,
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "editor:admin,ana:viewer",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(homes.passwords),
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        # The scheduler may be up before the API server that its tasks talk to.
        "AIRFLOW__WORKERS__EXECUTION_API_RETRIES": "10",
        # A changed DAG shows after 20 seconds; the default is five minutes.
        "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "20",
    }


_BEGINS = '''"""Written by `make up`: the nights of the demo are loaded, and no run is made up for the last one."""

from datetime import UTC, datetime


def dag_policy(dag):
    if dag.dag_id in ("ingest_news", "maintain_warehouse"):
        dag.start_date = datetime.fromisoformat("{begins}").replace(tzinfo=UTC)
        for task in dag.tasks:
            task.start_date = dag.start_date
'''


def schedule_from(homes: Homes, moment: datetime | None) -> None:
    """Let no run be scheduled that was due before this moment (UTC); None: the last ones may be, as deployed.

    A scheduler that is new to a DAG makes a run of its last night, or week, at once. Airflow reads the policy when it starts.
    """
    file = homes.airflow / "config" / "airflow_local_settings.py"
    if moment is None:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_BEGINS.format(begins=f"{moment:%Y-%m-%dT%H:%M:%S}"), encoding="utf-8")


def migrate(homes: Homes, environment: Mapping[str, str]) -> None:
    """Bring Airflow's own database up to date."""
    with homes.log.open("ab") as log:
        subprocess.run(  # noqa: S603 - our own command
            [*AIRFLOW, "db", "migrate"], cwd=ROOT, env=environment, stdout=log, stderr=log, check=True
        )


def commands() -> dict[str, list[str]]:
    """Return how each part of Airflow is started.

    `airflow standalone` would do, but its parts serve their logs to the whole network; here the API server reads
    them from the disk they share.
    """
    return {
        "api-server": [*AIRFLOW, "api-server"],
        "dag-processor": [*AIRFLOW, "dag-processor"],
        SCHEDULER: [*AIRFLOW, "scheduler", "--skip-serve-logs"],
        "triggerer": [*AIRFLOW, "triggerer", "--skip-serve-logs"],
    }


def wait_until_healthy(homes: Homes, parts: int, port: str, report: Callable[[str], None]) -> bool:
    """Return whether all parts became healthy; False as soon as one has ended."""
    deadline = time.monotonic() + HEALTHY_WITHIN_SECONDS
    while time.monotonic() < deadline and len(processes.running(homes)) == parts:
        missing = _missing(port)
        if not missing:
            return True
        report(f"Starting Airflow: waiting for {', '.join(missing)}")
        time.sleep(1)
    return False


def _missing(port: str) -> list[str]:
    """Return the parts of Airflow that are not healthy yet."""
    address = f"http://127.0.0.1:{port}/api/v2/monitor/health"
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            health = json.load(answer)
    except (OSError, ValueError):
        return ["the API server"]
    return [part.replace("_", " ") for part in PARTS if health.get(part, {}).get("status") != "healthy"]


_ATTEMPTS = 5
"""Of a request that Airflow answers by 500: its own SQLite is locked while all its parts write. It logs a change before it
makes it, so nothing was changed."""


@dataclass
class Api:
    """Airflow's REST API, as the editor of this machine uses it."""

    port: str
    password: str
    _token: str = field(default="", repr=False)

    def get(self, path: str) -> dict[str, Any]:
        """Return the answer to a question, such as ``dags/ingest_news/dagRuns``."""
        return self._ask("GET", path, None)

    def send(self, method: str, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Ask for a change and return the answer; raise HTTPError when it is refused."""
        return self._ask(method, path, body)

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None) -> dict[str, Any]:
        if not self._token:
            login = {"username": "editor", "password": self.password}
            self._token = self._send("POST", "auth/token", login)["access_token"]
        return self._send(method, f"api/v2/{path}", body)

    def _send(self, method: str, path: str, body: Mapping[str, Any] | None) -> dict[str, Any]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/{path}",
            None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json", "Authorization": f"Bearer {self._token}"},
            method=method,
        )
        for left in reversed(range(_ATTEMPTS)):
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
                    return dict(json.loads(answer.read() or b"{}"))
            except urllib.error.HTTPError as refused:
                if refused.code != HTTPStatus.INTERNAL_SERVER_ERROR or not left:
                    raise
            time.sleep(1)
        raise AssertionError("the last attempt returns or raises")
