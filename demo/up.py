"""`make up`: Airflow with the nightly run and the stories pages, for this machine only.

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
from demo.homes import shown, up_homes
from pipeline.errors import NewsfoldError
from pipeline.runtime import from_environment

if TYPE_CHECKING:
    from collections.abc import Collection

    from demo.homes import Homes

_console = Console(highlight=False)


def main() -> int:
    """Start Airflow, wait until it is healthy, print its address and the logins; return the exit code."""
    homes = up_homes(os.environ)
    port = os.environ.get("NEWSFOLD_PORT") or "8080"
    if found := processes.running(homes):
        return _say_what_runs(homes, found)
    if not local_airflow.is_free(port):
        _console.print(f"[red]Port {port} cannot be used.[/red] Choose another:  NEWSFOLD_PORT=8090 make up")
        return 2
    try:
        is_healthy = _start(homes, port)
    except KeyboardInterrupt:
        processes.stop(homes)
        _console.print("\nStopped. Nothing is left running.")
        return 130
    except NewsfoldError as error:
        _console.print(f"[red]{escape(str(error))}[/red]")
        return 1
    if not is_healthy:
        processes.stop(homes)
        _console.print(f"[red]Airflow did not start.[/red] The reason is in {shown(homes.log)}")
        return 1
    _greet(homes, port)
    return 0


def _say_what_runs(homes: Homes, found: Collection[str]) -> int:
    if missing := [part for part in local_airflow.commands() if part not in found]:
        _console.print(
            f"[red]Only a part of it is running:[/red] {', '.join(missing)} ended. The reason is in {shown(homes.log)}. "
            "Then run  make down  and  make up"
        )
        return 1
    served = Path(homes.served.read_text(encoding="utf-8"))
    _greet(replace(homes, newsfold=served), homes.port.read_text(encoding="utf-8"), "newsfold is already up")
    if served != homes.newsfold:
        _console.print(f"\nFor {shown(homes.newsfold)} instead:  make down  and  make up", soft_wrap=True)
    return 0


def _start(homes: Homes, port: str) -> bool:
    environment = local_airflow.environment_of(homes, port)
    with _console.status("Preparing the databases") as status:
        try:
            commands = _prepare(environment, homes)
        except subprocess.CalledProcessError:
            return False
        if "press" in commands:
            environment |= press.ENVIRONMENT
        homes.port.write_text(port, encoding="utf-8")
        homes.served.write_text(str(homes.newsfold), encoding="utf-8")
        processes.start(homes, commands, environment)
        return local_airflow.wait_until_healthy(homes, len(commands), port, status.update)


def _prepare(environment: dict[str, str], homes: Homes) -> dict[str, list[str]]:
    """Bring both databases up to date, and return what is to be started."""
    runtime = from_environment(environment)
    if runtime.settings.is_embedded:
        runtime.warehouse.migrate()
    local_airflow.migrate(homes, environment)
    is_demo = press.is_known_to(runtime.warehouse)
    # Made-up nights end: nobody asked for yesterday's, which Airflow would begin at once.
    local_airflow.schedule_from(homes, runtime.clock() if is_demo else None)
    return local_airflow.commands() | ({"press": press.serving_command()} if is_demo else {})


def _greet(homes: Homes, port: str, title: str = "newsfold is up") -> None:
    passwords = json.loads(homes.passwords.read_text(encoding="utf-8"))
    _console.print(
        f"[green]{title}[/green]  [bold]http://127.0.0.1:{port}[/bold]\n\n"
        f"  log in as  [bold]editor[/bold] / {passwords['editor']}   triggers runs, joins and separates articles\n"
        f"         or  [bold]ana[/bold] / {passwords['ana']}   reads\n\n"
        f"  run now    Dags > ingest_news > Trigger\n"
        f"  warehouse  {shown(homes.newsfold)}\n"
        f"  log        {shown(homes.log)}\n"
        f"  stop       make down",
        soft_wrap=True,
    )


if __name__ == "__main__":
    sys.exit(main())
