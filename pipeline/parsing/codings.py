"""Transfer and content codings undone within a cap, so that a small answer cannot become a large one."""

from __future__ import annotations

import re
import zlib

from pipeline.errors import Rejected

_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,8}")
_INFLATE_EITHER = 47
"""zlib's window bits for "gzip or zlib, the header says which"."""
_INFLATE_RAW = -15
"""Some servers send `deflate` without zlib's header."""
_MAX_MEMBERS = 100
"""Honest bodies have one member. Each costs a copy of all that follows it, so a hundred thousand would take minutes."""


def decode_body(body: bytes, content_encoding: str, max_bytes: int) -> bytes:
    """Return the body without its gzip or deflate coding; several members are joined, as browsers do.

    Raise Rejected: `body_too_large` beyond `max_bytes`, `body_truncated` when the coding does not end,
    `body_damaged` when it cannot be undone, `unknown_encoding` for a coding never asked for.
    """
    encoding = content_encoding.strip().lower()
    if encoding in {"", "identity"}:
        decoded = body
    elif encoding in {"gzip", "x-gzip", "deflate"}:
        decoded = _inflate(body, max_bytes, raw_allowed=encoding == "deflate")
    else:
        raise Rejected("unknown_encoding", encoding[:80])
    if len(decoded) > max_bytes:
        del decoded  # an exception keeps the frames it passed, and they would keep this
        raise Rejected("body_too_large", f"more than {max_bytes:,} bytes")
    return decoded


def join_chunks(body: bytes) -> bytes:
    """Return the body without its chunked coding (RFC 9112, 7.1), or as it is when it bears none.

    Archives often keep the header and not the coding. Raise Rejected (`body_truncated`) when the last chunk is
    missing.
    """
    chunks: list[bytes] = []
    position = 0
    while True:
        line_end = body.find(b"\r\n", position)
        size = body[position:line_end].partition(b";")[0].strip() if line_end >= 0 else b""
        if not _CHUNK_SIZE.fullmatch(size):
            if not chunks:
                return body
            raise Rejected("body_truncated", f"a chunk is missing after {position:,} bytes")
        start, length = line_end + 2, int(size, 16)
        if length == 0:
            return b"".join(chunks)
        if start + length > len(body):
            raise Rejected("body_truncated", f"a chunk breaks off after {len(body):,} bytes")
        chunks.append(body[start : start + length])
        position = start + length + 2


def _inflate(body: bytes, max_bytes: int, *, raw_allowed: bool) -> bytes:
    decoded = bytearray()
    rest = body
    members = 0
    while rest and len(decoded) <= max_bytes:
        members += 1
        if members > _MAX_MEMBERS:
            raise Rejected("body_damaged", f"more than {_MAX_MEMBERS} members")
        inflater = zlib.decompressobj(_INFLATE_EITHER)
        try:
            decoded += inflater.decompress(rest, max_bytes - len(decoded) + 1)
        except zlib.error as error:
            if decoded:  # what follows the last member is padding, as browsers read it
                break
            if not raw_allowed:
                raise Rejected("body_damaged", str(error)) from error
            inflater = zlib.decompressobj(_INFLATE_RAW)
            decoded += _inflate_raw(inflater, rest, max_bytes + 1)
        if not inflater.eof and len(decoded) <= max_bytes:
            raise Rejected("body_truncated", f"the coding breaks off after {len(body):,} bytes")
        rest = inflater.unused_data
    return bytes(decoded)


def _inflate_raw(inflater: zlib._Decompress, body: bytes, max_bytes: int) -> bytes:
    try:
        return inflater.decompress(body, max_bytes)
    except zlib.error as error:
        raise Rejected("body_damaged", str(error)) from error
