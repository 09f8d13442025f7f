"""Warming the kernel up compiles all that folding will use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

WARMED = """
import sys
from numba.core.dispatcher import Dispatcher
from pipeline.folding.kernel import warm_up
from pipeline.runtime import kernel_named
from tests.unit.folding.test_without_numba import folded

def compiled():
    modules = [each for name, each in sys.modules.items() if name.startswith("pipeline.folding.kernels.")]
    found = [each for module in modules for each in vars(module).values() if isinstance(each, Dispatcher)]
    return {f"{each.py_func.__qualname__}{signature}" for each in found for signature in each.signatures}

warm_up(kernel_named("numba"))
before = compiled()
assert before
folded("numba")
kernel_named("numba").shingle_sets(["One text of some words", "市长周一宣布"])
print(*sorted(compiled() - before), sep="\\n")
"""


def test_once_it_is_warm_nothing_more_is_compiled():
    told = subprocess.run(
        [sys.executable, "-c", WARMED],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    assert told.stdout.split() == []
