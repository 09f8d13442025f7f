"""Compiled code that Numba keeps is made anew when any module in it changes, also by an upgrade."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

import pipeline

ROOT = Path(pipeline.__file__).parents[1]
KERNELS = ROOT / "pipeline/folding/kernels"
IMPORT = re.compile(r"^from (pipeline\.folding\.[\w.]+) import", re.MULTILINE)


def compiled_into(path):
    """Return the modules of folding that one imports, and those that these import."""
    seen, left = set(), {path}
    while left:
        seen |= left
        names = {name for each in left for name in IMPORT.findall(each.read_text())}
        left = {ROOT / f"{name.replace('.', '/')}.py" for name in names} - seen
    return sorted(seen - {path})


KEEPING = sorted(
    path for path in KERNELS.glob("*.py") if "cache=True" in path.read_text() and compiled_into(path)
)


@pytest.mark.parametrize("path", KEEPING, ids=lambda path: path.stem)
def test_a_module_that_keeps_compiled_code_knows_by_what_it_was_made(path):
    digest = hashlib.sha256(b"".join(each.read_bytes() for each in compiled_into(path)))
    assert f'COMPILED_WITH: Final = "{digest.hexdigest()[:12]}"' in path.read_text()


def test_kernels_of_several_modules_are_looked_at():
    assert {"signing", "words"} <= {path.stem for path in KEEPING}


def test_the_readme_says_of_every_file_what_proves_it_equal():
    readme = (KERNELS / "README.md").read_text()
    files = {path.name for path in KERNELS.glob("*.py")} - {"__init__.py"}
    assert set(re.findall(r"^\| `(\w+\.py)`", readme, re.MULTILINE)) == files
    tests = re.findall(r"`(unit/[\w/]+\.py|test_\w+\.py)`", readme)
    folder = ROOT / "tests"
    assert [name for name in tests if not list(folder.rglob(name))] == []
