"""Where Numba cannot be had, `NEWSFOLD_KERNEL=datasketch` folds without it, and decides the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from newsroom import Press
from pipeline.folding.evidence import evidence_of
from pipeline.folding.relations import Limits, decide
from pipeline.runtime import kernel_named

BLOCKED = f"""
import sys
sys.modules["numba"] = None
from tests.unit.folding.{Path(__file__).stem} import folded
import pipeline.runtime, pipeline.steps.fold.step, pipeline.review.explain, pipeline.maintenance.refold
pipeline.runtime.kernel_named("numba")  # Numba is loaded when it is first put to work
assert not [name for name in sys.modules if name.startswith(("numba.", "llvmlite"))]
print(folded("datasketch"))
"""


def folded(name):
    """Return all that is decided of some texts of the press, as JSON."""
    kernel = kernel_named(name)
    texts = [text for _, text, _ in Press(seed=7).texts(200)] + ["", "市长周一宣布", "Cafe\u0301 au lait"]
    sketches, sets = kernel.sign_and_keep_sets(texts)
    pairs = np.array([(a, b) for a in range(len(texts)) for b in range(a)], np.int64)
    exact = kernel.measure(sets, pairs[:, 0], pairs[:, 1])
    kept = np.flatnonzero(exact.containment >= 0.2)
    aligned = kernel.align(kernel.locate(texts), *pairs[kept].T.tolist())
    found = []
    for measured, alignment in zip(exact.chosen(kept), aligned, strict=True):
        decision = decide(measured, alignment, Limits())
        found.append((*measured, decision.relation.value, str(evidence_of(alignment, decision.reason))))
    assert any(relation == "template" for *_, relation, _ in found)
    return json.dumps([sketches.signatures.tolist(), found])


def test_without_numba_every_relation_is_decided_as_with_it():
    told = subprocess.run(
        [sys.executable, "-c", BLOCKED],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    assert json.loads(told.stdout) == json.loads(folded("numba"))
