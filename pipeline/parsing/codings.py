"""Transfer and content codings undone within a cap, so that a small answer cannot become a large one.

What an answer says of its coding is a hint. Archives keep the label of a body they stored unpacked; servers pack twice,
pack without saying so, or write a character set where the coding belongs. So a coding that was named is undone where
the bytes bear it, text stays as it is whatever was named, and gzip and Zstandard, whose bytes say so themselves, are
undone unasked.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

import brotli
from backports import zstd

from pipeline.errors import Rejected
from pipeline.parsing.content_kind import is_media, is_text

if TYPE_CHECKING:
    from collections.abc import Iterator

GZIP_MAGIC = b"\x1f\x8b\x08"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"

_CHUNK_SIZE = re.compile(rb"[0-9A-Fa-f]{1,8}")
_INFLATE_EITHER = 47
"""zlib's window bits for "gzip or zlib, the header says which"."""
_INFLATE_RAW = -15
"""Some servers send `deflate` without zlib's header."""
_MAX_MEMBERS = 100
"""Honest bodies have one member. Each costs a copy of all that follows it, so a hundred thousand would take minutes."""
_MAX_CODINGS = 3
"""A body packed twice is a mistake that happens; one packed more often is made to hold us up."""
_MAX_ZSTD_WINDOW_LOG = 23
"""8 MB, which a decoder must grant (RFC 9659); a frame may ask for gigabytes."""
_GZIP = frozenset({"gzip", "x-gzip"})
_KNOWN = _GZIP | {"deflate", "br", "zstd"}


def decode_body(body: bytes, content_encoding: str, max_bytes: int) -> bytes:
    """Return the body without its content codings; several gzip members are joined, as browsers do.

    Raise Rejected: `body_too_large` beyond `max_bytes`, `body_truncated` when a coding does not end, `body_damaged`
    when it cannot be undone, `unknown_encoding` where a coding nobody knows hides what is no text.
    """
    names = [name.strip().lower() for name in content_encoding.split(",")]
    try:
        decoded = _undone(body, names, max_bytes)
    except Rejected as failure:
        if failure.reason != "body_damaged" or (told := _text_within(body, max_bytes)) is None:
            raise
        decoded = told
    if len(decoded) > max_bytes:
        del decoded  # an exception keeps the frames it passed, and they would keep this
        raise Rejected("body_too_large", f"more than {max_bytes:,} bytes")
    if not is_text(decoded) and (told := _text_within(decoded, max_bytes)) is not None:
        decoded = told
    if any(name not in {"", "identity", *_KNOWN} for name in names) and not is_text(decoded):
        raise Rejected("unknown_encoding", content_encoding[:80])
    return decoded


def _undone(body: bytes, names: list[str], max_bytes: int) -> bytes:
    """Return the body without the codings that were named, and those that its bytes show."""
    decoded = body
    for name in reversed([name for name in names if name in _KNOWN][:_MAX_CODINGS]):
        decoded = _without(name, decoded, max_bytes)
    for _ in range(_MAX_CODINGS):
        if (unnamed := _coding_shown_by(decoded)) is None:
            break
        decoded = _without(unnamed, decoded, max_bytes)
    return decoded


def _text_within(body: bytes, max_bytes: int) -> bytes | None:
    """Return the text that unpacks from bytes which are none and whose coding nobody named rightly; None where none does.

    Brotli and deflate do not say what they are, so they are tried: what is no such coding fails within some bytes, and
    text does not come of it by accident.
    """
    if is_media(body):
        return None
    unpacked = body
    for _ in range(_MAX_CODINGS):
        unpacked = next(_tried(unpacked.lstrip(b"\r\n"), max_bytes), b"")
        if unpacked and is_text(unpacked):
            return unpacked
    return None


def _tried(body: bytes, max_bytes: int) -> Iterator[bytes]:
    """Yield what comes of a body by each coding that it bears whole."""
    shown = _coding_shown_by(body)
    for coding in (shown,) if shown else ("deflate", "br"):
        try:
            unpacked = _without(coding, body, max_bytes)
        except Rejected:
            continue
        if unpacked != body and len(body) // 2 < len(unpacked) <= max_bytes:  # a coding makes texts shorter
            yield unpacked


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


def _coding_shown_by(body: bytes) -> str | None:
    if body.startswith(GZIP_MAGIC):
        return "gzip"
    return "zstd" if body.startswith(ZSTD_MAGIC) else None


def _without(coding: str, body: bytes, max_bytes: int) -> bytes:
    """Return the body without this coding, or as it is where it never bore it and is text."""
    shown = _coding_shown_by(body)
    if not body or (shown is None and coding in _GZIP and is_text(body)):
        return body
    coding = shown or coding
    try:
        if coding == "br":
            return _unpack_brotli(body, max_bytes)
        if coding == "zstd":
            return _unpack_zstd(body, max_bytes)
        return _inflate(body, max_bytes, raw_allowed=coding == "deflate")
    except Rejected as failure:
        if failure.reason in {"body_damaged", "body_truncated"} and is_text(body):
            return body
        raise


def _unpack_brotli(body: bytes, max_bytes: int) -> bytes:
    """Return at most one byte more than `max_bytes`, so that the caller sees that there was more."""
    decoder = brotli.Decompressor()
    try:
        decoded = decoder.process(body, output_buffer_limit=max_bytes + 1)
        while not decoder.is_finished() and not decoder.can_accept_more_data() and len(decoded) <= max_bytes:
            decoded += decoder.process(b"", output_buffer_limit=max_bytes + 1 - len(decoded))
    except brotli.error as error:
        raise Rejected("body_damaged", str(error)) from error
    if not decoder.is_finished() and len(decoded) <= max_bytes:
        raise Rejected("body_truncated", f"the coding breaks off after {len(body):,} bytes")
    return bytes(decoded)


def _unpack_zstd(body: bytes, max_bytes: int) -> bytes:
    """Return the first frame, at most one byte more than `max_bytes` of it."""
    decoder = zstd.ZstdDecompressor(
        options={zstd.DecompressionParameter.window_log_max: _MAX_ZSTD_WINDOW_LOG}
    )
    try:
        decoded = decoder.decompress(body, max_bytes + 1)
    except zstd.ZstdError as error:
        raise Rejected("body_damaged", str(error)) from error
    if not decoder.eof and len(decoded) <= max_bytes:
        raise Rejected("body_truncated", f"the coding breaks off after {len(body):,} bytes")
    return bytes(decoded)


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
