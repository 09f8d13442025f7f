"""Pages of the documentation whose commands are run as a person types them, one after the other, and compared.

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

ROOT = Path(__file__).resolve().parents[2]
_FENCE = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"(?:newsfold|make|python|export|\.) ")
_SECONDS = re.compile(r"\d+\.\d s\b")
_TYPED_ELSEWHERE = ("make ", ". .venv")
"""The demo has a test of its own, and the environment is the one that tests run in."""
_ELLIPSIS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


class Step(NamedTuple):
    """What a page tells to type, and what it shows then; `shown` is empty where it shows nothing."""

    typed: str
    shown: str


def steps_of(page):
    """Return the commands of a page in order, each fence with the one that shows its output."""
    found = []
    for fence in _FENCE.findall(page.read_text("utf-8")):
        if _COMMAND.match(fence):
            found.append(Step(fence, ""))
        elif not found[-1].shown:
            found[-1] = Step(found[-1].typed, fence)
    return [step for step in found if not step.typed.startswith("make ")]


def typed_lines(typed):
    """Return what of a fence is typed in a test."""
    return "\n".join(line for line in typed.splitlines() if not line.startswith(_TYPED_ELSEWHERE))


def type_page(page, folder, also=lambda typed: ""):
    """Type what a page tells to type in a folder; `also` gives commands that it tells in words. Return what is wrong."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "NEWSFOLD_HOME": str(folder / "first-hour"),
        "COLUMNS": "250",
    }

    def run(script):
        done = subprocess.run(
            ["bash", "-ec", script], cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{script}{done.stderr}"
        return done.stdout

    wrong = []
    for typed, shown in steps_of(page):
        printed = run(typed_lines(typed))
        said, told = (_SECONDS.sub("0.0 s", text) for text in (printed, shown))
        if shown and not doctest.OutputChecker().check_output(told, said, _ELLIPSIS):
            wrong.append(f"{typed}shows\n{shown}and prints\n{printed}")
        run(also(typed))
    return wrong
