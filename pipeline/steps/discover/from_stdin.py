"""What comes in by a pipe: kept as a file of the home folder, so that it is a source like any other."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pipeline.errors import SourceError
from pipeline.steps.discover.infer import infer_source

if TYPE_CHECKING:
    from pipeline.model import Source

STDIN = "-"
_CHUNK_BYTES = 1 << 20
_HEAD_BYTES = 64


def source_from_stdin(stream: IO[bytes], home: Path) -> Source:
    """Keep all that the stream gives below `home`, and return the source it is, recognised by how it begins.

    WARC files, packed or not, JSON Lines, a page, a list of addresses, or a plain text. The same bytes are the same file.
    Raise SourceError where nothing comes.
    """
    folder = home / "stdin"
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    head = b""
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as kept:
        while part := stream.read(_CHUNK_BYTES):
            head = head or part[:_HEAD_BYTES]
            digest.update(part)
            kept.write(part)
    if not head:
        Path(kept.name).unlink()
        raise SourceError("nothing came from standard input")
    path = folder / f"{digest.hexdigest()[:16]}{_suffix(head)}"
    Path(kept.name).replace(path)
    return infer_source(str(path))


def _suffix(head: bytes) -> str:
    begin = head.lstrip()
    if head.startswith(b"\x1f\x8b"):
        return ".warc.gz"
    if head.startswith((b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")):
        return ".warc.zst"
    if head.startswith(b"WARC/"):
        return ".warc"
    if begin.startswith(b"{"):
        return ".jsonl"
    return ".html" if begin.startswith(b"<") else ".txt"
