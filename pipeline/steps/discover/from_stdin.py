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
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as kept:
        try:
            path = folder / _copied(stream, kept)
            Path(kept.name).replace(path)
        except BaseException:  # a full disk, or Ctrl-C while a pipe is waited for
            Path(kept.name).unlink(missing_ok=True)
            raise
    return infer_source(str(path))


def _copied(stream: IO[bytes], kept: IO[bytes]) -> str:
    """Write all that the stream gives, and return the name that says what it is."""
    digest = hashlib.sha256()
    head = b""
    while part := stream.read(_CHUNK_BYTES):
        head = head or part[:_HEAD_BYTES]
        digest.update(part)
        kept.write(part)
    if not head:
        raise SourceError("nothing came from standard input")
    kept.flush()
    return f"{digest.hexdigest()[:16]}{_suffix(head)}"


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
