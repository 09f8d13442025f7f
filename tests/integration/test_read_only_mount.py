"""Questions are answered of a warehouse on a read-only mount; what would change it is refused, and says why."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from pipeline.adapters.warehouse import SqlWarehouse
from tests.made_rows import article, capture, insert, source, version

URL = "https://port.example/ships"
ASKED = [
    ["sql", "--csv", "SELECT source_id FROM sources"],
    ["status"],
    ["stories"],
    ["show", URL],
    ["sources"],
    ["captures", URL],
    ["tables"],
]


@pytest.fixture
def mounted(tmp_path):
    """Give the function that types a command while the home folder is mounted read-only."""
    warehouse = SqlWarehouse(f"sqlite:///{tmp_path / 'home' / 'warehouse.db'}")
    warehouse.migrate()
    rows = {
        "sources": [source("port")],
        "captures": [capture(URL, "port")],
        "articles": [article(URL, "port")],
        "article_versions": [version(URL, "Forty ships waited outside.")],
    }
    insert(warehouse, rows)
    warehouse.close()
    (tmp_path / "home" / "warehouse.db.lock").unlink()
    mount = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && shift 0 && exec "$@"'
    environment = {**os.environ, "NEWSFOLD_HOME": str(tmp_path / "home")}

    def run(*words):
        return subprocess.run(
            ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, str(tmp_path / "home"), *words],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    if run("true").returncode:
        pytest.skip("nothing can be mounted here")
    assert run("touch", str(tmp_path / "home" / "x")).returncode
    return lambda *words: run(sys.executable, "-c", "from pipeline.cli import main; main()", *words)


def test_questions_are_answered_on_a_read_only_mount(mounted, tmp_path):
    before = sorted(path.name for path in (tmp_path / "home").iterdir())
    for words in ASKED:
        done = mounted(*words)
        assert done.returncode == 0, (words, done.stderr)
        assert done.stdout
    assert "Forty ships" in mounted("show", URL).stdout
    done = mounted("export", "sources", "--out", str(tmp_path / "a.csv"))
    assert (done.returncode, done.stdout.split(": ")[1]) == (0, "1 rows of sources\n")
    assert mounted("backup", str(tmp_path / "a.db")).returncode == 0
    assert sorted(path.name for path in (tmp_path / "home").iterdir()) == before


def test_what_would_change_it_is_refused(mounted):
    done = mounted("sources", "--disable", "port")
    assert done.returncode == 4
    assert "Read-only file system" in done.stderr
    assert "Traceback" not in done.stderr
