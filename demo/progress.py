"""Shows one night on one line: each step is waiting, working, done or failed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from demo.airflow_nights import Event

STEPS = ("plan", "discover", "fetch", "extract", "clean", "fold", "link", "check")


class Night:
    """How far one night has come, by the events of its tasks."""

    def __init__(self) -> None:
        self.begun: Counter[str] = Counter()
        self.ended: Counter[str] = Counter()
        self.errors: dict[str, str] = {}
        self.state = "running"

    def take(self, event: Event) -> None:
        """Take one event into account."""
        if event["event"] == "over":
            self.state = event["state"]
            return
        step = event["task"].rpartition(".")[2]
        if event["event"] == "begins":
            self.begun[step] += 1
        elif event["event"] == "ends":
            self.ended[step] += 1
        else:
            self.errors[step] = event["error"]

    def why(self) -> str:
        """Say which steps failed, and with what."""
        return "\n".join(f"{step} failed: {error}" for step, error in self.errors.items())


def watch(console: Console, title: str, events: Iterable[Event]) -> Night:
    """Show the night while its events come; return how it ended."""
    night = Night()
    spinner = Spinner("dots", style="cyan")

    def line() -> Text:
        turning = spinner.render(console.get_time())
        marks = [_mark(night, step, str(turning)) for step in STEPS]
        return Text(" ").join([Text(title, style="bold"), *marks])

    try:
        with Live(get_renderable=line, console=console, refresh_per_second=8):
            for event in events:
                night.take(event)
    finally:
        if not console.is_terminal:
            console.print()  # a file has no next line of its own
    return night


def _mark(night: Night, step: str, turning: str) -> Text:
    if step in night.errors:
        return Text(f"✗ {step}", style="red")
    # Only fetch, the longest of the mapped steps, shows a count: the line has to fit into 80 columns.
    count = f" {night.ended[step]}" if step == "fetch" and night.begun[step] > 1 else ""
    if night.begun[step] > night.ended[step]:
        return Text(f"{turning} {step}{count}", style="cyan")
    if night.ended[step]:
        return Text(f"✓ {step}{count}", style="green")
    return Text(f"· {step}", style="dim")
