"""`make benchmark`: every benchmark that needs no labelled data, one after the other, smallest sizes first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
RUNS = (
    ("folding.py", "--signatures", "500", "--folds", "1000"),
    ("folding.py", "--texts", "press", "--signatures", "500", "--folds", "1000"),
    ("folding_growth.py", "curve", "--most", "10000"),
    ("folding_growth.py", "equal", "--most", "10000"),
    ("folding_growth.py", "threads"),
    ("folding_growth.py", "compile"),
    ("folding_growth.py", "night"),
    ("night.py", "--night", "2000", "--held", "20000", "--older", "20000"),
    ("whole_night.py", "--night", "300", "--held", "600", "1500"),
    ("stories_pages.py", "--stories", "2000"),
    ("search.py", "--articles", "2000"),
    ("hostile_fetching.py",),
    ("poison.py", "--scale", "0.05"),
    ("thousand_sources.py", "200"),
    ("two_homes.py",),
)


def main() -> int:
    """Run each benchmark in a process of its own and return the first exit code that is not 0."""
    for script, *arguments in RUNS:
        print(f"\n== {script} {' '.join(arguments)}", flush=True)
        code = subprocess.run([sys.executable, HERE / script, *arguments], check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
