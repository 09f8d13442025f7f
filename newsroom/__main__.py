"""The newsroom from the command line: `python -m newsroom serve`, `write` and `truth`."""

from __future__ import annotations

# ruff: noqa: T201 - a command speaks to a terminal
import argparse
import sys
import threading
from pathlib import Path

from newsroom.press import Press
from newsroom.server import NewsroomServer
from newsroom.write import write_folder, write_texts, write_warc


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    press = Press(options.seed, options.nights, options.reports)
    return int(options.run(press, options))


def serve(press: Press, options: argparse.Namespace) -> int:
    """Serve the press on loopback until interrupted, and print its sources."""
    with NewsroomServer(press, port=options.port, hosts=options.hosts, night=options.night) as room:
        if options.sources_file:
            options.sources_file.write_text(room.sources_toml, "utf-8")
        print(room.sources_toml, flush=True)
        home = room.address("meridian-wire")
        print(
            f"# Night {room.night} of {press.nights}. Next: curl -X POST '{home}/_newsroom/night?n=2'",
            flush=True,
        )
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return 0
    return 0


def write(press: Press, options: argparse.Namespace) -> int:
    """Write every page of the press into a folder, as WARC files, HTML files or plain text with labels."""
    writer = {"warc": write_warc, "html": write_folder, "text": write_texts}[options.format]
    for path in writer(press, options.out):
        print(path)
    return 0


def truth(press: Press, options: argparse.Namespace) -> int:
    """Print the truth table as CSV, under the addresses `serve` would use."""
    if options.port:
        with NewsroomServer(press, port=options.port, hosts=options.hosts) as room:
            press = room.press
    press.truth().to_csv(options.out or sys.stdout, index=False)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m newsroom", description="A made-up press with known truth."
    )
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--seed", type=int, default=7, help="the same seed gives the same bytes")
    shared.add_argument("--nights", type=int, default=3)
    shared.add_argument(
        "--reports", type=int, default=120, help="reports written each night; copies come on top"
    )
    shared.add_argument("--hosts", choices=["names", "addresses"], default="names")
    commands = parser.add_subparsers(required=True)
    serving = commands.add_parser("serve", parents=[shared], help=serve.__doc__)
    serving.add_argument("--port", type=int, default=8099)
    serving.add_argument("--night", type=int, default=1, help="begin as it is after this night")
    serving.add_argument("--sources-file", type=Path, help="also write the sources here")
    serving.set_defaults(run=serve)
    writing = commands.add_parser("write", parents=[shared], help=write.__doc__)
    writing.add_argument("--out", type=Path, required=True)
    writing.add_argument("--format", choices=["warc", "html", "text"], default="warc")
    writing.set_defaults(run=write)
    telling = commands.add_parser("truth", parents=[shared], help=truth.__doc__)
    telling.add_argument("--out", type=Path, help="a file instead of the terminal")
    telling.add_argument("--port", type=int, default=0, help="use the addresses of a server on this port")
    telling.set_defaults(run=truth)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
