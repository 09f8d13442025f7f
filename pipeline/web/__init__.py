"""The stories pages: what was folded and why, and the forms by which an editor corrects it.

This package imports nothing itself: every Airflow process imports the plugin, and few of them serve a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.ports import Runtime


def serve(runtime: Runtime, port: int, announce: Callable[[str], None], *, editor: bool = False) -> None:
    """Serve the pages on this machine until interrupted; `announce` gets their address once they can be opened.

    With `editor`, everybody who can reach them may judge. Raise NewsfoldError when the port cannot be used.
    """
    from pipeline.web.server import serve_pages  # noqa: PLC0415 - FastAPI only where pages are served

    serve_pages(runtime, port, announce, editor=editor)
