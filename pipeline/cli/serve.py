"""`newsfold serve`: the stories pages on this machine."""

from __future__ import annotations

import click

from pipeline.cli.terminal import console, open_runtime


@click.command()
@click.option(
    "--port", type=click.IntRange(1, 65_535), default=8090, show_default=True, help="Port on 127.0.0.1."
)
@click.option("--editor", is_flag=True, help="Show the buttons that judge pairs and boilerplate.")
def serve(*, port: int, editor: bool) -> None:
    """Serve the stories pages on this machine."""
    from pipeline.web import serve as serve_pages

    def announce(address: str) -> None:
        console().print(f"stories on {address}   (Ctrl-C ends it)")

    serve_pages(open_runtime(create=True), port, announce, editor=editor)
