"""Runs `demo.nights` in a process of its own: asks it for nights, and passes on what happens in them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Self

from demo.homes import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from demo.homes import Homes

Event = dict[str, Any]


class AirflowFailedError(Exception):
    """Airflow could not be started, or ended in the middle of a night."""


class AirflowNights:
    """An Airflow that runs nights on request. Its long output goes into the log."""

    def __init__(self, homes: Homes, environment: Mapping[str, str]) -> None:
        self._log = homes.log.open("wb")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "demo.nights"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            # An interrupt at the terminal is sent to us alone; we then end Airflow and all that it started.
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        try:
            self._process.wait(timeout=0 if error else 20)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._log.close()

    def wait_until_ready(self) -> None:
        """Return when nights can be asked for."""
        self._next_event()

    def run(self, day: date) -> Iterator[Event]:
        """Run the night of that day, yielding what happens; the last event is `over`, with the run's state."""
        assert self._process.stdin
        self._process.stdin.write(f"{day}\n")
        self._process.stdin.flush()
        while True:
            event = self._next_event()
            yield event
            if event["event"] == "over":
                return

    def _next_event(self) -> Event:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise AirflowFailedError("Airflow ended unexpectedly.")
        event: Event = json.loads(line)
        return event
