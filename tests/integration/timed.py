"""How long each result of a parser was waited for."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


def timed(results: Iterable[tuple[str, Any]]) -> dict[str, tuple[Any, float]]:
    """Return each result by its key, with the seconds since the one before."""
    told = {}
    began = time.monotonic()
    for key, result in results:
        told[key] = (result, time.monotonic() - began)
        began = time.monotonic()
    return told
