"""A command loads what it uses: told by the modules it has imported, never by the clock."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

_TOLD = (
    "import json, sys; from pipeline.cli import cli; cli.main(sys.argv[1:], standalone_mode=False);"
    " print('\\n' + json.dumps(sorted(sys.modules)))"
)
_HEAVY = {"aiohttp", "charset_normalizer", "datasketch", "numba", "numpy", "pandas", "psycopg", "scipy", "trafilatura"}  # fmt: skip


@pytest.fixture
def loaded(tmp_path):
    """Give the modules that a command has loaded when it ends."""

    def run(*words: str) -> set[str]:
        done = subprocess.run(
            [sys.executable, "-c", _TOLD, *words],
            env={**os.environ, "NEWSFOLD_HOME": str(tmp_path / "home")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return set(json.loads(done.stdout.splitlines()[-1]))

    return run


def test_help_loads_click_and_little_else(loaded):
    modules = loaded("--help")
    assert not modules & {*_HEAVY, "sqlalchemy", "rich"}
    assert len(modules) < 250  # 111 on Python 3.11


def test_a_night_with_nothing_to_do_loads_nothing_to_do_it_with(loaded, tmp_path):
    """What reads, signs and folds pages, and what asks hosts and servers, is loaded where there is a page."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "empty.html").write_text("<html><body><p>Nothing yet.</p></body></html>")
    loaded("ingest", "--source", str(tmp_path / "pages"))
    modules = loaded("ingest")
    assert not modules & _HEAVY
    assert not [name for name in modules if name.startswith(("pipeline.matching", "pipeline.folding.kernel"))]
    assert len(modules) < 700  # 593 on Python 3.11
