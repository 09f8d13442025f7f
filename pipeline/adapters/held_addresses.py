"""Which addresses a process is fetching, for all that share its home: nobody asks for a page twice."""

from __future__ import annotations

import secrets
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from pipeline.adapters.durable_files import failures_named, is_locked, locked, write_whole
from pipeline.identifiers import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@contextmanager
def hold(home: Path, addresses: Iterable[str]) -> Iterator[set[str]]:
    """Hold these addresses for the length of the block, and give those that nobody else holds.

    Each block writes them into a file of its own, and locks it: a file that is not locked is left of a process that
    died. (A lock for each address is dearer: for 100,000 the kernel took six minutes.) Whoever enters a block must
    be alone in doing so; the fetch step is, by the warehouse's lock.
    """
    folder = home / "held"
    path = folder / secrets.token_hex(8)
    with ExitStack() as stack:
        with failures_named(path):
            folder.mkdir(parents=True, exist_ok=True)
            others = _held_in(folder)
            ours = {each: mark for each in addresses if (mark := content_id("", each)) not in others}
            file = stack.enter_context(locked(path))
            stack.callback(path.unlink, missing_ok=True)
            write_whole(file, "\n".join(ours.values()).encode())
        yield set(ours)


def _held_in(folder: Path) -> set[str]:
    """Return what the locked files of a folder say, and remove the others."""
    held: set[str] = set()
    for path in folder.iterdir():
        try:
            with path.open("rb") as file:
                if is_locked(file):
                    held.update(file.read().decode().split())
                else:
                    path.unlink()
        except FileNotFoundError:  # its block has ended meanwhile
            continue
    return held
