"""`make down`: stop what `make up` started."""

from __future__ import annotations

import os
import sys

from rich.console import Console

from demo import processes
from demo.places import up_places


def main() -> int:
    """Stop everything that was started from here; nothing running is no error."""
    console = Console(highlight=False)
    with console.status("Stopping Airflow"):
        stopped = processes.stop(up_places(os.environ))
    console.print("newsfold is down" if stopped else "nothing was up")
    return 0


if __name__ == "__main__":
    sys.exit(main())
