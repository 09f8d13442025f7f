"""Work in parts of a bounded weight, one for each transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def in_parts(weighted: Iterable[tuple[str, int]], most: int) -> Iterator[list[str]]:
    """Yield the items in their order, in parts that weigh no more than `most` together, but for an item that weighs more."""
    part: list[str] = []
    weight = 0
    for item, of_item in weighted:
        if part and weight + of_item > most:
            yield part
            part, weight = [], 0
        part.append(item)
        weight += of_item
    if part:
        yield part
