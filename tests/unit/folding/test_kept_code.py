"""Compiled code that Numba keeps is made anew when any module in it changes, also by an upgrade."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

import pipeline.folding

FOLDER = Path(pipeline.folding.__file__).parent
IMPORT = re.compile(r"^from pipeline\.folding\.(\w+) import", re.MULTILINE)


def compiled_into(module):
    """Return the modules of the folder that one imports, and those that these import."""
    seen, left = set(), {module}
    while left:
        seen |= left
        left = {name for each in left for name in IMPORT.findall((FOLDER / f"{each}.py").read_text())} - seen
    return sorted(seen - {module})


KEEPING = sorted(
    path.stem for path in FOLDER.glob("*.py") if "cache=True" in path.read_text() and compiled_into(path.stem)
)


@pytest.mark.parametrize("module", KEEPING)
def test_a_module_that_keeps_compiled_code_knows_by_what_it_was_made(module):
    digest = hashlib.sha256(b"".join((FOLDER / f"{name}.py").read_bytes() for name in compiled_into(module)))
    line = f'COMPILED_WITH: Final = "{digest.hexdigest()[:12]}"'
    assert line in (FOLDER / f"{module}.py").read_text()


def test_kernels_of_several_modules_are_looked_at():
    assert {"kernel", "word_kernel"} <= set(KEEPING)
