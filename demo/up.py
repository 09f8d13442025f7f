"""`make up`: Airflow with the nightly run and the stories pages, on this machine and for this machine alone.

Settings, all optional: NEWSFOLD_HOME, NEWSFOLD_WAREHOUSE, NEWSFOLD_PORT (8080). To look at what `make demo` loaded:
``NEWSFOLD_HOME=.newsfold/demo make up``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

from demo import local_airflow, press, processes
from demo.places import shown, up_places
from pipeline.errors import NewsfoldError
from pipeline.runtime import from_environment

if TYPE_CHECKING:
    from collections.abc import Collection

    from demo.places import Places

_console = Console(highlight=False)


def main() -> int:
    """Start Airflow, wait until it is healthy, say where it is and how to log in; return the exit code."""
    places = up_places(os.environ)
    port = os.environ.get("NEWSFOLD_PORT") or "8080"
    if found := processes.running(places):
        return _say_what_runs(places, found)
    if not local_airflow.is_free(port):
        _console.print(f"[red]Port {port} cannot be used.[/red] Choose another:  NEWSFOLD_PORT=8090 make up")
        return 2
    try:
        is_healthy = _start(places, port)
    except KeyboardInterrupt:
        processes.stop(places)
        _console.print("\nStopped; nothing is left running.")
        return 130
    except NewsfoldError as error:
        _console.print(f"[red]{escape(str(error))}[/red]")
        return 1
    if not is_healthy:
        processes.stop(places)
        _console.print(f"[red]Airflow did not start.[/red] It says why in {shown(places.log)}")
        return 1
    _greet(places, port)
    return 0


def _say_what_runs(places: Places, found: Collection[str]) -> int:
    if missing := [part for part in local_airflow.commands() if part not in found]:
        _console.print(
            f"[red]Only a part of it is up:[/red] {', '.join(missing)} ended. {shown(places.log)} says why; "
            "then  make down  and  make up"
        )
        return 1
    served = Path(places.served.read_text(encoding="utf-8"))
    _greet(
        replace(places, newsfold=served), places.port.read_text(encoding="utf-8"), "newsfold is already up"
    )
    if served != places.newsfold:
        _console.print(f"\nFor {shown(places.newsfold)} instead:  make down  and  make up", soft_wrap=True)
    return 0


def _start(places: Places, port: str) -> bool:
    environment = local_airflow.environment_of(places, port)
    with _console.status("Preparing the databases") as status:
        try:
            commands = _prepare(environment, places)
        except subprocess.CalledProcessError:
            return False
        if "press" in commands:
            environment |= press.ENVIRONMENT
        places.port.write_text(port, encoding="utf-8")
        places.served.write_text(str(places.newsfold), encoding="utf-8")
        processes.start(places, commands, environment)
        return local_airflow.wait_until_healthy(places, len(commands), port, status.update)


def _prepare(environment: dict[str, str], places: Places) -> dict[str, list[str]]:
    """Bring both databases up to date, and return what is to be started."""
    runtime = from_environment(environment)
    if runtime.settings.is_embedded:
        runtime.warehouse.migrate()
    local_airflow.migrate(places, environment)
    with_press = {"press": press.serving_command()} if press.is_known_to(runtime.warehouse) else {}
    return local_airflow.commands() | with_press


def _greet(places: Places, port: str, title: str = "newsfold is up") -> None:
    passwords = json.loads(places.passwords.read_text(encoding="utf-8"))
    _console.print(
        f"[green]{title}[/green]  [bold]http://127.0.0.1:{port}[/bold]\n\n"
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
