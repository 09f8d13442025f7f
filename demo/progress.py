"""Shows one night on one line: each step waits, works, is done or has failed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from rich.console import Console

    from demo.airflow_nights import Event

STEPS = ("plan", "discover", "fetch", "extract", "clean", "fold", "publish", "check")


class Night:
    """How far one night has come, kept from the events of its tasks."""

    def __init__(self) -> None:
        self.begun: Counter[str] = Counter()
        self.ended: Counter[str] = Counter()
        self.errors: dict[str, str] = {}
        self.state = "running"

    def hear(self, event: Event) -> None:
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


def watch(console: Console, day: date, events: Iterable[Event]) -> Night:
    """Show the night while its events come; return how it ended."""
    night = Night()
    spinner = Spinner("dots", style="cyan")

    def line() -> Table:
        row = Table.grid(padding=(0, 1))
        row.add_row(Text(f"{day:%a %d %b}", style="bold"), *(_cell(night, step, spinner) for step in STEPS))
        return row

    with Live(get_renderable=line, console=console, refresh_per_second=8):
        for event in events:
            night.hear(event)
    return night


def _cell(night: Night, step: str, spinner: Spinner) -> Text | Table:
    count = f" {night.ended[step]}" if night.begun[step] > 1 else ""
    if step in night.errors:
        return Text(f"✗ {step}{count}", style="red")
    if night.begun[step] > night.ended[step]:
        working = Table.grid(padding=(0, 1))
        working.add_row(spinner, Text(f"{step}{count}", style="cyan"))
        return working
    if night.ended[step]:
        return Text(f"✓ {step}{count}", style="green")
    return Text(f"· {step}", style="dim")
