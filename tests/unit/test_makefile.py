"""What `make` does before anything is installed: it needs no Python to know whether something runs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATE = ".airflow/up/processes.json"


@pytest.fixture
def clone(tmp_path):
    """Give a folder in which nothing is installed, and nothing can be."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("requirements-bootstrap.lock", "requirements.lock", "pyproject.toml"):
        (tmp_path / name).touch()
    return tmp_path


_NOT_INHERITED = {"AIRFLOW_HOME", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
"""`make test` runs this test, and tells its own options to every `make` below it."""


def make(clone, target):
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED}
    return subprocess.run(
        ["make", target, "PYTHON=false"],
        cwd=clone,
        env=environment,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def test_where_nothing_was_started_nothing_is_stopped(clone):
    done = make(clone, "down")
    assert (done.returncode, done.stdout) == (0, "nothing was running\n")


@pytest.mark.parametrize("target", ["down", "clean"])
def test_what_runs_is_not_forgotten_with_the_environment(clone, target):
    """Without an environment it cannot be stopped; then nothing says that it was, and nothing is removed."""
    for file in (STATE, ".newsfold/demo/newsfold.sqlite"):
        (clone / file).parent.mkdir(parents=True)
        (clone / file).touch()
    done = make(clone, target)
    assert done.returncode != 0
    assert "nothing was running" not in done.stdout
    assert (clone / STATE).exists()
    assert (clone / ".newsfold/demo/newsfold.sqlite").exists()
