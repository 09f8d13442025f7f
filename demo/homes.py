"""The folders in which the launchers keep their state, and the environment of an Airflow for one machine."""

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
"""Separate from a person's own ./.newsfold, so that the made-up press never mixes with real news."""


@dataclass(frozen=True, slots=True)
class Homes:
    """One newsfold home and its Airflow home."""

    newsfold: Path
    airflow: Path

    @property
    def log(self) -> Path:
        """The log of Airflow, which is too long for a terminal."""
        return self.airflow / "airflow.log"

    @property
    def processes(self) -> Path:
        """Which processes `make up` started."""
        return self.airflow / "processes.json"

    @property
    def port(self) -> Path:
        """The port of the Airflow that `make up` started; its processes overwrite their own environment."""
        return self.airflow / "port"

    @property
    def served(self) -> Path:
        """The newsfold home that this Airflow works in; the next `make up` may name another."""
        return self.airflow / "newsfold_home"

    @property
    def passwords(self) -> Path:
        """Logins that Airflow's simple auth manager generates."""
        return self.airflow / "passwords.json"


def demo_homes(environment: Mapping[str, str]) -> Homes:
    """Return the homes of `make demo`, unless the environment names others."""
    return Homes(
        newsfold=Path(environment.get("NEWSFOLD_HOME") or DEMO_HOME).absolute(),
        airflow=Path(environment.get("AIRFLOW_HOME") or ROOT / ".airflow" / "demo").absolute(),
    )


def up_homes(environment: Mapping[str, str]) -> Homes:
    """Return a person's own homes for `make up`, unless the environment names others."""
    return Homes(
        newsfold=Path(environment.get("NEWSFOLD_HOME") or ROOT / ".newsfold").absolute(),
        airflow=Path(environment.get("AIRFLOW_HOME") or ROOT / ".airflow" / "up").absolute(),
    )


def airflow_environment(homes: Homes) -> dict[str, str]:
    """Return the environment of an Airflow that runs our DAGs on this machine alone, on SQLite.

    Raise SettingsError when its homes cannot be made.
    """
    for home in (homes.airflow, homes.newsfold):
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsError(f"the folder {home} cannot be made: {error.strerror}") from error
    return {
        **os.environ,
        "NEWSFOLD_HOME": str(homes.newsfold),
        "AIRFLOW_HOME": str(homes.airflow),
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
