"""`make demo`: three made-up nights of news, loaded by Airflow into an embedded warehouse, and the stories they made.

The made-up press serves its pages on this machine; nothing leaves it. A second demo leaves the same rows.
Settings, all optional: NEWSFOLD_HOME (.newsfold/demo), AIRFLOW_HOME (.airflow/demo).
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

from demo import summary
from demo.airflow_nights import AirflowFailedError, AirflowNights
from demo.homes import airflow_environment, demo_homes, shown
from demo.press import ENVIRONMENT, NIGHTS, open_press
from demo.progress import watch
from newsroom import day_of
from pipeline.errors import NewsfoldError
from pipeline.parsing.files.sources import parse_sources
from pipeline.runtime import from_environment
from pipeline.steps.discover.sources import register

if TYPE_CHECKING:
    from newsroom.server import NewsroomServer
    from pipeline.runtime import Runtime

_console = Console(highlight=False)


def main() -> int:
    """Run the nights, print the summary, and return the exit code."""
    began = time.monotonic()
    homes = demo_homes(os.environ)
    _console.print(
        f"\n[bold]newsfold[/bold]: {NIGHTS} nights of a made-up press, loaded by Airflow "
        f"into {shown(homes.newsfold)}\n"
    )
    try:
        environment = airflow_environment(homes) | ENVIRONMENT
        runtime = from_environment(environment)
        with AirflowNights(homes, environment) as airflow, open_press() as newsroom:
            with _console.status("Airflow starts"):
                _register(runtime, newsroom)
                airflow.wait_until_ready()
            for night in range(1, NIGHTS + 1):
                newsroom.set_night(night)
                ended = watch(_console, f"night {night}", airflow.run(day_of(night)))
                if ended.state != "success":
                    raise AirflowFailedError(ended.why())  # noqa: TRY301 - one handler prints what to do
    except KeyboardInterrupt:
        _console.print("\nStopped. What was finished is stored; run  make demo  again to continue.")
        return 130
    except AirflowFailedError as error:
        _console.print(f"\n[red]{escape(str(error))}[/red]\n\nAirflow's log is {shown(homes.log)}")
        return 1
    except NewsfoldError as error:
        _console.print(f"[red]{escape(str(error))}[/red]")
        return 1
    summary.show(_console, runtime, seconds=time.monotonic() - began)
    return 0


def _register(runtime: Runtime, newsroom: NewsroomServer) -> None:
    runtime.warehouse.migrate()
    with runtime.warehouse.write() as db:
        register(db, parse_sources(newsroom.sources_toml), runtime.clock())


if __name__ == "__main__":
    sys.exit(main())
