"""What takes long to make, made once for an installation and kept on disk: whole, or not at all.

A name says of what, and by which version, a file was made. A file that is damaged, or cannot be written, costs the time of
making it, and nothing else; of two processes that make it at once either may be the last.
"""

from __future__ import annotations

import tempfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_CHECK_BYTES: Final = 4
_READABLE: Final = 0o644
"""Who installs is often another account than who runs, as in a container."""


def beside(module: str, name: str) -> Path:
    """Return where a file of this name is kept for a module, given as its `__file__`: where Python keeps its bytecode."""
    return Path(module).parent / "__pycache__" / f"{name}.kept"


def kept_or_made(path: Path | None, make: Callable[[], bytes]) -> bytearray:
    """Return what the file holds, or what is made, which is then kept; without a path it is made each time."""
    if path and (kept := read_kept(path)) is not None:
        return kept
    made = make()
    if path:
        keep(path, made)
    return bytearray(made)


def read_kept(path: Path) -> bytearray | None:
    """Return what a file holds, to be written on: compiled code is made for such; None where it is not whole."""
    try:
        stored = bytearray(path.read_bytes())
    except OSError:
        return None
    content, check = stored[:-_CHECK_BYTES], stored[-_CHECK_BYTES:]
    return content if content and _check(content) == check else None


def keep(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all; where that is forbidden, its content is made again next time."""
    growing = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            growing = Path(file.name)
            file.write(content + _check(content))
        growing.chmod(_READABLE)
        growing.replace(path)
    except OSError:
        if growing is not None:  # a disk that is full would be fuller by it each time
            with suppress(OSError):
                growing.unlink()


def _check(content: bytes | bytearray) -> bytes:
    return zlib.crc32(content).to_bytes(_CHECK_BYTES, "little")
