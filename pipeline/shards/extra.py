"""Whether shards can be written and read here: they are Parquet, an extra that few need.

The other modules of this folder import it when they are loaded. So this one is asked before any of them is.
"""

from __future__ import annotations

from pipeline.errors import SourceError


def need_parquet() -> None:
    """Raise SourceError where shards can be neither made nor loaded, before anything is begun."""
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415 - an extra that few need
    except ImportError as error:
        raise SourceError("shards are Parquet: to make or load them, install newsfold[parquet]") from error
