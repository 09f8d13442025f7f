"""Where the launchers keep their state, and how an Airflow for one machine is set up."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[1]

DEMO_HOME = ROOT / ".newsfold" / "demo"
"""Apart from a person's own ./.newsfold, so that the made-up press never mixes with real news."""


@dataclass(frozen=True, slots=True)
class Places:
    """One newsfold home and the Airflow home beside it."""

    newsfold: Path
    airflow: Path

    @property
    def log(self) -> Path:
        """Everything Airflow says; it is too much for a terminal."""
        return self.airflow / "airflow.log"

    @property
    def processes(self) -> Path:
        """Which processes `make up` started."""
        return self.airflow / "processes.json"

    @property
    def port(self) -> Path:
        """Where the Airflow that `make up` started listens; its processes write over their own environment."""
        return self.airflow / "port"

    @property
    def served(self) -> Path:
        """Which newsfold home that Airflow works in; the next `make up` may be told of another."""
        return self.airflow / "newsfold_home"

    @property
    def passwords(self) -> Path:
        """Logins that Airflow's simple auth manager generates."""
        return self.airflow / "passwords.json"


def demo_places(environment: Mapping[str, str]) -> Places:
    """Return the homes of `make demo`: its own, unless the environment names others."""
    return Places(
        newsfold=Path(environment.get("NEWSFOLD_HOME") or DEMO_HOME).absolute(),
        airflow=Path(environment.get("AIRFLOW_HOME") or ROOT / ".airflow" / "demo").absolute(),
    )


def up_places(environment: Mapping[str, str]) -> Places:
    """Return the homes of `make up`: a person's own, unless the environment names others."""
    return Places(
        newsfold=Path(environment.get("NEWSFOLD_HOME") or ROOT / ".newsfold").absolute(),
        airflow=Path(environment.get("AIRFLOW_HOME") or ROOT / ".airflow" / "up").absolute(),
    )


def airflow_environment(places: Places) -> dict[str, str]:
    """Return the environment of an Airflow that runs our DAGs on this machine alone, on SQLite.

    Raise SettingsError when its homes cannot be made.
    """
    for home in (places.airflow, places.newsfold):
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsError(f"the folder {home} cannot be made: {error.strerror}") from error
    return {
        **os.environ,
        "NEWSFOLD_HOME": str(places.newsfold),
        "AIRFLOW_HOME": str(places.airflow),
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        # The default starts 32 workers, whatever the machine.
        "AIRFLOW__CORE__PARALLELISM": "4",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
    }


def shown(path: Path) -> str:
    """Return a path as a person at the project's root would type it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
