"""The processes that `make up` left running: remembered in a file, recognised again, and stopped."""

from __future__ import annotations

import json
import signal
import subprocess
from typing import TYPE_CHECKING

import psutil  # type: ignore[import-untyped]

from demo.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from demo.places import Places

STOPS_WITHIN_SECONDS = 20
"""Airflow lets running tasks go on for as long as they need; after this long they are killed, and tried again when
Airflow is up again. Steps commit as a whole, so nothing is half done."""


def start(places: Places, commands: Mapping[str, Sequence[str]], environment: Mapping[str, str]) -> None:
    """Start each command apart from our terminal, talking into the log, and remember it by its name."""
    # A shell that put us in the background had us ignore interrupts, and children would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with places.log.open("ab") as log:
        started = {
            name: subprocess.Popen(  # noqa: S603 - our own commands
                command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            for name, command in commands.items()
        }
    remembered = running(places) | {name: psutil.Process(each.pid) for name, each in started.items()}
    entries = {name: {"pid": each.pid, "began": each.create_time()} for name, each in remembered.items()}
    places.processes.write_text(json.dumps(entries), encoding="utf-8")


def running(places: Places) -> dict[str, psutil.Process]:
    """Return those of the remembered processes that still run.

    A number alone is no name: after a restart of the machine another process may have it.
    """
    if not places.processes.exists():
        return {}
    found = {}
    for name, entry in json.loads(places.processes.read_text(encoding="utf-8")).items():
        try:
            process = psutil.Process(entry["pid"])
            if process.create_time() == entry["began"] and process.status() != psutil.STATUS_ZOMBIE:
                found[name] = process
        except psutil.NoSuchProcess:
            continue
    return found


def stop(places: Places) -> list[str]:
    """Stop the remembered processes and all they started; return the names of those that ran."""
    found = running(places)
    family = [member for process in found.values() for member in [process, *process.children(recursive=True)]]
    for process in found.values():
        process.terminate()
    _, alive = psutil.wait_procs(family, timeout=STOPS_WITHIN_SECONDS)
    for process in alive:
        process.kill()
    psutil.wait_procs(alive, timeout=5)
    places.processes.unlink(missing_ok=True)
    return sorted(found)
