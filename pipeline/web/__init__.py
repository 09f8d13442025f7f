"""The stories pages: what was folded, why, and the buttons by which an editor corrects it.

Importing this package costs nothing: every Airflow process imports the plugin, and few of them serve a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.ports import Runtime


def serve(runtime: Runtime, host: str = "127.0.0.1", port: int = 8090, *, editor: bool = False) -> None:
    """Serve the pages until interrupted; with `editor`, whoever can reach them may judge."""
    from pipeline.web.server import serve_pages  # noqa: PLC0415 - FastAPI only where pages are served

    serve_pages(runtime, host, port, editor=editor)
