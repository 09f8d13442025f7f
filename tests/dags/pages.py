"""Invented pages for nights in Airflow: a fire that two papers print, one of them with an addition, and a fair."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DAY = "2026-03-02"


def write_pages(folder: Path, pages: Mapping[str, tuple[str, str]]) -> None:
    """Write each page, a title and paragraphs, into the folder under its name."""
    folder.mkdir(parents=True, exist_ok=True)
    for file, (title, text) in pages.items():
        paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text.strip().split("\n\n"))
        (folder / file).write_text(
            f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{paragraphs}"
            "</article></body></html>"
        )


FIRE = """
A fire that broke out shortly after midnight in a rope store on the Osterby quay kept forty volunteers busy until the
morning. Nobody was hurt, the harbour master Ines Vold said, although two families who live above the chandler's shop
next door spent the night in the parish hall.

The flames were first seen by the crew of a dredger that lay at the opposite mole. They sounded the ship's horn until
lights went on along the whole waterfront, and then ran a hose from their own pump across the lock gate.

What set the hemp alight is not known. An electrician had worked in the building the day before, and the insurer has
sent an engineer who is to hand in a report by the end of the week.
"""

ADDED = """
The parish hall has asked for blankets and children's clothes; they can be left at the side door until six o'clock.
"""

FAIR = """
The seed fair at Lower Brackwold opens its gates on Saturday with more growers than ever before, the organisers told
reporters. One hundred and twelve stalls offer beans, tomatoes and old kinds of rye that no catalogue lists any more.

Visitors may swap what they have brought along, provided that every bag carries the name of the plant and the year of
its harvest. A botanist from the county museum will name unknown seeds free of charge, as long as daylight lasts.

The railway runs two additional trains from the coast, and dogs have to stay outside the tents this year.
"""
