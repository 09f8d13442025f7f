"""The tutorial prints what its commands print: they are run as a newcomer types them, one after the other.

In what a page shows, `...` stands for what it leaves out, within a line or for lines; times a step took are not compared.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "docs" / "tutorial.md"
_FENCE = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"(?:newsfold|make|python|export|\.) ")
_SECONDS = re.compile(r"\d+\.\d s\b")
_TYPED_ELSEWHERE = ("make ", ". .venv")
"""The demo has a test of its own, and the environment is the one that tests run in."""
_ELLIPSIS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


class Step(NamedTuple):
    """What the tutorial tells to type, and what it shows then; `shown` is empty where it shows nothing."""

    typed: str
    shown: str


def steps():
    """Return the commands of the tutorial in order, each fence with the one that shows its output."""
    found = []
    for fence in _FENCE.findall(TUTORIAL.read_text("utf-8")):
        if _COMMAND.match(fence):
            found.append(Step(fence, ""))
        elif not found[-1].shown:
            found[-1] = Step(found[-1].typed, fence)
    return [step for step in found if not step.typed.startswith("make ")]


def typed_lines(typed):
    return "\n".join(line for line in typed.splitlines() if not line.startswith(_TYPED_ELSEWHERE))


@pytest.mark.slow
def test_the_tutorial_shows_what_its_commands_print(tmp_path):
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "NEWSFOLD_HOME": str(tmp_path / "first-hour"),
        "COLUMNS": "250",
    }
    wrong = []
    for typed, shown in steps():
        done = subprocess.run(
            ["bash", "-ec", typed_lines(typed)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{typed}{done.stderr}"
        said, told = (_SECONDS.sub("0.0 s", text) for text in (done.stdout, shown))
        if shown and not doctest.OutputChecker().check_output(told, said, _ELLIPSIS):
            wrong.append(f"{typed}shows\n{shown}and prints\n{done.stdout}")
        if "night-1.warc.gz" in typed:  # the page says to load the second night the same way
            subprocess.run(
                ["newsfold", "ingest", "--source", "press/night-2.warc.gz"],
                cwd=tmp_path, env=environment, check=True, capture_output=True,
            )  # fmt: skip
    assert not wrong, "\n".join(wrong)
