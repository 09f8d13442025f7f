"""`newsfold prepare` and `newsfold load` where Parquet, an extra, is not installed."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("arguments", [["prepare", "pages", "--into", "shards"], ["load", "shards"]])
def test_without_the_extra_it_says_what_to_install_before_anything_is_begun(tmp_path, arguments):
    asked = (
        f"import sys; sys.modules['pyarrow'] = None; sys.argv = {['newsfold', *arguments]!r}; "
        "from pipeline.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"NEWSFOLD_HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    assert done.stderr == "newsfold: shards are Parquet: to make or load them, install newsfold[parquet]\n"
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []
