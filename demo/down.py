"""`make down`: stop what `make up` started."""

from __future__ import annotations

import os
import sys

from rich.console import Console

from demo import processes
from demo.homes import up_homes


def main() -> int:
    """Stop everything that was started from here. It is no error when nothing runs."""
    console = Console(highlight=False)
    with console.status("Stopping Airflow"):
        stopped = processes.stop(up_homes(os.environ))
    console.print("newsfold is stopped" if stopped else "nothing was running")
    return 0


if __name__ == "__main__":
    sys.exit(main())
