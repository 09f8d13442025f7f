"""`make up`: Airflow with the nightly run and the stories pages, on this machine and for this machine alone.

Settings, all optional: NEWSFOLD_HOME, NEWSFOLD_WAREHOUSE, NEWSFOLD_PORT (8080). To look at what `make demo` loaded:
``NEWSFOLD_HOME=.newsfold/demo make up``.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

from rich.console import Console

from demo import press, processes
from demo.places import ROOT, Places, airflow_environment, shown, up_places
from pipeline.runtime import from_environment

if TYPE_CHECKING:
    from collections.abc import Callable

HEALTHY_WITHIN_SECONDS = 300
"""Measured on two cores: 17 seconds on a quiet machine, 100 on a loaded one."""

PARTS = ("metadatabase", "scheduler", "dag_processor", "triggerer")

_AIRFLOW = (sys.executable, "-m", "airflow")

_console = Console(highlight=False)


def main() -> int:
    """Start Airflow, wait until it is healthy, say where it is and how to log in; return the exit code."""
    places = up_places(os.environ)
    if processes.running(places):
        _console.print("[yellow]Already up.[/yellow] Stop it with  make down")
        return 0
    port = os.environ.get("NEWSFOLD_PORT") or "8080"
    if not _is_free(port):
        _console.print(f"[red]Port {port} cannot be used.[/red] Choose another:  NEWSFOLD_PORT=8090 make up")
        return 2
    environment = _environment(places, port)
    try:
        with _console.status("Preparing the databases") as status:
            commands = _prepare(environment, places)
            processes.start(
                places, commands, environment | press.ENVIRONMENT if "press" in commands else environment
            )
            is_healthy = _wait(places, len(commands), f"http://127.0.0.1:{port}", status.update)
    except KeyboardInterrupt:
        is_healthy = False
    if not is_healthy:
        processes.stop(places)
        _console.print(f"[red]Airflow did not start.[/red] It says why in {shown(places.log)}")
        return 1
    _greet(places, port)
    return 0


def _is_free(port: str) -> bool:
    if not port.isdecimal():
        return False
    try:
        with socket.create_server(("127.0.0.1", int(port))):
            return True
    except (OSError, OverflowError):
        return False


def _environment(places: Places, port: str) -> dict[str, str]:
    address = f"http://127.0.0.1:{port}"
    return {
        **airflow_environment(places),
        # The parts trust each other by it.
        "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_urlsafe(64),
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": port,
        # Without it the tasks would look for the API server on port 8080.
        "AIRFLOW__API__BASE_URL": address,
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "editor:admin,ana:viewer",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(places.passwords),
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        # The scheduler may be up before the API server that its tasks talk to.
        "AIRFLOW__WORKERS__EXECUTION_API_RETRIES": "10",
        # A changed DAG shows after 20 seconds; the default is five minutes.
        "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "20",
    }


def _prepare(environment: dict[str, str], places: Places) -> dict[str, list[str]]:
    """Bring both databases up to date, and return what is to be started."""
    runtime = from_environment(environment)
    if runtime.settings.is_embedded:
        runtime.warehouse.migrate()
    with places.log.open("ab") as log:
        subprocess.run(  # noqa: S603 - our own command
            [*_AIRFLOW, "db", "migrate"], cwd=ROOT, env=environment, stdout=log, stderr=log, check=True
        )
    return _commands() | ({"press": press.serving_command()} if press.is_known_to(runtime.warehouse) else {})


def _commands() -> dict[str, list[str]]:
    """Return how each part of Airflow is started.

    `airflow standalone` would do, but its parts serve their logs to the whole network; here the API server reads
    them from the disk they share.
    """
    return {
        "api-server": [*_AIRFLOW, "api-server"],
        "dag-processor": [*_AIRFLOW, "dag-processor"],
        "scheduler": [*_AIRFLOW, "scheduler", "--skip-serve-logs"],
        "triggerer": [*_AIRFLOW, "triggerer", "--skip-serve-logs"],
    }


def _wait(places: Places, parts: int, address: str, tell: Callable[[str], None]) -> bool:
    deadline = time.monotonic() + HEALTHY_WITHIN_SECONDS
    while time.monotonic() < deadline and len(processes.running(places)) == parts:
        missing = _missing(address)
        if not missing:
            return True
        tell(f"Starting Airflow: waiting for {', '.join(missing)}")
        time.sleep(1)
    return False


def _missing(address: str) -> list[str]:
    """Return the parts of Airflow that are not healthy yet."""
    try:
        with urllib.request.urlopen(f"{address}/api/v2/monitor/health", timeout=5) as answer:  # noqa: S310 - ours
            health = json.load(answer)
    except (OSError, ValueError):
        return ["the API server"]
    return [part.replace("_", " ") for part in PARTS if health.get(part, {}).get("status") != "healthy"]


def _greet(places: Places, port: str) -> None:
    passwords = json.loads(places.passwords.read_text(encoding="utf-8"))
    _console.print(
        f"[green]newsfold is up[/green]  [bold]http://127.0.0.1:{port}[/bold]\n\n"
        f"  log in as  [bold]editor[/bold] / {passwords['editor']}   triggers runs, joins and separates articles\n"
        f"         or  [bold]ana[/bold] / {passwords['ana']}   reads\n\n"
        f"  run now    Dags > ingest_news > Trigger\n"
        f"  warehouse  {shown(places.newsfold)}\n"
        f"  log        {shown(places.log)}\n"
        f"  stop       make down",
        soft_wrap=True,
    )


if __name__ == "__main__":
    sys.exit(main())
