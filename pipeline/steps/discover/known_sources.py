"""The names of the sources in a small file of the home folder, for forms that must not ask the warehouse.

Airflow reads a DAG's file, and with it the form, every half minute; what it reads must cost nothing and never fail.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline.ports import Runtime

MOST_SHOWN = 2_000
"""More sources than this are not chosen from a list; their names can still be typed."""
_FILE = "known-sources.json"
_MAX_BYTES = (
    8 << 20
)  # two thousand labels and names of 120 characters each, which JSON may write with twelve bytes
_LABEL_CHARACTERS = 120


def note_known_sources(runtime: Runtime) -> None:
    """Write down what the sources are called, where that has changed; a home that cannot be written costs the form its list."""
    with runtime.warehouse.read() as db:
        rows = db.rows("discover/list_source_names")
    labels = {
        row["source_id"]: _label(row["location"], is_enabled=bool(row["enabled"]))
        for row in rows[:MOST_SHOWN]
    }
    home = runtime.settings.home
    if known_sources(home) == labels:
        return
    growing = home / f"{_FILE}.{os.getpid()}.part"
    try:
        home.mkdir(parents=True, exist_ok=True)
        growing.write_text(json.dumps(labels, indent=0), encoding="utf-8")
        growing.replace(home / _FILE)
    except OSError:
        with suppress(OSError):
            growing.unlink()


def known_sources(home: Path) -> Mapping[str, str]:
    """Return where each source is asked, by its name; none where the file is missing or is not ours, whatever it holds."""
    try:
        with (home / _FILE).open("rb") as file:
            labels = json.loads(file.read(_MAX_BYTES + 1))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(labels, dict) or not all(isinstance(label, str) for label in labels.values()):
        return {}
    return labels


def _label(location: str, *, is_enabled: bool) -> str:
    return location[:_LABEL_CHARACTERS] + ("" if is_enabled else " (disabled)")
