"""The processes that `make up` started: remembered in a file, found again, and stopped."""

from __future__ import annotations

import json
import signal
import subprocess
from typing import TYPE_CHECKING

import psutil  # type: ignore[import-untyped]

from demo.homes import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from demo.homes import Homes

STOPS_WITHIN_SECONDS = 20
"""Airflow waits for its running tasks without a limit. After this long they are killed, and retried when Airflow is
started again. Steps commit as a whole, so nothing is half done."""


def start(homes: Homes, commands: Mapping[str, Sequence[str]], environment: Mapping[str, str]) -> None:
    """Start each command in a session of its own, with its output in the log, and remember it by its name."""
    # A shell that starts us in the background makes us ignore interrupts, and children would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with homes.log.open("ab") as log:
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
    remembered = running(homes) | {name: psutil.Process(each.pid) for name, each in started.items()}
    entries = {name: {"pid": each.pid, "began": each.create_time()} for name, each in remembered.items()}
    homes.processes.write_text(json.dumps(entries), encoding="utf-8")


def running(homes: Homes) -> dict[str, psutil.Process]:
    """Return those of the remembered processes that still run.

    The number alone does not identify a process: after a restart of the machine another one may have it.
    """
    if not homes.processes.exists():
        return {}
    found = {}
    for name, entry in json.loads(homes.processes.read_text(encoding="utf-8")).items():
        try:
            process = psutil.Process(entry["pid"])
            if process.create_time() == entry["began"] and process.status() != psutil.STATUS_ZOMBIE:
                found[name] = process
        except psutil.NoSuchProcess:
            continue
    return found


def stop(homes: Homes) -> list[str]:
    """Stop the remembered processes and all they started; return the names of those that ran."""
    found = running(homes)
    family = [member for process in found.values() for member in [process, *process.children(recursive=True)]]
    for process in found.values():
        process.terminate()
    _, alive = psutil.wait_procs(family, timeout=STOPS_WITHIN_SECONDS)
    for process in alive:
        process.kill()
    psutil.wait_procs(alive, timeout=5)
    homes.processes.unlink(missing_ok=True)
    return sorted(found)
