"""`make demo`: three made-up nights of news, through Airflow, into an embedded warehouse, and what came of them.

The made-up press serves its pages on this machine; nothing leaves it. Run it again: the same rows are left.
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
from demo.places import airflow_environment, demo_places, shown
from demo.progress import watch
from pipeline.errors import NewsfoldError, SettingsError
from pipeline.parsing.sources import parse_sources
from pipeline.runtime import from_environment
from pipeline.steps.sources import register
from tests.newsroom import Press, day_of
from tests.newsroom.server import NewsroomServer

if TYPE_CHECKING:
    from pipeline.runtime import Runtime

NIGHTS = 3
REPORTS_PER_NIGHT = 60
"""Enough for every kind of copy and look-alike to appear, few enough for a minute's patience."""

PRESS_PORT = 8979
"""Fixed: an article is known by its address, and a second demo must find the articles of the first."""

_console = Console(highlight=False)


def main() -> int:
    """Run the nights, print what they brought, and return the exit code."""
    began = time.monotonic()
    places = demo_places(os.environ)
    environment = {
        **airflow_environment(places),
        # The press is on this machine, where newsfold does not fetch unless it is told to.
        "NEWSFOLD_FETCH_PRIVATE_ADDRESSES": "1",
    }
    _console.print(
        f"\n[bold]newsfold[/bold]: {NIGHTS} nights of a made-up press, through Airflow, "
        f"into {shown(places.newsfold)}\n"
    )
    try:
        runtime = from_environment(environment)
        with AirflowNights(places, environment) as airflow, _press() as newsroom:
            with _console.status("Airflow starts"):
                _register(runtime, newsroom)
                airflow.wait_until_ready()
            for night in range(1, NIGHTS + 1):
                newsroom.set_night(night)
                ended = watch(_console, f"night {night}", airflow.run(day_of(night)))
                if ended.state != "success":
                    raise AirflowFailedError(ended.why())  # noqa: TRY301 - one place says what to do
    except KeyboardInterrupt:
        _console.print("\nStopped. What was finished is stored; run  make demo  again to go on.")
        return 130
    except (AirflowFailedError, NewsfoldError) as error:
        _console.print(f"\n[red]{escape(str(error))}[/red]\n\nAirflow's own words are in {shown(places.log)}")
        return 1
    summary.show(_console, runtime, seconds=time.monotonic() - began)
    return 0


def _register(runtime: Runtime, newsroom: NewsroomServer) -> None:
    runtime.warehouse.migrate()
    with runtime.warehouse.write() as db:
        register(db, parse_sources(newsroom.sources_toml), runtime.clock())


def _press() -> NewsroomServer:
    press = Press(nights=NIGHTS, reports_per_night=REPORTS_PER_NIGHT)
    try:
        return NewsroomServer(press, port=PRESS_PORT, night=0)
    except OSError as error:
        raise SettingsError(f"The press needs port {PRESS_PORT} of this machine: {error}") from error


if __name__ == "__main__":
    sys.exit(main())
