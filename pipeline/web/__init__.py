"""The stories pages: what was folded, why, and the buttons by which an editor corrects it.

Importing this package costs nothing: every Airflow process imports the plugin, and few of them serve a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.ports import Runtime


def serve(runtime: Runtime, port: int, tell: Callable[[str], None], *, editor: bool = False) -> None:
    """Serve the pages on this machine until interrupted, and tell their address once they can be opened.

    With `editor`, whoever can reach them may judge. Raise NewsfoldError when nobody may listen there.
    """
    from pipeline.web.server import serve_pages  # noqa: PLC0415 - FastAPI only where pages are served

    serve_pages(runtime, port, tell, editor=editor)
