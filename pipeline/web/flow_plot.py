"""A flow plot: names left and right, and curves between them as thick as what goes from one to the other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ROW_PIXELS = 30  # of one name in the network: two lines of text cannot collide
_FILLED = 0.8  # of a row; what is left keeps one name's curves from the next one's
_THINNEST = 0.6  # a single story among thousands must still be seen


class Flow(NamedTuple):
    """What goes from one name on the left to one on the right."""

    origin: str
    copier: str
    amount: int
    speed: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A flow as drawn: a curve from the left edge to the right."""

    flow: Flow
    path: str
    width: float


@dataclass(frozen=True, slots=True)
class Name:
    """A name at the end of curves: the middle of its row, and the height of all its curves."""

    name: str
    y: float
    height: float
    amount: int


@dataclass(frozen=True, slots=True)
class FlowPlot:
    """Names left and right, in an order that lets few curves cross, and the curves between them."""

    origins: tuple[Name, ...]
    copiers: tuple[Name, ...]
    threads: tuple[Thread, ...]
    height: int


def flow_plot(flows: Sequence[Flow]) -> FlowPlot:
    """Return the flows as curves as thick as their amounts, stacked at each name so that none hides another.

    Origins are sorted by how much was copied from them, copiers by the origins they copied from.
    """
    copied_from = _totals((flow.origin, flow.amount) for flow in flows)
    copied_by = _totals((flow.copier, flow.amount) for flow in flows)
    left_order = sorted(copied_from, key=lambda name: (-copied_from[name], name))
    rank = {name: position for position, name in enumerate(left_order)}
    ranks = _totals((flow.copier, rank[flow.origin] * flow.amount) for flow in flows)
    right_order = sorted(copied_by, key=lambda name: (ranks[name] / copied_by[name], name))
    rows = max(len(copied_from), len(copied_by), 1)
    pixels = min(
        (
            _FILLED * rows * ROW_PIXELS / len(side) / max(side.values())
            for side in (copied_from, copied_by)
            if side
        ),
        default=1.0,
    )
    origins = _names(left_order, copied_from, rows, pixels)
    copiers = _names(right_order, copied_by, rows, pixels)
    return FlowPlot(origins, copiers, _threads(flows, origins, copiers, pixels), rows * ROW_PIXELS)


def _totals(amounts: Iterable[tuple[str, int]]) -> dict[str, int]:
    totals: defaultdict[str, int] = defaultdict(int)
    for name, amount in amounts:
        totals[name] += amount
    return totals


def _names(order: Sequence[str], totals: Mapping[str, int], rows: int, pixels: float) -> tuple[Name, ...]:
    """Return the names spread over the height of `rows`, each in the middle of its share."""
    share = rows * ROW_PIXELS / max(len(order), 1)
    return tuple(
        Name(
            name,
            round((position + 0.5) * share, 1),
            round(max(totals[name] * pixels, _THINNEST), 2),
            totals[name],
        )
        for position, name in enumerate(order)
    )


def _threads(
    flows: Sequence[Flow], origins: Sequence[Name], copiers: Sequence[Name], pixels: float
) -> tuple[Thread, ...]:
    """Return the curves; at either end they leave in the order of where they go."""
    left = {name.name: name.y for name in origins}
    right = {name.name: name.y for name in copiers}
    by_left = sorted(flows, key=lambda flow: (left[flow.origin], right[flow.copier]))
    by_right = sorted(flows, key=lambda flow: (right[flow.copier], left[flow.origin]))
    starts = _stacked_ends([(flow, flow.origin) for flow in by_left], origins, pixels)
    ends = _stacked_ends([(flow, flow.copier) for flow in by_right], copiers, pixels)
    return tuple(
        Thread(
            flow,
            f"M0,{starts[flow]} C50,{starts[flow]} 50,{ends[flow]} 100,{ends[flow]}",
            round(max(flow.amount * pixels, _THINNEST), 2),
        )
        for flow in sorted(flows, key=lambda flow: (-flow.amount, flow.origin, flow.copier))
    )


def _stacked_ends(
    flows: Iterable[tuple[Flow, str]], names: Sequence[Name], pixels: float
) -> dict[Flow, float]:
    """Return the middle of each flow's end at the name it is given with, one below the other."""
    reached = {name.name: name.y - name.amount * pixels / 2 for name in names}
    ends = {}
    for flow, name in flows:
        ends[flow] = round(reached[name] + flow.amount * pixels / 2, 2)
        reached[name] += flow.amount * pixels
    return ends
